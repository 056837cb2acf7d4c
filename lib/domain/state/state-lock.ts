import { isObject, parsedJson } from '../json';
import { withoutEscapes } from '../masked-text';

/** What Terraform writes beside a state while it works on it. Its texts are those of whoever wrote it, without what a terminal would obey. */
export interface StateLock {
  /** What `terraform force-unlock` asks for, and the `ID` of Terraform's error. */
  readonly id: string;
  /** `OperationTypeApply`, `OperationTypePlan`, ...; empty where a command alone took it. */
  readonly operation: string;
  /** The user and the machine, as `runner@host`: what the system of a runner is called. */
  readonly who: string;
  /** In ISO form and UTC, as the clock of that machine said it; empty where it said nothing. */
  readonly created: string;
  /** The bucket and the key of the state. */
  readonly path: string;
}

/** Undefined where the text is no lock, or has no id to free it by. */
export function readLock(text: string): StateLock | undefined {
  const value = parsedJson(text);
  if (!isObject(value)) return undefined;
  const { ID: id, Operation: operation, Who: who, Created: created, Path: path } = value;
  if (typeof id !== 'string' || id === '') return undefined;
  return {
    id: textOf(id),
    operation: textOf(operation),
    who: textOf(who),
    created: timeOf(created),
    path: textOf(path),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? withoutEscapes(value) : '';
}

/** Go writes nanoseconds, of which the first three digits are kept. */
function timeOf(value: unknown): string {
  const time = new Date(textOf(value));
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}
