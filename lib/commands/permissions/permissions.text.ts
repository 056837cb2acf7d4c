import { columns } from '../../terminal/columns';
import type { LeftOutHere, NeededService, Proposal } from './proposal';
import type { UsedType } from './used-types';

/** For people. */
export function permissionsText(proposal: Proposal): string {
  const { services, toAdd, unused, without, unknown, leftOut, missingModules, others } = proposal;
  return `${[
    `terraform: { services: [${services.map(({ service }) => service).join(', ')}] }`,
    '',
    ...columns(services.map((needed) => [needed.service, typesOf(needed)])),
    ...part(toAdd.length > 0, `to add to terraform.services: ${toAdd.join(', ')}`),
    ...part(unused.length > 0, `listed, and not used here (another configuration may use it): ${unused.join(', ')}`),
    ...list(
      'no service of orgstrap; write policies/services/NAME.json beside org.yaml for each:',
      without.map(ofService),
    ),
    ...list(
      'of a service that is not known here; the provider may be newer than this version of orgstrap:',
      unknown.map(atPlace),
    ),
    ...list(
      'what these types can come to, and is refused on purpose (orgstrap why ACTION):',
      leftOut.flatMap(leftOutLines),
    ),
    ...list('modules that are not here; run terraform init -backend=false, and ask again:', missingModules),
    ...part(
      others > 0,
      `${others} ${others === 1 ? 'type' : 'types'} of other providers: they take no permission of AWS`,
    ),
  ].join('\n')}\n`;
}

function part(isThere: boolean, text: string): readonly string[] {
  return isThere ? ['', text] : [];
}

function list(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : ['', title, ...items.map((item) => `  ${item}`)];
}

function typesOf({ types }: NeededService): string {
  return types.map(({ type, isRead }) => (isRead ? `${type} (read)` : type)).join(', ');
}

function ofService(needed: NeededService): string {
  return `${needed.service}: ${typesOf(needed)}`;
}

function leftOutLines({ of, types, actions, why, instead }: LeftOutHere): readonly string[] {
  const whose = `${types.map(({ type }) => type).join(', ')}${of === 'plan' ? ', in a plan' : ''}`;
  return [`${whose}: ${shortened(actions).join(', ')}`, `  ${why}`, `  Instead: ${instead}`];
}

/** The first of many; the JSON has all. */
export function shortened(actions: readonly string[]): readonly string[] {
  return actions.length > 4 ? [...actions.slice(0, 4), `${actions.length - 4} more`] : actions;
}

function atPlace({ type, place }: UsedType): string {
  return `${type} (${place})`;
}

/** The shape of `orgstrap permissions --json`; what a later version adds does not change it. */
const VERSION = 1;

export function permissionsJson(proposal: Proposal): string {
  return `${JSON.stringify({ version: VERSION, ...proposal }, null, 2)}\n`;
}
