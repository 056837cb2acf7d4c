import type { LentRole } from '../../domain/workspaces';

/** What every provider of a pipeline says of its sessions: expressions of Terraform, but for the Region and the name. */
export interface ProviderSession {
  readonly region: string;
  /** The name of the pipeline. */
  readonly name: string;
  readonly access: string;
  readonly run: string;
}

/**
 * The provider of what a platform account lends, under its name as alias: `provider = aws.NAME` in a resource.
 *
 * Terraform configures a provider also where its resources have a count of zero. So in a workspace to which nothing is lent it is that of
 * the workspace's own account, in which the run may do what it may anyway; `module.workspace.lent` says where that is so.
 */
export function lentProvider({ name, account }: LentRole, session: ProviderSession): string {
  const lent = `module.workspace.lent["${name}"]`;
  return `
# Lent by the platform account ${account}. Where it is not lent to a workspace, this is the workspace's own account:
# count = contains(keys(module.workspace.lent), "${name}") ? 1 : 0
provider "aws" {
  alias               = "${name}"
  region              = "${session.region}"
  allowed_account_ids = [try(${lent}.account_id, module.workspace.account_id)]

  assume_role {
    role_arn        = try(${lent}.role_arns, module.workspace.role_arns)[${session.access}]
    session_name    = "terraform-${session.name}"
    source_identity = ${session.run}
  }
}
`;
}
