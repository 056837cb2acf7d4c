import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Access } from '../domain/ci-identity';
import { fitsPattern } from '../domain/wildcards';
import { policiesFolder } from './policies-folder';

/** Calls of the Terraform provider that no document of a service allows, on purpose. */
export interface LeftOut {
  /** Patterns of actions. */
  readonly actions: readonly string[];
  /** @default true - false where a function of the provider has it that does not come to it */
  readonly isCalled?: false;
  readonly why: string;
  /** The way round. */
  readonly instead: string;
}

/**
 * Why the documents of services leave an action out; nothing where nobody decided so. What is left out of the Terraform role is left out of the plan role, too.
 *
 * It is `policies/left-out.reasons.json`. An action that a document allows may fit one of its patterns all the same.
 */
export function whyLeftOut(action: string, access: Access): LeftOut | undefined {
  const { apply, plan } = leftOut();
  const decided = access === 'plan' ? [...apply, ...plan] : apply;
  return decided.find(({ actions }) =>
    actions.some((pattern) => fitsPattern(pattern.toLowerCase(), action.toLowerCase())),
  );
}

/** What is left out of one service, with those of its patterns alone. */
export function leftOutOfService(service: string): Readonly<Record<Access, readonly LeftOut[]>> {
  const { apply, plan } = leftOut();
  const of = (decided: readonly LeftOut[]) =>
    decided
      .filter(({ isCalled }) => isCalled !== false)
      .map((one) => ({ ...one, actions: one.actions.filter((pattern) => pattern.startsWith(`${service}:`)) }))
      .filter(({ actions }) => actions.length > 0);
  return { apply: of(apply), plan: of(plan) };
}

function leftOut(): Readonly<Record<Access, readonly LeftOut[]>> {
  return JSON.parse(readFileSync(join(policiesFolder(), 'left-out.reasons.json'), 'utf8'));
}
