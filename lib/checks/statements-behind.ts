import type { IConstruct } from 'constructs';
import { wildcardFinding } from '../constructs/acknowledge';
import { ManagedPolicy } from '../constructs/managed-policy';
import { named, type Statement, statementsOf } from '../iam/statement';
import { policyWithStatement } from '../policies/line-of-statement';

/** A statement of a document in `policies/`. */
export interface StatementName {
  /** The document's path below `policies/`, without the ending. */
  readonly policy: string;
  readonly sid: string;
}

/**
 * The statements that a finding is about: those with the wildcard that it names, or the one whose `Sid` it begins with. None
 * where it is about more than a statement.
 *
 * @param found - what the rule about wildcards names: `Action::s3:Get*`
 */
export function statementsBehind(
  construct: IConstruct,
  found: string | undefined,
  description: string,
): readonly StatementName[] {
  const policy = construct.node.scopes.find((scope) => scope instanceof ManagedPolicy);
  const [sid = ''] = description.split(' ', 1);
  if (policy === undefined) return onlyOneCalled(sid);
  const statements = policy.pack.flatMap(({ name, document }) =>
    statementsOf(document).map((statement) => ({ name, statement })),
  );
  const wild = statements.filter(({ statement }) => found !== undefined && has(policy, statement, found));
  const called = statements.filter(({ statement }) => statement.sid === sid);
  return [...wild, ...called].map(({ name, statement }) => ({ policy: name, sid: statement.sid ?? '' }));
}

/** A trust or resource policy is no construct of its own; its statement is found by a name that no other has. */
function onlyOneCalled(sid: string): readonly StatementName[] {
  // A Sid is a sentence: a word of the description is not taken for one.
  if (!/^[A-Z][a-z0-9]+[A-Z][A-Za-z0-9]*$/.test(sid)) return [];
  const policy = policyWithStatement(sid);
  return policy === undefined ? [] : [{ policy, sid }];
}

function has(policy: ManagedPolicy, { effect, action, resource }: Statement, found: string): boolean {
  return (
    effect === 'Allow' &&
    (named(action).some((pattern) => wildcardFinding(policy, 'Action', pattern) === found) ||
      named(resource).some((pattern) => wildcardFinding(policy, 'Resource', pattern) === found))
  );
}
