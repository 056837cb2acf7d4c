import type { Access } from '../../lib/domain/ci-identity';
import { whyLeftOut } from '../../lib/policies/left-out';
import { serviceNames } from '../../lib/policies/policies-folder';
import { shippedDocuments } from '../companions/companions';
import { propertyOf } from '../reference/property';
import { actionsOfTypes } from './actions-of-types';
import callsOfTypes from './calls-of-types.json';

/** `lib/policies/left-out-types.ts`: what `permissions` knows, without the calls of thirteen hundred types. */
export function leftOutTypesSource(): string {
  const toApply = leftOutOf('apply');
  const toPlan = leftOutOf('plan');
  const lines = Object.entries(actionsOfTypes()).flatMap(([type, { reads, others }]) => {
    const apply = [...reads, ...others].filter(toApply);
    const plan = reads.filter((action) => !apply.includes(action) && toPlan(action));
    return apply.length + plan.length === 0 ? [] : [lineOf(type, apply, plan)];
  });
  return `/** What of a type is refused on purpose, each a list of actions with a space between them. */
export interface LeftOutCalls {
  /** To the plan role and the Terraform role. */
  readonly both?: string;
  /** To the plan role alone. */
  readonly plan?: string;
}

/**
 * Of the resource types and data sources of Terraform (\`data.aws_instance\`) those that can come to a call that the documents of all services leave out.
 * \`policies/left-out.reasons.json\` says why, and what is the way round.
 *
 * Written by \`npm run reference\`: what ${callsOfTypes.provider} can call, by its source, and no document allows.
 */
export const LEFT_OUT_TYPES: Readonly<Record<string, LeftOutCalls>> = {
${lines.join('\n')}
};
`;
}

function leftOutOf(access: Access): (action: string) => boolean {
  const allows = shippedDocuments(access);
  const services = serviceNames();
  return (action) =>
    !services.some((service) => allows(service, action)) && whyLeftOut(action, access)?.isCalled !== false;
}

function lineOf(type: string, both: readonly string[], plan: readonly string[]): string {
  const entries = [
    ...(both.length === 0 ? [] : [`    both: '${both.join(' ')}',`]),
    ...(plan.length === 0 ? [] : [`    plan: '${plan.join(' ')}',`]),
  ];
  return propertyOf(type, entries, '  ');
}
