import type { App, Stack } from 'aws-cdk-lib/core';
import { ACCESSES, type Access } from '../domain/ci-identity';
import { CI_ROLE_ARNS_PARAMETERS } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { deploymentAccountOf } from '../domain/org-config';
import { pipelinesOf } from '../domain/workspaces';
import { trustedCiRoles } from '../policies/terraform-roles';
import { AccessRolesStack } from './access-roles-stack';
import { auditStacks } from './audit-stacks';
import { deliver, directly, memberId } from './deliver';
import { AssignmentsStack, PermissionSetsStack } from './identity-center-stacks';
import { ManagementPermissionsStack } from './management-permissions-stack';
import { OperatorRolesStack } from './operator-roles-stack';
import { hasOpsAccountStack, OpsAccountStack } from './ops-account-stack';
import { PipelineStack, RetiredPipelineStack } from './pipeline-stack';
import { ProductAccountStack } from './product-account-stack';
import { protectStacks } from './protect-stacks';
import { retiredEnvironments } from './retired-environments';
import { tagApp } from './tag-app';
import { TerraformAccountStack } from './terraform-account-stack';
import { waves } from './waves';

/**
 * Every account's stacks, in the order in which they are deployed.
 *
 * @throws Failure where a pipeline or an environment is larger than AWS's limits allow.
 */
export function buildApp(app: App, config: OrgConfig): void {
  tagApp(app, config);
  inOrder([
    ...retiredEnvironments(app, config),
    [terraformAccount(app, config)],
    pipelines(app, config),
    ...oneByOne(productAccounts(app, config)),
    ...managementAccount(app, config),
    ...oneByOne(accessRoles(app, config)),
    ...oneByOne(operatorRoles(app, config)),
    opsAccount(app, config),
    ...identityCenter(app, config),
    ...auditStacks(app, config),
  ]);
  protectStacks(app, config);
}

function terraformAccount(app: App, config: OrgConfig): Stack {
  return deliver(app, config, 'TerraformAccount', config.accounts.terraform, (id, delivery) => {
    return new TerraformAccountStack(app, id, delivery, config);
  });
}

function pipelines(app: App, config: OrgConfig): readonly Stack[] {
  const { terraform } = config.accounts;
  const retired = config.retiredPipelines.map((pipeline) =>
    deliver(app, config, `Pipeline-${pipeline.deployedAs}`, terraform, (id, delivery) => {
      return new RetiredPipelineStack(app, id, delivery, config, pipeline);
    }),
  );
  const others = config.pipelines.map((pipeline) =>
    deliver(app, config, `Pipeline-${pipeline.deployedAs}`, terraform, (id, delivery) => {
      return new PipelineStack(app, id, delivery, config, pipeline);
    }),
  );
  return [...retired, ...others];
}

function productAccounts(app: App, config: OrgConfig): readonly Stack[] {
  const sets = waves(app, config, 'ProductAccounts', {
    what: 'the Terraform roles and their boundary',
    member: () => new ProductAccountStack(app, memberId('ProductAccount'), { by: 'stack set' }, config),
    parameters: ({ name }) => parameters(trustedCiRoles(config, name, pipelinesOf(config, name))),
  });
  return [...sets.values()];
}

/** The roles of a product account in the management account, which service-managed StackSets never reach; and then what they may do. */
function managementAccount(app: App, config: OrgConfig): readonly (readonly Stack[])[] {
  if (config.managementAccount === undefined) return [];
  const here = directly(config, config.organization.managementAccount);
  const trusted = trustedCiRoles(config, 'the management account', config.managementAccount.pipelines);
  const roles = new ProductAccountStack(app, 'ManagementAccount', here, config, trusted);
  const permissions = ACCESSES.map(
    (access) => new ManagementPermissionsStack(app, `ManagementPermissions-${access}`, here, config, access),
  );
  return [[roles], permissions];
}

/** What people become. */
function accessRoles(app: App, config: OrgConfig): readonly Stack[] {
  const { people } = config;
  if (people === undefined) return [];
  const sets = waves(app, config, 'AccessRoles', {
    what: 'what people work as',
    member: (id) => new AccessRolesStack(app, id, { by: 'stack set' }, config, people),
  });
  return [...sets.values()];
}

/** Where there are operators, somebody for them to be in every account beside the Terraform account, which has its own. */
function operatorRoles(app: App, config: OrgConfig): readonly Stack[] {
  const { operators, people, managementAccount: managed, organization } = config;
  if (operators === undefined) return [];
  const sets = waves(app, config, 'OperatorRoles', {
    what: 'what operators work as',
    member: (id) => new OperatorRolesStack(app, id, { by: 'stack set' }, config, operators, people),
  });
  if (managed === undefined) return [...sets.values()];
  const here = directly(config, organization.managementAccount);
  return [...sets.values(), new OperatorRolesStack(app, 'ManagementAuditor', here, config, operators)];
}

/** Last, so that every role that somebody may become is there. */
function opsAccount(app: App, config: OrgConfig): readonly Stack[] {
  if (!hasOpsAccountStack(config)) return [];
  return [
    deliver(app, config, 'OpsAccount', config.accounts.ops, (id, delivery) => {
      return new OpsAccountStack(app, id, delivery, config);
    }),
  ];
}

/** Permission sets, and then who has which, an environment at a time. */
function identityCenter(app: App, config: OrgConfig): readonly (readonly Stack[])[] {
  const { environments, people } = config;
  if (people?.signIn.source !== 'identityCenter') return [];
  const { signIn } = people;
  const here = directly(config, deploymentAccountOf(config));
  const permissionSets = new PermissionSetsStack(app, 'PermissionSets', here, config, people, signIn);
  const assignments = environments.map((environment) => {
    const props = { config, people, signIn, environment, permissionSets: permissionSets.arns };
    return new AssignmentsStack(app, `Assignments-${environment.deployedAs}`, here, props);
  });
  return [[permissionSets], ...oneByOne(assignments)];
}

function parameters(ciRoles: Readonly<Record<Access, readonly string[]>>): Readonly<Record<string, string>> {
  return Object.fromEntries(ACCESSES.map((access) => [CI_ROLE_ARNS_PARAMETERS[access], ciRoles[access].join(',')]));
}

function oneByOne(stacks: readonly Stack[]): readonly (readonly Stack[])[] {
  return stacks.map((stack) => [stack]);
}

/** Makes every stack of a step wait for all stacks of the step before it; a step without stacks is left out. */
function inOrder(all: readonly (readonly Stack[])[]): void {
  const steps = all.filter((step) => step.length > 0);
  steps.forEach((step, index) => {
    for (const stack of step) {
      for (const earlier of steps[index - 1] ?? []) stack.addStackDependency(earlier);
    }
  });
}
