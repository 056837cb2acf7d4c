import type { FoundPermissions, FoundPolicy } from '../../aws/account-policies';
import type { ExpectedPermissions, ExpectedPolicy } from '../../domain/expected-account';
import { isList, isObject, type Json } from '../../domain/json';
import { IAM_PATH } from '../../domain/names';
import { documentOf } from '../../iam/pack-policies';
import type { PolicyDocument } from '../../iam/policy-document';
import { readStatements } from '../../iam/statement';
import { readRevokedSessions } from '../../policies/revoked-sessions';
import { documentDifferences } from './document-differences';
import type { Difference } from './mended-by';

/** Who wears policies. */
export interface Wearer {
  readonly kind: 'role' | 'group' | 'user';
  readonly name: string;
}

/**
 * What a role, a group or a user wears, seen as a change from what it should wear. CloudFormation chose the names of most policies, so a policy is known
 * by what it says: by the whole of it, or else by the names of its statements.
 */
export function permissionDifferences(
  wearer: Wearer,
  { policies, ofAws, forAWhile }: ExpectedPermissions,
  { inline, revocations, attached }: FoundPermissions,
): readonly Difference[] {
  const others = attached.filter(({ arn }) => !forAWhile.includes(arn));
  const foreign = others.filter(({ arn, document }) => document === undefined && !ofAws.includes(arn));
  const missing = ofAws.filter((arn) => !others.some((policy) => policy.arn === arn));
  const read = others.flatMap(readable);
  const { pairs, unworn, spare } = saySame(policies, read) ? NO_PAIRS : paired(policies, read);
  return [
    ...(pairs.length === 0 && unworn.length > 0
      ? [detachedAll(wearer)]
      : unworn.map((policy) => detached(wearer, policy))),
    ...missing.map((arn) => ({
      found: `it does not have ${arn}`,
      command: `${inIam('attach', wearer)} --policy-arn ${arn}`,
    })),
    ...pairs.flatMap(([expected, found]) => differing(expected, found)),
    ...[...foreign, ...spare].map(({ arn }) => ({
      found: `it has ${arn} as well`,
      command: `${inIam('detach', wearer)} --policy-arn ${arn}`,
    })),
    ...inline
      .filter((name) => forAWhile.length === 0 || !isRevocation(revocations?.get(name)))
      .map((name) => ({
        found: `it has the inline policy ${name}`,
        command: `${inIam('delete', wearer)} --policy-name ${name}`,
      })),
  ];
}

/** It ends sessions of somebody who was shut out, and says nothing else. */
function isRevocation(document: string | undefined): boolean {
  return document !== undefined && readRevokedSessions(document) !== undefined;
}

function inIam(verb: 'attach' | 'detach' | 'delete', { kind, name }: Wearer): string {
  return `aws iam ${verb}-${kind}-policy --${kind}-name ${name}`;
}

/** A policy of orgstrap as it was found. */
interface ReadPolicy {
  readonly arn: string;
  readonly document: string;
}

function readable({ arn, document }: FoundPolicy): readonly ReadPolicy[] {
  return document === undefined ? [] : [{ arn, document }];
}

/**
 * Whether all policies together say the same. How documents share policies depends on how long the text is that stands for an account, which is one
 * length where templates are made and another here.
 */
function saySame(expected: readonly ExpectedPolicy[], found: readonly ReadPolicy[]): boolean {
  const [wanted, worn] = [expected, found].map((policies) => togetherOf(policies.map(({ document }) => document)));
  if (wanted === undefined || worn === undefined) return false;
  return documentDifferences('permissions', withKeyOfAlias(wanted, worn), worn).length === 0;
}

/** One document with what all of them say; undefined where one is not as orgstrap writes them. */
function togetherOf(documents: readonly string[]): string | undefined {
  const parsed: readonly Json[] = documents.map((text) => JSON.parse(text));
  return parsed.every(isDocument) ? JSON.stringify(documentOf(parsed.map((document) => ({ document })))) : undefined;
}

function isDocument(value: Json): value is PolicyDocument {
  return isObject(value) && isList(value.Statement) && value.Statement.every(isObject);
}

