import { addressOf, type OldPlace } from '../../domain/state/old-place';
import type { StatePlace } from '../../domain/state/state-place';
import { stateNamed } from '../state/history.text';
import type { Adopted } from './adopt-state';

/** What would be done. */
export function adoptionText(from: OldPlace, to: StatePlace, makeReadOnly: boolean): string {
  const locks = from.lockTable === undefined ? '' : `, and in the table ${from.lockTable}`;
  const after = makeReadOnly
    ? 'Then the old state becomes read-only, for everybody.'
    : 'The old state stays as it is, and can be written.';
  return `${addressOf(from)} is copied to s3://${to.bucket}/${to.key}, while it is locked in both places${locks}. ${after}\n`;
}

const HOW = {
  written: 'written, where there was none',
  'written over an empty one': 'written over the empty one that selecting the workspace makes',
  'written over an older one': 'written over an older one of the same lineage, which stays as a version',
  'there already': 'there already, and nothing was written',
} as const;

export function adoptedText(from: OldPlace, to: StatePlace, adopted: Adopted): string {
  const { how, lineage, resources, serial, version } = adopted;
  const content = resources === undefined ? 'encrypted' : `${resources} resource${resources === 1 ? '' : 's'}`;
  return [
    `${stateNamed(to)} is ${HOW[how]}: lineage ${lineage}, serial ${serial}, ${content}, version ${version}.`,
    ...oldPlaceLines(from, adopted),
    `Next: terraform init -reconfigure in the folder with the backend of orgstrap, terraform workspace select ${to.workspace}, and terraform plan, which must change nothing.`,
    '',
  ].join('\n');
}

function oldPlaceLines(from: OldPlace, { oldPlace, policy }: Adopted): readonly string[] {
  if (oldPlace === 'read-only') return [`${addressOf(from)} is read-only already.`];
  if (oldPlace === 'made read-only') {
    const table =
      from.lockTable === undefined
        ? ''
        : ` Its lock stays in the table ${from.lockTable}, and says where the state is.`;
    return [
      `${addressOf(from)} is read-only now, by two statements in the policy of ${from.bucket}; whoever may change that policy takes it back.${table}`,
    ];
  }
  return [
    `${addressOf(from)} can still be written: whoever applies there now changes the same resources with an old state. Once the plan is clean, run this again with --make-read-only, or give ${from.bucket} this policy, which is its own with two more statements:`,
    JSON.stringify(JSON.parse(policy), undefined, 2),
  ];
}
