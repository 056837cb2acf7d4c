import type { LentRole } from '../../domain/workspaces';
import type { ProviderPlace } from './provider-place';

/**
 * Where the provider of what a platform account lends goes; its alias is the name: `provider = aws.NAME` in a resource.
 *
 * Terraform configures a provider also where its resources have a count of zero. So in a workspace to which nothing is lent it is that of
 * the workspace's own account, in which the run may do what it may anyway; `module.workspace.lent` says where that is so.
 */
export function lentPlace({ name, account }: LentRole): ProviderPlace {
  const lent = `module.workspace.lent["${name}"]`;
  return {
    comment: `# Lent by the platform account ${account}. Where it is not lent to a workspace, this is the workspace's own account:
# count = contains(keys(module.workspace.lent), "${name}") ? 1 : 0
`,
    account: `try(${lent}.account_id, module.workspace.account_id)`,
    roles: `try(${lent}.role_arns, module.workspace.role_arns)`,
  };
}
