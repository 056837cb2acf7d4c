import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { loadPolicy } from './load-policy';
import { once } from './once';
import type { RoleDescription } from './role-description';

/** What CloudTrail works as in the Terraform account, to write the events of its trail into a log group. */
export function trailLogsRole(config: OrgConfig): RoleDescription {
  const terraformAccount = config.accounts.terraform;
  const { audit } = namesOf(config);
  return {
    description: 'CloudTrail works as this role to write the events of the trail into its log group',
    trust: loadPolicy('trail-logs-role.trust', { terraformAccount, trail: audit.trailArn(terraformAccount) }).document,
    policies: once(() => [
      {
        id: 'LogsPermissions',
        description: 'Lets CloudTrail write the events of the trail into its log group',
        pack: [loadPolicy('trail-logs-role.permissions', { logGroup: audit.trailLogGroupArn, terraformAccount })],
      },
    ]),
  };
}
