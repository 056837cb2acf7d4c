import type { Statement } from '../statement';
import type { DecidingStatement, OpenStatement, Place } from './decision';
import type { Policy } from './policy';
import { anyOf, isUnknown, type Truth, unknown } from './truth';

/** A statement, and whether it is about a request. */
export interface JudgedStatement extends DecidingStatement {
  readonly applies: Truth;
}

/** What the policies of one place say to a request. */
export interface LayerAnswer {
  readonly place: Place;
  readonly denies: Truth;
  readonly allows: Truth;
  readonly statements: readonly JudgedStatement[];
}

/**
 * Asks every statement of some policies, and keeps those that are about the request, or may be. A policy of which it is not
 * certain what it says may deny and may allow.
 */
export function answerOf(
  place: Place,
  policies: readonly Policy[],
  applies: (statement: Statement, policy: Policy) => Truth,
): LayerAnswer {
  const statements: JudgedStatement[] = [];
  for (const policy of policies) {
    if (policy.statements === undefined) {
      const saying = unknown(`what ${policy.name} says`);
      statements.push({ ...place, policy, statement: undefined, index: 0, applies: saying });
    }
    for (const [index, statement] of (policy.statements ?? []).entries()) {
      const judged = applies(statement, policy);
      if (judged !== false) statements.push({ ...place, policy, statement, index, applies: judged });
    }
  }
  return { place, denies: thoseThat('Deny', statements), allows: thoseThat('Allow', statements), statements };
}

/** Whether a statement of that effect applies. */
export function thoseThat(effect: Statement['effect'], statements: readonly JudgedStatement[]): Truth {
  return anyOf(
    statements
      .filter(({ statement }) => statement === undefined || statement.effect === effect)
      .map(({ applies }) => applies),
  );
}

/** Those that apply for certain. */
export function certain(
  effect: Statement['effect'],
  statements: readonly JudgedStatement[],
): readonly DecidingStatement[] {
  return statements.filter(({ statement, applies }) => applies === true && statement?.effect === effect);
}

export function open(statements: readonly JudgedStatement[]): readonly OpenStatement[] {
  return statements.flatMap(({ applies, ...statement }) =>
    isUnknown(applies) ? [{ ...statement, dependsOn: applies.dependsOn }] : [],
  );
}
