import { columns } from '../../terminal/columns';
import type { ListedState } from './listed-states';

export function listText(pipeline: string, states: readonly ListedState[]): string {
  if (states.length === 0) return `the pipeline ${pipeline} has no state\n`;
  const rows = states.map(({ workspace, state, written, size, lockedSince }) => [
    state === undefined ? workspace : `${workspace} ${state}`,
    `written ${written.toISOString()}`,
    `${size} bytes`,
    lockedSince === undefined ? '' : `locked since ${lockedSince.toISOString()}`,
  ]);
  return columns(rows)
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** The shape of `orgstrap state list --json`; what a later version adds does not change the number. */
const VERSION = 1;

export function listJson(pipeline: string, states: readonly ListedState[]): string {
  return `${JSON.stringify({ version: VERSION, pipeline, states }, null, 2)}\n`;
}
