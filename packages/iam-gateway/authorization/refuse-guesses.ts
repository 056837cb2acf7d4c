import { fits, overlaps } from '../iam/patterns';
import { listOf, type NamedPolicy, type Statement } from '../iam/policy-document';
import type { Question } from '../iam/question';
import type { RequiredPermission } from '../operations/table';

/**
 * Refuses to guess where a permission was worked out from AWS's reference, and a statement turns on what the request does not tell: a resource that is
 * named in particular where nobody knows which one it is, or a condition key of the service's own. Only what could make the answer kinder than AWS's
 * counts: a resource that is not told is in no `Allow` that names another one.
 *
 * @throws Error that says which statement
 */
export function refuseGuesses(need: RequiredPermission, question: Question): void {
  const { about } = need;
  if (about === undefined) return;
  for (const { name, document } of policiesOf(question)) {
    for (const statement of document.Statement.filter((each) => concerns(each, need.action))) {
      const sid = `${statement.Sid ?? 'a statement'} of ${name}`;
      const resource = unsureResource(statement, about);
      if (resource !== undefined) throw new Error(`${sid} names ${resource}, and the request may be about it`);
      const key = unknownKey(statement, need);
      if (key !== undefined) throw new Error(`${sid} has the condition key ${key}, whose value is unknown`);
    }
  }
}

function policiesOf(question: Question): readonly NamedPolicy[] {
  const { permissions, boundary, session, resourcePolicy, serviceControlPolicies, resourceControlPolicies } = question;
  const levels = [...serviceControlPolicies, ...resourceControlPolicies].flatMap(({ policies }) => policies);
  return [...permissions, boundary, session, resourcePolicy, ...levels].filter((policy) => policy !== undefined);
}

function concerns({ Action, NotAction }: Statement, action: string): boolean {
  const isNamed = (patterns: Statement['Action']) =>
    listOf(patterns).some((pattern) => fits(pattern.toLowerCase(), action.toLowerCase()));
  return NotAction === undefined ? isNamed(Action) : !isNamed(NotAction);
}

/** A `Deny` that may be about it, and an `Allow` with an exception that it may be. */
function unsureResource({ Effect, Resource, NotResource }: Statement, about: readonly string[]): string | undefined {
  const named = listOf(Effect === 'Deny' ? Resource : NotResource);
  return named.find((pattern) => about.some((each) => overlaps(pattern, each) && !fits(pattern, each)));
}

/** Keys for all services are filled in or refused everywhere; those of one service are filled in by the tables that know it. */
function unknownKey({ Condition = {} }: Statement, { context = {} }: RequiredPermission): string | undefined {
  const known = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  return Object.values(Condition)
    .flatMap(Object.keys)
    .find((key) => !/^aws:/i.test(key) && !known.has(key.toLowerCase()) && !isClaim(key));
}

/** Of a token's issuer: no such caller asks a service for anything. */
function isClaim(key: string): boolean {
  return /^[^:]+\.[^:]+:/.test(key);
}
