import { assignmentsId } from '../../../domain/assignments';
import { stackName } from '../../../domain/names';
import { NOWHERE, type StackSetTargets } from '../stack-set-targets';
import { DEPLOY, type Edit } from './edit';
import { type Edited, keptStacks } from './edited';
import type { EstateStack } from './estate';
import { partOf } from './parted-assignments';

const ACCESS_ROLES = stackName('AccessRoles-');

/** An environment whose access roles leave accounts, and the stacks that take the assignments there away. */
interface LateAssignments {
  readonly accounts: readonly string[];
  /** As `cdk deploy` calls them. */
  readonly stacks: readonly string[];
}

/**
 * Accounts that leave an environment while people of Identity Center work in them. The access roles go before the assignments, and IAM deletes no
 * policy that a role of Identity Center wears: the StackSet would fail at these accounts, and its stack roll back.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html
 */
export function wornPolicies(edited: Edited): readonly Edit[] {
  const late = keptStacks(edited)
    .filter(({ after }) => after.name.startsWith(ACCESS_ROLES))
    .flatMap(({ after }) => lateAssignments(edited, after));
  if (late.length === 0) return [];
  const accounts = late.flatMap((each) => each.accounts);
  const stacks = late.flatMap((each) => each.stacks);
  return [
    {
      verdict: 'refused',
      found: `the access roles leave ${accounts.join(', ')}, and people of Identity Center still work there`,
      why: 'a role of Identity Center wears their policies until its last assignment is gone, and IAM deletes no policy that is worn: the deployment fails at AccessRoles',
      steps: [{ run: `npx cdk deploy --exclusively ${stacks.join(' ')}` }, DEPLOY],
    },
  ];
}

function lateAssignments(edited: Edited, accessRoles: EstateStack): readonly LateAssignments[] {
  const environment = accessRoles.name.slice(ACCESS_ROLES.length);
  const first = stackName(assignmentsId(environment, 0));
  const isPart = partOf(environment);
  const own = ({ name }: EstateStack) => name === first || isPart(name);
  const later = edited.after.slice(edited.after.indexOf(accessRoles)).filter(own);
  const kept = new Set(later.flatMap(assignedIn));
  const left = edited.before.filter(own).flatMap(assignedIn);
  const isReached = reachOf(edited, accessRoles.targets ?? NOWHERE);
  const accounts = [...new Set(left)].filter((account) => !kept.has(account) && !isReached(account));
  if (accounts.length === 0 || later.length === 0) return [];
  return [{ accounts, stacks: later.map(({ name }) => name.slice(stackName('').length)) }];
}

/** Whether a StackSet reaches an account; where AWS does not show the organization, every account of an OU counts as reached. */
function reachOf(
  { accountsBelow }: Edited,
  { filter, accounts, organizationalUnits }: StackSetTargets,
): (account: string) => boolean {
  if (filter === 'INTERSECTION') return (account) => accounts.includes(account);
  const below = organizationalUnits.map((unit) => accountsBelow?.(unit));
  return (account) => below.some((each) => each?.includes(account) ?? true);
}

/** The accounts in which a stack assigns somebody something. */
function assignedIn({ content }: EstateStack): readonly string[] {
  return Object.values(content.resources).flatMap(({ Type: type, Properties: { TargetId: account } }) =>
    type === 'AWS::SSO::Assignment' && typeof account === 'string' ? [account] : [],
  );
}
