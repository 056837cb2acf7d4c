import type { StateLock } from '../../domain/state/state-lock';
import type { StatePlace } from '../../domain/state/state-place';
import { stateNamed } from './history.text';

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

export function unlockedText(place: StatePlace, version: string): string {
  return `the lock of ${place.workspace} is released; it is kept as the version ${version} of the lock. If its run had written nothing yet, what it made in the account is in no state: run a plan before anybody applies\n`;
}