interface Paired {
  readonly pairs: readonly (readonly [ExpectedPolicy, ReadPolicy])[];
  /** What should be worn and has no pair. */
  readonly unworn: readonly ExpectedPolicy[];
  /** What is worn and has no pair. */
  readonly spare: readonly ReadPolicy[];
}

const NO_PAIRS: Paired = { pairs: [], unworn: [], spare: [] };

/** What says the same belongs together, then what has most names of statements in common. */
function paired(expected: readonly ExpectedPolicy[], found: readonly ReadPolicy[]): Paired {
  const names = new Map([...expected, ...found].map((policy) => [policy, namesIn(policy.document)] as const));
  const common = (one: ExpectedPolicy, other: ReadPolicy) => sizeOfCommon(names.get(one), names.get(other));
  const isSame = (one: ExpectedPolicy, other: ReadPolicy) =>
    // To compare documents takes long, and few of them have names in common.
    names.get(one)?.size === common(one, other) && differing(one, other).length === 0;
  const first = pairedBy(expected, found, (one, others) => others.find((other) => isSame(one, other)));
  const second = pairedBy(first.unworn, first.spare, (one, others) => {
    const [best] = [...others].sort((a, b) => common(one, b) - common(one, a));
    return best !== undefined && common(one, best) > 0 ? best : undefined;
  });
  return { ...second, pairs: [...first.pairs, ...second.pairs] };
}

function pairedBy(
  expected: readonly ExpectedPolicy[],
  found: readonly ReadPolicy[],
  choose: (one: ExpectedPolicy, others: readonly ReadPolicy[]) => ReadPolicy | undefined,
): Paired {
  const spare = new Set(found);
  const pairs = expected.flatMap((one) => {
    const other = choose(one, [...spare]);
    if (other === undefined) return [];
    spare.delete(other);
    return [[one, other] as const];
  });
  const worn = new Set(pairs.map(([one]) => one));
  return { pairs, unworn: expected.filter((one) => !worn.has(one)), spare: [...spare] };
}

function namesIn(document: string): ReadonlySet<string> {
  return new Set((readStatements(document) ?? []).flatMap(({ sid }) => sid ?? []));
}

function sizeOfCommon(some: ReadonlySet<string> = new Set(), others: ReadonlySet<string> = new Set()): number {
  return [...some].filter((name) => others.has(name)).length;
}

const ONE_OF_THEM = `ARN, one of aws iam list-policies --scope Local --path-prefix ${IAM_PATH}`;

function detachedAll(wearer: Wearer): Difference {
  return {
    found: 'it has no policy of orgstrap, and may do nothing',
    command: `${inIam('attach', wearer)} --policy-arn ${ONE_OF_THEM}`,
  };
}

function detached(wearer: Wearer, { description }: ExpectedPolicy): Difference {
  return {
    found: `it does not have the policy with the description "${description}"`,
    command: `${inIam('attach', wearer)} --policy-arn ${ONE_OF_THEM}`,
  };
}

function differing({ document }: ExpectedPolicy, found: ReadPolicy): readonly Difference[] {
  const expected = withKeyOfAlias(document, found.document);
  const command = `aws iam create-policy-version --policy-arn ${found.arn} --set-as-default --policy-document '${expected}'`;
  return documentDifferences('permissions', expected, found.document).map((difference) => ({
    found: difference,
    command,
  }));
}

/** ARN of an alias in a document: of what precedes the word, and the whole. */
const ALIAS = /"((arn:[^":]+:kms:[^":]+:\d+):alias\/[^"]+)"/;

/**
 * Puts in place of an alias the key that the found document names in that account and Region, where it names one alone: a policy
 * of IAM cannot name a key by its alias. That it is the alias's key is not looked at here.
 */
function withKeyOfAlias(expected: string, found: string): string {
  const [, alias, prefix] = ALIAS.exec(expected) ?? [];
  if (alias === undefined || prefix === undefined) return expected;
  const keys = found.split('"').filter((text) => text.startsWith(`${prefix}:key/`) && !text.endsWith('*'));
  const [key, ...others] = new Set(keys);
  return key === undefined || others.length > 0 ? expected : expected.replaceAll(`"${alias}"`, `"${key}"`);
}
