import type { JsonObject } from '../iam/json';
import { Malformed } from './refusals';
import type { Parameters } from './wire-request';

/** The method and the path that stand for an operation. */
export interface RestAddress {
  readonly operation: string;
  readonly method: string;
  readonly parts: readonly Part[];
  /** What must be in the query: `?Operation=Tag`, or `?WithTags` without a value. */
  readonly query: readonly (readonly [name: string, value: string])[];
}

/** Of a path: a word, or a member of the input, which may go on over several segments. */
type Part =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'member' | 'members'; readonly name: string };

/** @param address - as botocore writes it: `POST /2015-03-31/functions/{FunctionName}/policy` */
export function readAddress(operation: string, address: string): RestAddress {
  const [method = '', uri = ''] = address.split(' ');
  const [path = '', query = ''] = uri.split('?');
  return {
    operation,
    method,
    parts: path
      .split('/')
      .filter((part) => part !== '')
      .map(readPart),
    query: query
      .split('&')
      .filter((each) => each !== '')
      .map((each) => {
        const [name = '', value = ''] = each.split('=');
        return [name, value] as const;
      }),
  };
}

function readPart(text: string): Part {
  const [, name, goesOn] = /^\{([\w-]+)(\+?)\}$/.exec(text) ?? [];
  if (name === undefined) return { kind: 'word', text };
  return { kind: goesOn === '+' ? 'members' : 'member', name };
}

interface AskedAddress {
  readonly method: string;
  readonly segments: readonly string[];
  readonly query: Parameters;
}

/**
 * The operation that is asked for, and what of its input is in the path. Where several fit, the one whose words tell more about it: moto's patterns
 * are tried in the order of their length, too.
 *
 * @returns undefined where none fits
 * @throws Malformed where two fit equally well
 */
export function addressedOperation(
  addresses: readonly RestAddress[],
  asked: AskedAddress,
): { readonly operation: string; readonly members: JsonObject } | undefined {
  const fitting = addresses
    .map((address) => ({ address, members: membersIn(address, asked) }))
    .filter((each) => each.members !== undefined)
    .sort((one, other) => precision(other.address) - precision(one.address));
  const [best, next] = fitting;
  if (best?.members === undefined) return undefined;
  if (next !== undefined && precision(next.address) === precision(best.address)) {
    throw new Malformed(`what may be ${best.address.operation} or ${next.address.operation}`);
  }
  return { operation: best.address.operation, members: best.members };
}

function precision({ parts, query }: RestAddress): number {
  return parts.filter(({ kind }) => kind === 'word').length * 2 + query.length;
}

function membersIn({ method, parts, query }: RestAddress, asked: AskedAddress): JsonObject | undefined {
  if (method !== asked.method) return undefined;
  if (query.some(([name, value]) => asked.query.get(name) !== value)) return undefined;
  return membersOf(parts, asked.segments);
}

function membersOf([part, ...parts]: readonly Part[], segments: readonly string[]): JsonObject | undefined {
  if (part === undefined) return segments.length === 0 ? {} : undefined;
  if (segments.length === 0) return undefined;
  const longest = part.kind === 'members' ? segments.length - parts.length : 1;
  const taken = segments.slice(0, Math.max(1, longest));
  if (part.kind === 'word' && part.text !== taken[0]) return undefined;
  const rest = membersOf(parts, segments.slice(taken.length));
  if (rest === undefined || part.kind === 'word') return rest;
  return { [part.name]: taken.join('/'), ...rest };
}
