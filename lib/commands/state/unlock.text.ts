import type { RunState } from '../../domain/state/ci-run';
import type { StateLock } from '../../domain/state/state-lock';
import type { StatePlace } from '../../domain/state/state-place';
import { stateNamed } from './history.text';
import type { LockRuns } from './lock-run';

export function lockText(place: StatePlace, since: Date, lock: StateLock | undefined): string {
  const at = since.toISOString();
  if (lock === undefined) {
    return `${stateNamed(place)} is locked since ${at} by an object that is no lock of Terraform\n`;
  }
  const { id, who, operation, created } = lock;
  const says = [
    `the id ${id}`,
    ...(operation === '' ? [] : [`the operation ${operation}`]),
    ...(created === '' ? [] : [`made at ${created} by the clock of that machine`]),
  ];
  return `${stateNamed(place)} is locked since ${at} by ${who === '' ? 'somebody without a name' : who}: ${says.join(', ')}\n`;
}

/** What is known of who holds it, a line for each run. */
export function runsText({ runs, why }: LockRuns): string {
  if (runs.length === 0) return `which run holds it is unknown: ${why ?? 'nobody says'}\n`;
  return runs.map(({ run, state }) => `${run} may hold it: ${stateText(state)}\n`).join('');
}

function stateText(state: RunState): string {
  switch (state.kind) {
    case 'alive':
      return `it goes on (${state.says})`;
    case 'ended':
      return `it has ended (${state.says})`;
    case 'unknown':
      return `whether it goes on is unknown, ${state.why}`;
  }
}

export function unlockedText(place: StatePlace, version: string): string {
  return `the lock of ${place.workspace} is released; it is kept as the version ${version} of the lock. If its run had written nothing yet, what it made in the account is in no state: run a plan before anybody applies\n`;
}
