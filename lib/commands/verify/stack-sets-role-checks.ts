import type { AccountRoles, NamedRole } from '../../aws/account-roles';
import type { AccountId } from '../../domain/ids';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig } from '../../domain/org-config';
import { type CheckSubject, checksOfAnswer, doesNotHold, holds, type LiveCheck } from '../../estate/live-check';
import { isException, type Principal, readStatements } from '../../iam/statement';
import { SEE } from './judged';

const PREFIX = 'stacksets-exec-';

const ROLES: CheckSubject = {
  kind: 'stack-sets-roles',
  name: `roles ${PREFIX}*: trust StackSets alone`,
  why: 'guardrails and alarms let a role of this name through, so that whoever becomes one may undo all that protects the account',
};

/**
 * Whether each role that passes for one of StackSets trusts whom StackSets makes it trust: the service-linked role of StackSets in the
 * management account, which alone is given the right to become such a role.
 *
 * What else AWS writes into such a trust policy, no page says. A condition only narrows and is no finding, and neither is StackSets as
 * a service.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudFormationStackSetsOrgAdminServiceRolePolicy.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html
 */
export function stackSetsRoleChecks(config: OrgConfig, roles: AccountRoles): Promise<readonly LiveCheck[]> {
  return checksOfAnswer(
    [ROLES],
    SEE,
    () => roles.beginningWith(PREFIX),
    (found) => {
      const planted = found.flatMap((role) => strangersOf(role, config));
      if (planted.length > 0) {
        return [
          doesNotHold(
            ROLES,
            planted.map(({ says }) => says).join('; '),
            `see in CloudTrail who made it and what was done in it, and unless StackSets made it, take its policies off and delete it: ${planted.map(({ name }) => `aws iam delete-role --role-name ${name}`).join(' && ')}`,
          ),
        ];
      }
      const all = found.length === 0 ? 'there are none' : `${found.length} of them trust nobody else`;
      return [holds(ROLES, all)];
    },
  );
}

/** What is wrong with a role, if anything. */
function strangersOf(
  { arn, trust }: NamedRole,
  config: OrgConfig,
): readonly { readonly name: string; readonly says: string }[] {
  const name = arn.split('/').at(-1) ?? '';
  const allowed = readStatements(trust)?.filter(({ effect }) => effect === 'Allow');
  if (!arn.includes(`:role/${PREFIX}`) || name !== arn.slice(arn.indexOf('/') + 1)) {
    return [{ name, says: `${arn} is on a path, where StackSets makes none` }];
  }
  if (allowed === undefined || allowed.some(({ principal }) => isException(principal))) {
    return [{ name, says: `${name} has a trust policy that cannot be read for certain` }];
  }
  const strangers = allowed
    .flatMap(({ principal }) => principal.values)
    .filter((principal) => !isOfStackSets(principal, config));
  if (strangers.length === 0) return [];
  return [{ name, says: `${name} trusts ${[...new Set(strangers.map((stranger) => stranger.name))].join(', ')}` }];
}

function isOfStackSets({ type, name }: Principal, config: OrgConfig): boolean {
  if (type === 'Service') return /^([a-z.]+\.)?stacksets\.cloudformation\.amazonaws\.com(\.cn)?$/.test(name);
  return type === 'AWS' && name === serviceRole(config, config.organization.managementAccount);
}

function serviceRole(config: OrgConfig, account: AccountId): string {
  return `arn:${namesOf(config).partition}:iam::${account}:role/aws-service-role/stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgAdmin`;
}
