import type { AccountId } from '../../../lib/domain/account-id';
import { bucketArn, FORWARDING_ROLE, roleArn, trailBucketName } from '../../../lib/domain/names';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { partitionOf } from '../../../lib/domain/region';

/** The key of the audit and the role that writes the trail into its log group have the names that CloudFormation gives. */
export const AUDIT_KEY = 'the key of the audit';
export const TRAIL_LOGS_ROLE = 'the role that writes the trail into its log group';

/** What AWS's services work as for an audit, and nobody else. */
export function auditRolesOf(config: OrgConfig): readonly string[] {
  if (config.audit === undefined) return [];
  const { accounts, deployFrom, environments, homeRegion, organization } = config;
  const watched = new Set<AccountId>([
    accounts.terraform,
    accounts.ops,
    ...environments.flatMap((environment) => environment.accounts.map(({ id }) => id)),
    ...(deployFrom === 'management' ? [organization.managementAccount] : []),
  ]);
  return [
    ...[...watched].map((account) => roleArn(partitionOf(homeRegion), account, FORWARDING_ROLE)),
    ...(config.audit.trail === 'own' ? [TRAIL_LOGS_ROLE] : []),
  ];
}

/** What holds what an audit records: nobody has a right to any of it. */
export function auditTargetsOf({ accounts, audit, homeRegion }: OrgConfig): readonly string[] {
  if (audit === undefined) return [];
  const bucket = bucketArn(partitionOf(homeRegion), trailBucketName(accounts.terraform, homeRegion));
  return [AUDIT_KEY, ...(audit.trail === 'own' ? [bucket] : [])];
}

/** What the matrix calls a role: its ARN, where it has a name of its own. */
export function roleName(arn: string): string {
  return /-Audit-TrailLogsRole[^-]*$/.test(arn) ? TRAIL_LOGS_ROLE : arn;
}
