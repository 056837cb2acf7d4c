import { type BreadthChange, compareConditions } from './compare-conditions';
import { type Change, type Direction, unclear } from './finding';
import { actionPattern, beyond, type Covers, pattern } from './pattern';
import { type Element, linesOf, meaningOf, type Statement } from './statement';

/**
 * What changes between two lists of statements that apply to the same principal or resource. Statements belong together
 * by their `Sid`; which policy holds them does not matter, so that one may move from one policy to another.
 *
 * What an Allow gains widens, and so does what a Deny loses.
 */
export function compareStatements(before: readonly Statement[], after: readonly Statement[]): readonly Change[] {
  const { pairs, removed, added } = matched(before, after);
  return [
    ...pairs.flatMap(([earlier, later]) => compareStatement(earlier, later)),
    ...added.map((statement): Change => {
      const { effect } = statement;
      return {
        direction: directionOf(effect, 'broader'),
        what: `has a new ${nameOf(statement)}`,
        values: linesOf(statement),
      };
    }),
    ...removed.map((statement): Change => {
      const { effect } = statement;
      return {
        direction: directionOf(effect, 'narrower'),
        what: `no longer has the ${nameOf(statement)}`,
        values: linesOf(statement),
      };
    }),
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
  const idOf = ({ sid, effect }: Statement) => (sid === '' ? undefined : `${effect} ${sid}`);
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

function compareStatement(before: Statement, after: Statement): readonly Change[] {
  const changes: readonly BreadthChange[] = [
    ...compareElement('actions', before.action, after.action, actionPattern),
    ...compareElement('principals', before.principal, after.principal, pattern),
    ...compareElement('resources', before.resource, after.resource, pattern),
    ...compareConditions(before.conditions, after.conditions),
  ];
  const name = nameOf(after);
  return changes.map(({ breadth, what, values }): Change => {
    if (breadth === 'other') return unclear(`${name}: ${what}`, values);
    return { direction: directionOf(after.effect, breadth), what: `${name}: ${what}`, values };
  });
}

function compareElement(noun: string, before: Element, after: Element, covers: Covers): readonly BreadthChange[] {
  if (before.form !== after.form) {
    const what = `${after.form ?? 'nothing'} in place of ${before.form ?? 'nothing'}`;
    return [{ breadth: 'other', what, values: after.values }];
  }
  const excepts = after.form?.startsWith('Not') === true;
  const added = beyond(after.values, before.values, covers);
  const removed = beyond(before.values, after.values, covers);
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
  return sid === '' ? `${effect} statement without a Sid` : `${effect} ${sid}`;
}
