import type { OrgConfig } from '../../domain/org-config';
import type { Reach } from '../../domain/reach';

/**
 * Names a role in an account for people and for their tools: `WORKSPACE-ROLE`, or with a dot in between where two would
 * have the same name, such as those of the workspaces `data` and `data-lake` with the roles `lake-admin` and `admin`.
 * Workspaces and roles have no dots.
 *
 * It depends on all of `org.yaml` and not on what somebody reaches, so everybody has the same names. They hold nothing
 * that the AWS CLI, aws-vault or Granted would not take in the name of a profile.
 */
export function roleLabels(config: OrgConfig): (reach: Reach) => string {
  const workspaces = config.environments.flatMap(({ accounts }) => accounts.map(({ workspace }) => workspace));
  const roles = config.people?.roles.map(({ name }) => name) ?? [];
  const labels = workspaces.flatMap((workspace) => roles.map((role) => `${workspace}-${role}`));
  const repeated = new Set(labels.filter((label, index) => labels.indexOf(label) !== index));
  return ({ workspace, role }) =>
    repeated.has(`${workspace}-${role}`) ? `${workspace}.${role}` : `${workspace}-${role}`;
}
