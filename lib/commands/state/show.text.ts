import type { StoredText } from '../../aws/state-versions';
import type { ChangedValue, StateDifference } from '../../domain/state/state-difference';
import type { StateFile } from '../../domain/state/state-file';
import type { StatePlace } from '../../domain/state/state-place';
import { counted } from '../counted';
import { stateNamed } from './history.text';

/** The shape of `orgstrap state show --json`; what a later version adds does not change the number. */
const VERSION = 1;

export function shownText(place: StatePlace, { version, written }: StoredText, state: StateFile): string {
  const { serial, lineage, terraformVersion, resources, outputs } = state;
  return [
    `${stateNamed(place)}, version ${version} of ${written.toISOString()}`,
    `serial ${serial}, lineage ${lineage}, written by Terraform or OpenTofu ${terraformVersion || 'of an unknown version'}`,
    `${counted(resources.length, 'resource')}, ${counted(outputs.length, 'output')}`,
    ...resources.map(({ address }) => `  ${address}`),
    ...outputs.map(({ name, sensitive }) => `  output ${name}${sensitive ? ' (sensitive)' : ''}`),
    '',
  ].join('\n');
}

export function shownJson(place: StatePlace, { version, written }: StoredText, state: StateFile): string {
  const { serial, lineage, terraformVersion, resources, outputs } = state;
  return json({ ...named(place), state: { version, written, serial, lineage, terraformVersion, resources, outputs } });
}

/** What differs between two versions. */
export interface ComparedVersions {
  readonly from: StoredText;
  readonly to: StoredText;
  readonly difference: StateDifference;
}

export function differenceText(place: StatePlace, { from, to, difference }: ComparedVersions): string {
  const { added, removed, changed, outputs } = difference;
  const lines = [
    ...removed.map((address) => `- ${address}`),
    ...added.map((address) => `+ ${address}`),
    ...changed.flatMap(({ address, values, more }) => [
      `~ ${address}`,
      ...values.map((value) => `    ${changeText(value)}`),
      ...(more === 0 ? [] : [`    and ${more} more`]),
    ]),
    ...outputs.map((value) => `~ output ${changeText(value)}`),
  ];
  return [
    `${stateNamed(place)}: from ${from.version} of ${from.written.toISOString()} to ${to.version} of ${to.written.toISOString()}`,
    ...(lines.length === 0 ? ['nothing differs but the serial'] : lines),
    '',
  ].join('\n');
}

function changeText({ path, before = 'nothing', after = 'nothing' }: ChangedValue): string {
  return `${path}: ${before} -> ${after}`;
}

export function differenceJson(place: StatePlace, { from, to, difference }: ComparedVersions): string {
  return json({ ...named(place), from: from.version, to: to.version, ...difference });
}

function named({ workspace, state }: StatePlace): object {
  return { workspace, ...(state !== undefined && { stateName: state }) };
}

function json(shown: object): string {
  return `${JSON.stringify({ version: VERSION, ...shown }, null, 2)}\n`;
}
