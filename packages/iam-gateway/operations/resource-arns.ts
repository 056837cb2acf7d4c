import { Unmapped } from '../requests/refusals';
import type { Member } from './members';
import type { RequestPlace } from './table';

/** What stands in an ARN for a part that the request does not tell: what is about to be made has no id yet. No name has this character. */
export const UNTOLD = '\uE100';

/** An ARN in which what is not told is anything. */
export function asPattern(arn: string): string {
  return arn.replaceAll(UNTOLD, '*');
}

/** A kind of resource, as the service authorization reference writes it: `arn:${Partition}:ec2:${Region}:${Account}:vpc/${VpcId}`. */
interface ArnPattern {
  readonly pattern: string;
  /** Whether it is what the action is about, and no other kind is: then `Name` and `Id` are its own. */
  readonly isAlone: boolean;
}

/** ARNs of one kind that a request names, of this account alone; empty where it names none of them in full. @throws Unmapped for one of another account */
export function namedArns(kind: ArnPattern, members: readonly Member[], here: RequestPlace): readonly string[] {
  const given = arnsIn(members).filter((arn) => shapeOf(kind.pattern).test(arn));
  if (given.length > 0) return given.map((arn) => ofHere(arn, here));
  return filled(kind, members, here).filter((arn) => !arn.includes(UNTOLD));
}

/** The ARN of a kind as far as a request tells it. */
export function toldArn(kind: ArnPattern, members: readonly Member[], here: RequestPlace): string {
  const [arn] = filled(kind, members, here);
  return arn ?? kind.pattern;
}

/** All that look like ARNs. */
export function arnsIn(members: readonly Member[]): readonly string[] {
  return [
    ...new Set(members.map(({ value }) => value).filter((value) => /^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/.test(value))),
  ];
}

/** @throws Unmapped where it is of another account, whose policies nobody here knows */
function ofHere(arn: string, { account }: RequestPlace): string {
  const owner = arn.split(':')[4];
  if (owner !== '' && owner !== account) throw new Unmapped(`${arn}, which is of another account`);
  return arn;
}

/** Its last part may hold what separates the others. */
function shapeOf(pattern: string): RegExp {
  const parts = pattern.split(/(\$\{\w+\})/);
  const last = parts.findLastIndex((part) => part.startsWith('${'));
  const written = parts.map((part, index) => {
    if (!part.startsWith('${')) return part.replace(/[.*+?^$()[\]\\|]/g, '\\$&');
    if (/^\$\{(Partition|Region|Account)\}$/.test(part)) return '[^:]*';
    return index === last ? '.+' : '[^:/]+';
  });
  return new RegExp(`^${written.join('')}$`);
}

function filled({ pattern, isAlone }: ArnPattern, members: readonly Member[], here: RequestPlace): readonly string[] {
  const placed = pattern
    .replaceAll('${Partition}', here.snapshot.partition)
    .replaceAll('${Region}', here.region)
    .replaceAll('${Account}', here.account);
  const names = [...placed.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
  const [only] = names;
  if (names.length === 1 && only !== undefined) {
    const values = valuesOf(only, members, isAlone);
    return (values.length === 0 ? [UNTOLD] : values).map((value) => placed.replace(`\${${only}}`, () => value));
  }
  return [
    names.reduce((arn, name) => {
      const values = valuesOf(name, members, isAlone);
      return arn.replace(`\${${name}}`, () => (values.length === 1 ? (values[0] ?? UNTOLD) : UNTOLD));
    }, placed),
  ];
}

/**
 * What a request says for a part of an ARN: the member that is called like it, or, where an action is about nothing else, its `Name` or `Id`, or a
 * member that is called like its end (`GroupId` of `SecurityGroupId`). What has a colon in it is an ARN, or a part of one, and no name.
 */
function valuesOf(part: string, members: readonly Member[], isAlone: boolean): readonly string[] {
  const wanted = plain(part);
  const called = members.filter(({ path }) => isCalled(wanted, plain(path.at(-1) ?? '')));
  const own = members.filter(({ path: [name = '', ...inner] }) => inner.length === 0 && isEndOf(wanted, plain(name)));
  const found = called.length > 0 || !isAlone ? called : own;
  const nearest = Math.min(...found.map(({ path }) => path.length));
  const values = [...new Set(found.filter(({ path }) => path.length === nearest).map(({ value }) => value))];
  return values.some((value) => value === '' || value.includes(':')) ? [] : values;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Also in the plural, and where one says `Name` and the other `Identifier`. */
function isCalled(wanted: string, name: string): boolean {
  const singular = name.replace(/s$/, '');
  return [name, singular].includes(wanted) || (stemOf(wanted) !== '' && stemOf(wanted) === stemOf(singular));
}

function stemOf(name: string): string {
  return name.replace(/(name|id|identifier)$/, '');
}

function isEndOf(wanted: string, name: string): boolean {
  return name.length > 1 && wanted.endsWith(name) && /(name|id)$/.test(name);
}
