import type { StatePlace } from '../../domain/state/state-place';
import { columns } from '../../terminal/columns';
import { counted } from '../counted';
import type { LockHolder, StateHistory, StateVersion } from './state-history';

/** The state of a workspace in words. */
export function stateNamed({ workspace, state }: StatePlace): string {
  return state === undefined ? `the state of ${workspace}` : `the state ${state} of ${workspace}`;
}

export function historyText(place: StatePlace, { versions, older }: StateHistory): string {
  if (versions.length === 0) return `${stateNamed(place)} has no version: nothing has written it yet\n`;
  const rows = columns(versions.map(rowOf)).map((line) => `${line.trimEnd()}\n`);
  const more = older === 0 ? '' : `and ${counted(older, 'older version')}; --limit shows more\n`;
  return [...rows, more].join('');
}

function rowOf(version: StateVersion): readonly string[] {
  const { version: id, written, size, isCurrent, by } = version;
  return [
    id,
    written.toISOString(),
    contentText(version),
    version.is === 'deletion' ? '' : `${size} bytes`,
    isCurrent ? 'current' : '',
    version.is === 'deletion' ? '' : holderText(by),
  ];
}

function contentText({ is, serial, lineage, how }: StateVersion): string {
  if (is === 'deletion') return 'deleted';
  if (is === 'damaged') return `damaged: ${how ?? ''}`;
  const known = `serial ${serial ?? 'unknown'}, lineage ${lineage ?? 'unknown'}`;
  return is === 'encrypted' ? `${known}, encrypted` : known;
}

/** What the holder wrote into the lock. */
function holderText(by: LockHolder | undefined): string {
  if (by === undefined) return 'nothing is known of who wrote it';
  const what = by.operation === '' ? '' : ` (${by.operation})`;
  const { runs = [] } = by;
  const run = runs.length === 0 ? '' : `, in ${runs.length > 1 ? 'one of ' : ''}${runs.join(', ')}`;
  return `by ${by.who === '' ? 'somebody without a name' : by.who}${what}, who locked it at ${by.since.toISOString()}${run}`;
}

/** The shape of `orgstrap state history --json`; what a later version adds does not change the number. */
const VERSION = 1;

export function historyJson({ workspace, state, bucket, key }: StatePlace, { versions, older }: StateHistory): string {
  const shown = { version: VERSION, workspace, ...(state !== undefined && { state }), bucket, key, versions, older };
  return `${JSON.stringify(shown, null, 2)}\n`;
}
