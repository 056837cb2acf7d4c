import type { StoredText } from '../../aws/state-versions';
import type { StatePlace } from '../../domain/state/state-place';
import type { WrittenState } from '../../estate/states/write-state';
import { stateNamed } from './history.text';

/** What would be done. */
export interface PlannedRestore {
  readonly version: StoredText;
  readonly serial: number;
  readonly lineage: string;
  /** What it would replace. */
  readonly current: StoredText | undefined;
}

export function restoreText(place: StatePlace, { version, serial, lineage, current }: PlannedRestore): string {
  const replaced =
    current === undefined
      ? 'there is no current one'
      : `the current one, ${current.version} of ${current.written.toISOString()}, stays as a version`;
  return (
    `${stateNamed(place)}: the version ${version.version} of ${version.written.toISOString()} has the serial ${serial} and the lineage ${lineage}; ` +
    `${replaced}. Nothing changes in the account: the next plan shows what differs from it, and what was made since is not in this state\n`
  );
}

export function restoredText(
  place: StatePlace,
  version: string,
  { serial, version: written, replaced }: WrittenState,
): string {
  const kept = replaced === undefined ? '' : `; what it replaced is kept as ${replaced}`;
  return `${stateNamed(place)} is that of ${version} again, as the version ${written} with the serial ${serial}${kept}; run a plan before anybody applies\n`;
}
