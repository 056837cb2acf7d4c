import type { AccountRoles, NamedRole } from '../aws/account-roles';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { STACK_SETS_ROLES, STACK_SETS_SERVICES } from '../domain/stack-set-names';
import { isException, type Principal, readStatements } from '../iam/statement';
import { namesExemptedEverywhere } from '../policies/exempted-roles';
import { type CheckSubject, checksOfAnswer, doesNotHold, holds, type LiveCheck } from './live-check';

const OF_STACK_SETS: CheckSubject = {
  kind: 'stack-sets-roles',
  name: `roles ${STACK_SETS_ROLES}*: trust StackSets alone`,
  why: 'guardrails and alarms let a role of this name through, so that whoever becomes one may undo all that protects the account',
};

/** A role that may have such a name, where orgstrap makes none. */
const OTHERS: CheckSubject = {
  kind: 'exempted-role',
  name: 'other roles that guardrails let through',
  why: 'guardrails and alarms let a role through for its name alone, so that one that orgstrap did not make may undo what protects the account',
};

/**
 * Whether each role with a name that guardrails let through is what it passes for. That of StackSets trusts whom StackSets makes it
 * trust: the service-linked role of StackSets in the management account, which alone is given the right to become such a role. Any
 * other one is of orgstrap.
 *
 * What else AWS writes into the trust policy of StackSets, no page says. A condition only narrows and is no finding, and neither is
 * StackSets as a service.
 *
 * @param made - the names of the roles that orgstrap makes in the account, whose trust is compared elsewhere
 * @param see - what lets somebody see the roles who does not
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudFormationStackSetsOrgAdminServiceRolePolicy.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html
 */
export function exemptedRoleChecks(
  config: OrgConfig,
  made: readonly string[],
  roles: Pick<AccountRoles, 'beginningWith'>,
  see: string,
): Promise<readonly LiveCheck[]> {
  const others = namesExemptedEverywhere(config).filter((name) => !name.startsWith(STACK_SETS_ROLES));
  return checksOfAnswer(
    others.length === 0 ? [OF_STACK_SETS] : [OF_STACK_SETS, OTHERS],
    see,
    () => roles.beginningWith([STACK_SETS_ROLES, ...others]),
    (found) => {
      const foreign = found.filter(({ arn }) => others.some((name) => arn.endsWith(`:role/${name}`)));
      const checks = [judged(OF_STACK_SETS, found.filter(isCalledLikeStackSets), (role) => strangersOf(role, config))];
      if (others.length === 0) return checks;
      return [...checks, judged(OTHERS, foreign, (role) => (made.includes(nameOf(role)) ? [] : [notMade(role)]))];
    },
  );
}

/** What is wrong with a role. */
interface Planted {
  readonly name: string;
  readonly says: string;
}

function judged(subject: CheckSubject, roles: readonly NamedRole[], wrong: (role: NamedRole) => readonly Planted[]) {
  const planted = roles.flatMap(wrong);
  if (planted.length === 0) {
    return holds(
      subject,
      roles.length === 0
        ? 'there are none'
        : `${roles.length} of them ${subject === OTHERS ? 'made by orgstrap' : 'trust nobody else'}`,
    );
  }
  return doesNotHold(
    subject,
    planted.map(({ says }) => says).join('; '),
    `see in CloudTrail who made it and what was done in it, and unless ${subject === OTHERS ? 'orgstrap' : 'StackSets'} made it, take its policies off and delete it: ${planted.map(({ name }) => `aws iam delete-role --role-name ${name}`).join(' && ')}; where guardrails are in force, nobody in the account may: take them off for that (orgstrap destroy --guardrails)`,
  );
}

function isCalledLikeStackSets({ arn }: NamedRole): boolean {
  return arn.includes(`:role/${STACK_SETS_ROLES}`) || arn.split('/').at(-1)?.startsWith(STACK_SETS_ROLES) === true;
}

function nameOf({ arn }: NamedRole): string {
  return arn.split('/').at(-1) ?? '';
}

function notMade(role: NamedRole): Planted {
  return { name: nameOf(role), says: `orgstrap makes no ${role.arn} there; it trusts ${trusted(role)}` };
}

function trusted({ trust }: NamedRole): string {
  const allowed = readStatements(trust)?.filter(({ effect }) => effect === 'Allow');
  const names = allowed?.flatMap(({ principal }) => principal.values.map(({ name }) => name)) ?? [];
  return names.length === 0 ? 'nobody knows whom' : [...new Set(names)].join(', ');
}

function strangersOf(role: NamedRole, config: OrgConfig): readonly Planted[] {
  const { arn, trust } = role;
  const name = nameOf(role);
  const allowed = readStatements(trust)?.filter(({ effect }) => effect === 'Allow');
  if (!arn.includes(`:role/${STACK_SETS_ROLES}`) || name !== arn.slice(arn.indexOf('/') + 1)) {
    return [{ name, says: `${arn} is on a path, where StackSets makes none; it trusts ${trusted(role)}` }];
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
  if (type === 'Service') return STACK_SETS_SERVICES.some((service) => service === name);
  const { managementAccount } = config.organization;
  return (
    type === 'AWS' &&
    name ===
      `arn:${namesOf(config).partition}:iam::${managementAccount}:role/aws-service-role/stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgAdmin`
  );
}
