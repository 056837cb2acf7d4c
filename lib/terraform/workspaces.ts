import { ACCESSES } from '../domain/access';
import { roleArn, TERRAFORM_ROLES } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { partitionOf } from '../domain/region';
import type { Workspace } from '../domain/workspaces';

/** The map of some workspaces as variable values; JSON, so that scripts of CI can read it, too. */
export function workspaces({ homeRegion }: OrgConfig, of: readonly Workspace[]): string {
  const partition = partitionOf(homeRegion);
  const map = Object.fromEntries(
    of.map(({ name, account, environment }) => [
      name,
      {
        account_id: account,
        environment,
        role_arns: Object.fromEntries(
          ACCESSES.map((access) => [access, roleArn(partition, account, TERRAFORM_ROLES[access])]),
        ),
      },
    ]),
  );
  return `${JSON.stringify({ workspaces: map }, null, 2)}\n`;
}
