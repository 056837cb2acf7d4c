import { TERRAFORM_ROLES } from '../../domain/names';
import type { OrgConfig, Pipeline } from '../../domain/org-config';
import { PLATFORM, type Workspace, workspacesOf } from '../../domain/workspaces';

/**
 * Where Terraform may make roles, the boundary that they need. Its name is another one in each account, and the role that Terraform works
 * as wears it.
 */
export function boundaryOfWorkloads(config: OrgConfig, pipeline: Pipeline): string {
  const all = workspacesOf(config, pipeline);
  const isOfProducts = all.every(({ environment }) => environment !== PLATFORM);
  // Accounts may come later, so a pipeline without one is one of product accounts.
  if (isOfProducts) return config.terraform.services.includes('iam') ? everywhere(`"${TERRAFORM_ROLES.apply}"`) : '';
  const able = all.filter((workspace) => servicesIn(config, workspace).includes('iam')).map(({ name }) => name);
  if (able.length === 0) return '';
  // It is called otherwise in a platform account.
  const role = 'basename(module.workspace.role_arns["apply"])';
  return able.length === all.length ? everywhere(role) : inSome(able, role);
}

function servicesIn(config: OrgConfig, { environment, account }: Workspace): readonly string[] {
  if (environment !== PLATFORM) return config.terraform.services;
  return config.platformAccounts.find(({ id }) => id === account)?.managed?.services ?? [];
}

function everywhere(role: string): string {
  return `
data "aws_iam_role" "orgstrap" {
  name = ${role}
}

locals {
  # The permissions boundary that every role needs: permissions_boundary = local.orgstrap_boundary
  orgstrap_boundary = data.aws_iam_role.orgstrap.permissions_boundary
}
`;
}

/** In the other workspaces Terraform may not look at roles, and makes none. */
function inSome(workspaces: readonly string[], role: string): string {
  return `
data "aws_iam_role" "orgstrap" {
  count = contains([${workspaces.map((name) => `"${name}"`).join(', ')}], terraform.workspace) ? 1 : 0
  name  = ${role}
}

locals {
  # The permissions boundary that every role needs: permissions_boundary = local.orgstrap_boundary
  orgstrap_boundary = one(data.aws_iam_role.orgstrap[*].permissions_boundary)
}
`;
}
