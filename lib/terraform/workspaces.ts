import { ACCESSES } from '../domain/access';
import { roleArn, TERRAFORM_ROLES } from '../domain/names';
import type { OrgConfig, Pipeline } from '../domain/org-config';
import { partitionOf } from '../domain/region';
import { workspacesOf } from '../domain/workspaces';

/** The map of workspaces of a pipeline as variable values; JSON, so that scripts of CI can read it, too. */
export function workspaces(config: OrgConfig, pipeline: Pipeline): string {
  const partition = partitionOf(config.homeRegion);
  const map = Object.fromEntries(
    workspacesOf(config, pipeline).map(({ name, account, environment }) => [
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
