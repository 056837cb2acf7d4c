import { isObject, type JsonObject } from '../iam/json';
import type { Parameters } from '../requests/wire-request';
import type { Elements } from './trail-record';

/** What CloudTrail keeps to itself, of every service. */
const SECRET: ReadonlySet<string> = new Set([
  'AuthenticationCode1',
  'AuthenticationCode2',
  'CiphertextBlob',
  'NewPassword',
  'OldPassword',
  'Password',
  'Plaintext',
  'SecretBinary',
  'SecretString',
  'TokenCode',
  'WebIdentityToken',
]);

/** Longer than the rest of the record together, and no part of what tells who did what. */
const TOO_LONG: ReadonlySet<string> = new Set(['StackPolicyBody', 'TemplateBody']);

/** What belongs to the form and not to the operation. */
const OF_THE_FORM: ReadonlySet<string> = new Set(['Action', 'Version']);

/** Those whose keys somebody chose, so that they stay as they are. */
const MAPS: ReadonlySet<string> = new Set(['Attributes', 'EncryptionContext', 'tags', 'Tags']);

const NUMBERS: ReadonlySet<string> = new Set(['DurationSeconds', 'MaxItems', 'MaxSessionDuration']);

/** Parameters of a form as CloudTrail has them: nested, lists as lists, the first letter of each name in lower case. */
export function formParameters(parameters: Parameters): Elements | null {
  const told = [...parameters]
    .filter(([name]) => isTold(name.split('.')[0] ?? '') && !OF_THE_FORM.has(name))
    .map(([name, value]) => [name.split('.'), typed(name, value)] as const);
  return told.length === 0 ? null : (nested(told) as Elements);
}

/** The input of a call in JSON as CloudTrail has it. */
export function jsonParameters(service: string, input: JsonObject): Elements | null {
  const told = Object.entries(input).filter(
    ([name]) => isTold(name) && !(service === 'ssm' && name === 'Value') && !(service === 'kms' && name === 'Message'),
  );
  if (told.length === 0) return null;
  return Object.fromEntries(told.map(([name, value]) => [lowered(name), renamed(name, value)]));
}

function isTold(name: string): boolean {
  return !SECRET.has(name) && !TOO_LONG.has(name);
}

function typed(name: string, value: string): string | number | boolean {
  if (value === 'true' || value === 'false') return name.includes('.') ? value : value === 'true';
  return NUMBERS.has(name) && /^\d{1,9}$/.test(value) ? Number(value) : value;
}

type Entry = readonly [path: readonly string[], value: unknown];

function nested(entries: readonly Entry[]): unknown {
  const [first] = entries;
  if (first !== undefined && first[0].length === 0) return first[1];
  const groups = new Map<string, Entry[]>();
  for (const [[head = '', ...rest], value] of entries) {
    groups.set(head, [...(groups.get(head) ?? []), [rest, value]]);
  }
  const members = groups.get('member');
  if (members !== undefined) return listOf(members);
  return Object.fromEntries([...groups].map(([name, inner]) => [lowered(name), nested(inner)]));
}

function listOf(members: readonly Entry[]): readonly unknown[] {
  const places = [...new Set(members.map(([[place]]) => place ?? ''))].sort(
    (one, other) => Number(one) - Number(other),
  );
  return places.map((place) =>
    nested(members.flatMap(([[at, ...rest], value]) => (at === place ? [[rest, value] as const] : []))),
  );
}

function renamed(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => renamed('', each));
  if (!isObject(value) || MAPS.has(name)) return value;
  return Object.fromEntries(Object.entries(value).map(([inner, each]) => [lowered(inner), renamed(inner, each)]));
}

function lowered(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
