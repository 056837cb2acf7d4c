import { key, propertyOf } from '../reference/property';
import { type Companion, companionsOf } from './companions';
import handlerCalls from './handler-calls.json';

/** `lib/domain/service-companions.ts`: what `validate` and `services` know, without the documents and the schemas that it was found in. */
export function companionsSource(): string {
  const all = companionsOf(handlerCalls.calls);
  return `/** What resources of a service need of another one, by the end of their CloudFormation type: \`FlowLog\` is \`AWS::EC2::FlowLog\`. */
export interface ServiceCompanions {
  /** Something there is made or changed for them. */
  readonly changes?: Readonly<Record<string, string>>;
  /** Something there is only looked at, or tagged. */
  readonly reads?: Readonly<Record<string, string>>;
}

/**
 * Of each service what others it needs, beside \`kms\`, which nearly all of them need with a key of one's own.
 *
 * Written by \`npm run reference\`: what AWS's own handlers call to create a resource, the documents of its service do not allow, and those
 * of another do.
 *
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 */
export const SERVICE_COMPANIONS: Readonly<Record<string, ServiceCompanions>> = {
${[...new Set(all.map(({ service }) => service))].map((service) => entryOf(service, all)).join('\n')}
};
`;
}

function entryOf(service: string, all: readonly Companion[]): string {
  const uses = (['changes', 'reads'] as const).flatMap((use) => {
    const of = all.filter((one) => one.service === service && one.use === use);
    const entries = of.map(({ other, types }) => `      ${key(other)}: '${types.map(short).join(' ')}',`);
    return of.length === 0 ? [] : [propertyOf(use, entries, '    ')];
  });
  return propertyOf(service, uses, '  ');
}

function short(type: string): string {
  return type.split('::').at(-1) ?? type;
}
