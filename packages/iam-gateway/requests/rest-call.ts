import type { JsonObject } from '../iam/json';
import { Malformed } from './refusals';
import { type Parameters, writtenParameters, writtenPath } from './wire-request';

/** An operation of a service that has a method and a path for each. */
interface RestOperation {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** The segments of the path; in braces, a member of the input. */
  readonly path: readonly string[];
  /** The members of the input that are in the query, by what they are called there. @default - none, and the body has the others */
  readonly query?: Readonly<Record<string, string>>;
}

/** By service and operation. */
export const REST_SERVICES: ReadonlyMap<string, Readonly<Record<string, RestOperation>>> = new Map<
  string,
  Readonly<Record<string, RestOperation>>
>([
  [
    'account',
    {
      GetAlternateContact: { method: 'POST', path: ['getAlternateContact'] },
      PutAlternateContact: { method: 'POST', path: ['putAlternateContact'] },
    },
  ],
  [
    'scheduler',
    {
      GetSchedule: { method: 'GET', path: ['schedules', '{Name}'], query: { groupName: 'GroupName' } },
      UpdateSchedule: { method: 'PUT', path: ['schedules', '{Name}'] },
    },
  ],
]);

/** What a request is of which only this is known. */
interface AskedPath {
  readonly method: string;
  readonly segments: readonly string[];
  readonly query: Parameters;
}

/** Whether the operation that a method and a path stand for is in the table. */
export function hasRestOperation(service: string, { method, segments }: AskedPath): boolean {
  return Object.values(REST_SERVICES.get(service) ?? {}).some(
    (known) => known.method === method && membersOfPath(known.path, segments) !== undefined,
  );
}

/**
 * The operation that a method and a path stand for, and what of its input is in the path and the query.
 *
 * @throws Malformed where no operation has them, or the query has what it does not know
 */
export function restOperation(service: string, asked: AskedPath): { operation: string; input: JsonObject } {
  for (const [operation, known] of Object.entries(REST_SERVICES.get(service) ?? {})) {
    const members = known.method === asked.method ? membersOfPath(known.path, asked.segments) : undefined;
    if (members !== undefined) return { operation, input: { ...members, ...membersOfQuery(known, asked.query) } };
  }
  throw new Malformed(`${asked.method} ${writtenPath(asked.segments)} is no operation of ${service}`);
}

function membersOfPath(known: readonly string[], asked: readonly string[]): JsonObject | undefined {
  if (known.length !== asked.length) return undefined;
  const members: Record<string, string> = {};
  for (const [index, part] of known.entries()) {
    const segment = asked[index] ?? '';
    const member = memberIn(part);
    if (member === undefined ? part !== segment : segment === '') return undefined;
    if (member !== undefined) members[member] = segment;
  }
  return members;
}

function membersOfQuery({ query = {} }: RestOperation, asked: Parameters): JsonObject {
  const entries = [...asked].map(([name, value]): [string, string] => {
    const member = Object.hasOwn(query, name) ? query[name] : undefined;
    if (member === undefined) throw new Malformed(`${name} in the query`);
    return [member, value];
  });
  return Object.fromEntries(entries);
}

function memberIn(part: string): string | undefined {
  return /^\{(\w+)\}$/.exec(part)?.[1];
}

/** What a call of such a service is sent as. @throws Malformed where there is no such operation */
export function restParts(service: string, operation: string, input: JsonObject) {
  const known = REST_SERVICES.get(service)?.[operation];
  if (known === undefined) throw new Malformed(`${service} has no ${operation}`);
  const text = (member: string) => String(input[member] ?? '');
  const segments = known.path.map((part) => text(memberIn(part) ?? '') || part);
  const query = Object.entries(known.query ?? {}).filter(([, member]) => input[member] !== undefined);
  const elsewhere = new Set([...known.path.map(memberIn), ...Object.values(known.query ?? {})]);
  const body = Object.fromEntries(Object.entries(input).filter(([member]) => !elsewhere.has(member)));
  const written = writtenParameters(new Map(query.map(([name, member]) => [name, text(member)])));
  const path = writtenPath(segments);
  return { method: known.method, path, target: `${path}${written === '' ? '' : `?${written}`}`, body };
}
