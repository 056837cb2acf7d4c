import type { AccountId } from '../../../lib/domain/ids';
import { CANARY } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import type { OrgConfig } from '../../../lib/domain/org-config';

/** The key of the audit and the role that writes the trail into its log group have the names that CloudFormation gives. */
export const AUDIT_KEY = 'the key of the audit';
export const TRAIL_LOGS_ROLE = 'the role that writes the trail into its log group';

/** What AWS's services work as for an audit, and nobody else. */
export function auditRolesOf(config: OrgConfig): readonly string[] {
  if (config.audit === undefined) return [];
  const { accounts, deployFrom, environments, organization, platformAccounts } = config;
  const watched = new Set<AccountId>([
    accounts.terraform,
    accounts.ops,
    ...platformAccounts.map(({ id }) => id),
    ...environments.flatMap((environment) => environment.accounts.map(({ id }) => id)),
    ...(deployFrom === 'management' ? [organization.managementAccount] : []),
  ]);
  const names = namesOf(config);
  return [
    ...[...watched].flatMap((account) => [names.forwardingRoleArn(account), names.roleArn(account, CANARY)]),
    ...(config.audit.trail === 'own' ? [TRAIL_LOGS_ROLE] : []),
  ];
}

/** What holds what an audit records: nobody has a right to any of it. */
export function auditTargetsOf(config: OrgConfig): readonly string[] {
  const { audit } = config;
  if (audit === undefined) return [];
  const names = namesOf(config);
  const bucket = names.bucketArn(names.audit.trailBucket);
  return [AUDIT_KEY, ...(audit.trail === 'own' ? [bucket] : [])];
}

/** What the matrix calls a role: its ARN, where it has a name of its own. */
export function roleName(arn: string): string {
  return /-Audit-TrailLogsRole[^-]*$/.test(arn) ? TRAIL_LOGS_ROLE : arn;
}
