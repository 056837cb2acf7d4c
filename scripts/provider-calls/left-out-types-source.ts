import type { Access } from '../../lib/domain/ci-identity';
import { whyLeftOut } from '../../lib/policies/left-out';
import { serviceNames } from '../../lib/policies/policies-folder';
import { shippedDocuments } from '../companions/companions';
import { actionsOf } from './actions';
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

/** The actions that a type comes to. */
export interface ActionsOfType {
  readonly reads: readonly string[];
  readonly others: readonly string[];
}

export function actionsOfTypes(): Readonly<Record<string, ActionsOfType>> {
  return Object.fromEntries(
    Object.entries(callsOfTypes.types).map(([type, [reads = '', others = '']]) => [
      type,
      { reads: actionsIn(reads), others: actionsIn(others) },
    ]),
  );
}

function actionsIn(calls: string): readonly string[] {
  const named = calls === '' ? [] : calls.split(' ');
  return [
    ...new Set(
      named.flatMap((call) => {
        const [sdk = '', name = ''] = call.split('.');
        return actionsOf(sdk, name);
      }),
    ),
  ];
}

function leftOutOf(access: Access): (action: string) => boolean {
  const allows = shippedDocuments(access);
  const services = serviceNames();
  return (action) =>
    !services.some((service) => allows(service, action)) && whyLeftOut(action, access)?.isCalled !== false;
}

function lineOf(type: string, both: readonly string[], plan: readonly string[]): string {
  const key = type.includes('.') ? `'${type}'` : type;
  const properties = [
    ...(both.length === 0 ? [] : [`both: '${both.join(' ')}'`]),
    ...(plan.length === 0 ? [] : [`plan: '${plan.join(' ')}'`]),
  ];
  const line = `  ${key}: { ${properties.join(', ')} },`;
  return line.length <= 120 ? line : `  ${key}: {\n${properties.map((one) => `    ${one},\n`).join('')}  },`;
}
