import { canonical, isObject, type Json } from '../domain/json';
import { type AccessChange, type Direction, unclear } from './access-change';
import { type BreadthChange, compareConditions } from './compare-conditions';
import { actionPattern, type Covers, notCovered, pattern } from './pattern';
import { type Element, isException, readStatements, type Statement, type TextOf } from './statement';
import { inOrder, inWords, linesOf, meaningOf } from './statement-text';

/** What changes between two policy documents; no document is one that says nothing. */
export function compareDocuments(
  noun: string,
  before: Json | undefined,
  after: Json | undefined,
  textOf?: TextOf,
): readonly AccessChange[] {
  if (canonical(before) === canonical(after)) return [];
  const earlier = readStatements(before, textOf);
  const later = readStatements(after, textOf);
  if (earlier === undefined || later === undefined) return [unclear(noun)];
  return [
    ...compareStatements(earlier, later).map((change) => ({ ...change, what: `${noun}: ${change.what}` })),
    ...compareVersions(noun, before, after),
  ];
}

/** Another version of the policy language reads the same text differently. */
function compareVersions(noun: string, before: Json | undefined, after: Json | undefined): readonly AccessChange[] {
  if (!isObject(before) || !isObject(after)) return [];
  return canonical(before.Version) === canonical(after.Version) ? [] : [unclear(`${noun}: its Version`)];
}

/**
 * What changes between two lists of statements that apply to the same principal or resource. Statements belong together
 * by their `Sid`; which policy holds them does not matter, so that one may move from one policy to another.
 *
 * What an Allow gains widens, and so does what a Deny loses.
 */
export function compareStatements(before: readonly Statement[], after: readonly Statement[]): readonly AccessChange[] {
  const { pairs, removed, added } = matched(before.map(inOrder), after.map(inOrder));
  return [
    ...pairs.flatMap(([earlier, later]) => compareStatement(earlier, later)),
    ...added.map((statement) => ({
      direction: directionOf(statement.effect, 'broader'),
      what: `has a new ${nameOf(statement)}`,
      values: linesOf(statement),
    })),
    ...removed.map((statement) => ({
      direction: directionOf(statement.effect, 'narrower'),
      what: `no longer has the ${nameOf(statement)}`,
      values: linesOf(statement),
    })),
  ];
}

interface Matched {
  readonly pairs: readonly (readonly [Statement, Statement])[];
  readonly removed: readonly Statement[];
  readonly added: readonly Statement[];
}

/** What is the same under another name did not change; the rest belongs together by name and effect. */
function matched(before: readonly Statement[], after: readonly Statement[]): Matched {
  const removed = without(before, after, meaningOf);
  const added = without(after, before, meaningOf);
  const idOf = ({ sid, effect }: Statement) => (sid ? `${effect} ${sid}` : undefined);
  const unpaired = [...added];
  const pairs = removed.flatMap((earlier) => {
    const index = unpaired.findIndex((later) => idOf(earlier) !== undefined && idOf(later) === idOf(earlier));
    const [later] = index < 0 ? [] : unpaired.splice(index, 1);
    return later === undefined ? [] : [[earlier, later] as const];
  });
  const paired = new Set(pairs.map(([earlier]) => earlier));
  return { pairs, removed: removed.filter((statement) => !paired.has(statement)), added: unpaired };
}

/** A list less another one; what several policies say is said. */
function without(list: readonly Statement[], other: readonly Statement[], idOf: (statement: Statement) => string) {
  const others = new Set(other.map(idOf));
  return list.filter((statement) => !others.has(idOf(statement)));
}

function compareStatement(before: Statement, after: Statement): readonly AccessChange[] {
  const changes: readonly BreadthChange[] = [
    ...compareElement('actions', before.action, after.action, actionPattern),
    ...compareElement('principals', inWords(before.principal), inWords(after.principal), pattern),
    ...compareElement('resources', before.resource, after.resource, pattern),
    ...compareConditions(before.conditions, after.conditions),
  ];
  const name = nameOf(after);
  return changes.map(({ breadth, what, values }): AccessChange => {
    if (breadth === 'other') return unclear(`${name}: ${what}`, values);
    return { direction: directionOf(after.effect, breadth), what: `${name}: ${what}`, values };
  });
}

function compareElement(noun: string, before: Element, after: Element, covers: Covers): readonly BreadthChange[] {
  if (before.form !== after.form) {
    const what = `${after.form ?? 'nothing'} in place of ${before.form ?? 'nothing'}`;
    return [{ breadth: 'other', what, values: after.values }];
  }
  const excepts = isException(after);
  const added = notCovered(after.values, before.values, covers);
  const removed = notCovered(before.values, after.values, covers);
  const more = excepts ? `excepts more ${noun}` : `covers more ${noun}`;
  const fewer = excepts ? `excepts fewer ${noun}` : `covers fewer ${noun}`;
  return [
    ...(added.length > 0 ? [{ breadth: excepts ? 'narrower' : 'broader', what: more, values: added } as const] : []),
    ...(removed.length > 0
      ? [{ breadth: excepts ? 'broader' : 'narrower', what: fewer, values: removed } as const]
      : []),
  ];
}

function directionOf(effect: Statement['effect'], breadth: 'broader' | 'narrower'): Direction {
  return (effect === 'Allow') === (breadth === 'broader') ? 'widens' : 'narrows';
}

function nameOf({ effect, sid }: Statement): string {
  return sid ? `${effect} ${sid}` : `${effect} statement without a Sid`;
}
