import type { App, Stack } from 'aws-cdk-lib/core';
import { ACCESSES, type Access } from '../domain/ci-identity';
import { CI_ROLE_ARNS_PARAMETERS } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { deploymentAccountOf } from '../domain/org-config';
import { pipelinesOf } from '../domain/workspaces';
import { trustedCiRoles } from '../policies/terraform-roles';
import { AccessRolesStack } from './access-roles-stack';
import { auditStacks } from './audit-stacks';
import { AuditorStack } from './auditor-stack';
import { BoundaryStack } from './boundary-stack';
import { deliver, directly, memberId } from './deliver';
import { AssignmentsStack, PermissionSetsStack } from './identity-center-stacks';
import { hasOpsAccountStack, OpsAccountStack } from './ops-account-stack';
import { PipelineStack, RetiredPipelineStack } from './pipeline-stack';
import { ProductAccountStack } from './product-account-stack';
import { protectStacks } from './protect-stacks';
import { StackSetStack } from './stack-set-stack';
import { tagApp } from './tag-app';
import { TerraformAccountStack } from './terraform-account-stack';

/**
 * Every account's stacks, in the order in which they are deployed.
 *
 * @throws Failure where a pipeline or an environment is larger than AWS's limits allow.
 */
export function buildApp(app: App, config: OrgConfig): void {
  tagApp(app, config);
  inOrder([
    [terraformAccount(app, config)],
    pipelines(app, config),
    ...productAccounts(app, config).map((wave) => [wave]),
    ...managementAccount(app, config).map((stack) => [stack]),
    auditors(app, config),
    ...accessRoles(app, config).map((wave) => [wave]),
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

/** The boundary, then a wave per environment: where one fails, the environments after it are untouched. */
function productAccounts(app: App, config: OrgConfig): readonly Stack[] {
  const boundary = new StackSetStack(app, 'Boundary', {
    config,
    description: 'orgstrap: the permissions boundary in every product account',
    member: new BoundaryStack(app, memberId('Boundary'), { by: 'stack set' }, config),
    target: {
      organizationalUnits: config.environments.flatMap(({ organizationalUnits }) => organizationalUnits),
      onAccountRemoval: 'retain',
    },
  });
  const member = new ProductAccountStack(app, memberId('ProductAccount'), { by: 'stack set' }, config);
  const waves = config.environments.map(
    ({ name, organizationalUnits }) =>
      new StackSetStack(app, `ProductAccounts-${name}`, {
        config,
        description: `orgstrap: the Terraform roles in every product account of ${name}`,
        member,
        target: { organizationalUnits, onAccountRemoval: 'delete', after: [boundary.stackSet] },
        parameters: parameters(trustedCiRoles(config, name, pipelinesOf(config, name))),
      }),
  );
  return [boundary, ...waves];
}

/** The roles of a product account in the management account, which service-managed StackSets never reach. */
function managementAccount(app: App, config: OrgConfig): readonly Stack[] {
  if (config.managementAccount === undefined) return [];
  const here = directly(config, config.organization.managementAccount);
  return [
    new BoundaryStack(app, 'ManagementBoundary', here, config),
    new ProductAccountStack(
      app,
      'ManagementAccount',
      here,
      config,
      trustedCiRoles(config, 'the management account', config.managementAccount.pipelines),
    ),
  ];
}

/** Where there are operators, somebody for them to be in every account beside the Terraform account, which has its own. */
function auditors(app: App, config: OrgConfig): readonly Stack[] {
  const { operators, environments, managementAccount: managed, organization } = config;
  if (operators === undefined) return [];
  const member = new AuditorStack(app, memberId('Auditor'), { by: 'stack set' }, config, operators);
  const everywhere = new StackSetStack(app, 'Auditors', {
    config,
    description: 'orgstrap: the auditor role in every product account',
    member,
    target: {
      organizationalUnits: environments.flatMap(({ organizationalUnits }) => organizationalUnits),
      onAccountRemoval: 'delete',
    },
  });
  if (managed === undefined) return [everywhere];
  const here = directly(config, organization.managementAccount);
  return [everywhere, new AuditorStack(app, 'ManagementAuditor', here, config, operators)];
}

/** What people become, a wave per environment like the Terraform roles. */
function accessRoles(app: App, config: OrgConfig): readonly Stack[] {
  const { environments, people } = config;
  if (people === undefined) return [];
  const member = new AccessRolesStack(app, memberId('AccessRoles'), { by: 'stack set' }, config, people);
  return environments.map(
    ({ name, organizationalUnits }) =>
      new StackSetStack(app, `AccessRoles-${name}`, {
        config,
        description: `orgstrap: what people work as in every product account of ${name}`,
        member,
        target: { organizationalUnits, onAccountRemoval: 'delete' },
      }),
  );
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
  const assignments = environments.map(({ name: environment }) => {
    const props = { config, people, signIn, environment, permissionSets: permissionSets.arns };
    return new AssignmentsStack(app, `Assignments-${environment}`, here, props);
  });
  return [[permissionSets], ...assignments.map((wave) => [wave])];
}

function parameters(ciRoles: Readonly<Record<Access, readonly string[]>>): Readonly<Record<string, string>> {
  return Object.fromEntries(ACCESSES.map((access) => [CI_ROLE_ARNS_PARAMETERS[access], ciRoles[access].join(',')]));
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
