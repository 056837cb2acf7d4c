import { listOf } from '../domain/json';
import { BOUNDARIES_OF_WORKLOADS, boundaryName, WORKLOAD_IAM_PATH } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { shareAnAction } from '../iam/pattern';
import { oneOrMany, type StatementJson } from '../iam/policy-document';
import { named, statementsOf } from '../iam/statement';
import { loadPolicy, type ReviewedPolicy } from './load-policy';

export interface ProtectionProps {
  /** The account that the boundary is in: its id, or a token for it. */
  readonly account: string;
  /** What the name of the boundary of workloads has of the stack that makes it, as in `boundaryName`. */
  readonly stack: string;
  /** What stands beside the list in the same boundary. */
  readonly allowed: readonly ReviewedPolicy[];
  /** Calls of the list that `org.yaml` opens. @default - none */
  readonly opened?: readonly string[] | undefined;
}

/**
 * The one list of what protects an account, as a boundary has it: the same for Terraform and workloads, for people, and for what is lent.
 *
 * A boundary that allows some actions alone refuses all others by that, so it repeats no denial of those: it has the room of one managed
 * policy for all of it.
 */
export function protection(
  config: OrgConfig,
  { account, stack, allowed, opened = [] }: ProtectionProps,
): ReviewedPolicy {
  const names = namesOf(config);
  const list = loadPolicy('protection.boundary', {
    partition: names.partition,
    account,
    workloadPath: WORKLOAD_IAM_PATH,
    boundary: names.policyArn(account, boundaryName(stack)),
    boundaries: names.policyArn(account, BOUNDARIES_OF_WORKLOADS),
  });
  const patterns = allowed.flatMap(allowedActions);
  const isReached = (action: string): boolean =>
    action === BECOMES_A_ROLE ||
    (!opened.includes(action) && patterns.some((pattern) => shareAnAction(pattern, action)));
  const statements = list.document.Statement.flatMap((statement) => withActions(statement, isReached));
  return { ...list, document: { ...list.document, Statement: statements } };
}

/** The trust policy of a role may admit a session by its own ARN, whom no boundary holds back but by a denial. */
const BECOMES_A_ROLE = 'sts:AssumeRole';

function withActions(statement: StatementJson, isWanted: (action: string) => boolean): readonly StatementJson[] {
  const actions = listOf(statement.Action).filter(isWanted);
  return actions.length === 0 ? [] : [{ ...statement, Action: oneOrMany(actions) }];
}

function allowedActions({ document }: ReviewedPolicy): readonly string[] {
  return statementsOf(document)
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ action }) => named(action));
}
