import { type App, CfnOutput, type Stack } from 'aws-cdk-lib/core';
import { ACCESSES, type Access } from '../domain/ci-identity';
import { CI_ROLE_ARNS_PARAMETERS, PEOPLE_PERMISSIONS } from '../domain/names';
import { deploymentAccountOf, type Environment, type OrgConfig, type RetiredPipeline } from '../domain/org-config';
import { partId } from '../domain/parts';
import { VERSION_OUTPUT } from '../domain/version';
import { pipelinesOf } from '../domain/workspaces';
import { permissionsApart } from '../policies/people-permissions';
import { packageVersion } from '../policies/policies-folder';
import { trustedCiRoles } from '../policies/terraform-roles';
import { AccessRolesStack } from './access-roles-stack';
import { auditStacks } from './audit-stacks';
import { deliver, directly, memberId } from './deliver';
import { DeploymentStack } from './deployment-stack';
import { identityCenterStacks } from './identity-center-stacks';
import { ManagementPermissionsStack } from './management-permissions-stack';
import { OperatorRolesStack } from './operator-roles-stack';
import { hasOpsAccountStack, OpsAccountStack } from './ops-account-stack';
import { inOrder, waitFor } from './order';
import { PeoplePermissionsStack } from './people-permissions-stack';
import { PipelineStack, RetiredPipelineStack } from './pipeline-stack';
import { platformStacks } from './platform-stacks';
import { ProductAccountStack, WorkloadBoundaryStack } from './product-account-stack';
import { protectStacks } from './protect-stacks';
import { replicaStacks } from './replica-stacks';
import { retiredEnvironments } from './retired-environments';
import { tagApp } from './tag-app';
import { TerraformAccountStack } from './terraform-account-stack';
import { afterEach, type Waves, waves } from './waves';

/**
 * Every account's stacks, each of which waits for what it needs and for the environments before its own, and for nothing else: what is of
 * other environments goes on where one fails. See docs/adr/0019.
 *
 * @throws Failure where a pipeline or an environment is larger than AWS's limits allow.
 */
export function buildApp(app: App, config: OrgConfig): void {
  tagApp(app, config);
  const retired = inOrder(retiredEnvironments(app, config));
  const terraform = terraformAccount(app, config);
  waitFor([terraform], retired);
  const replicas = replicaStacks(app, config);
  waitFor(replicas.values(), [terraform]);
  const pipelines = pipelineStacks(app, config);
  for (const [name, pipeline] of pipelines) waitFor([pipeline], [replicas.get(name) ?? terraform]);
  const products = productAccounts(app, config);
  for (const [environment, set] of products) {
    const own = pipelinesOf(config, environment).flatMap((pipeline) => pipelines.get(pipeline) ?? []);
    waitFor([set], own.length > 0 ? own : [terraform]);
  }
  waitFor(platformStacks(app, config), [terraform, ...pipelines.values()]);
  const management = managementAccount(app, config);
  waitFor(management, [...products.values(), ...pipelines.values()]);
  const people = accessRoles(app, config);
  afterEach(people, products);
  const operators = operatorRoles(app, config);
  afterEach(operators.sets, people.size > 0 ? people : products);
  waitFor(operators.management, [...management, ...operators.sets.values()]);
  waitFor(opsAccount(app, config), [terraform]);
  waitFor(whoDeploys(app, config), [terraform]);
  identityCenterStacks(app, config, people);
  auditStacks(app, config, { terraform, products });
  protectStacks(app, config);
}

/** Behind the provider of its tokens, where that is of the Terraform account. */
function whoDeploys(app: App, config: OrgConfig): readonly Stack[] {
  const { deployment } = config;
  if (deployment === undefined) return [];
  return [new DeploymentStack(app, 'Deployment', config, deployment, deploymentAccountOf(config))];
}

function terraformAccount(app: App, config: OrgConfig): Stack {
  const stack = deliver(app, config, 'TerraformAccount', config.accounts.terraform, (id, delivery) => {
    return new TerraformAccountStack(app, id, delivery, config);
  });
  // For orgstrap plan, which refuses to go back behind what is deployed, and over what must be deployed in between.
  new CfnOutput(stack, VERSION_OUTPUT, { value: packageVersion(), description: 'Which orgstrap deployed this.' });
  return stack;
}

/** By the name of the pipeline. */
function pipelineStacks(app: App, config: OrgConfig): ReadonlyMap<string, Stack> {
  const { terraform } = config.accounts;
  const stackOf = (pipeline: RetiredPipeline, create: Parameters<typeof deliver>[4]) =>
    [pipeline.name, deliver(app, config, `Pipeline-${pipeline.deployedAs}`, terraform, create)] as const;
  return new Map([
    ...config.retiredPipelines.map((pipeline) =>
      stackOf(pipeline, (id, delivery) => new RetiredPipelineStack(app, id, delivery, config, pipeline)),
    ),
    ...config.pipelines.map((pipeline) =>
      stackOf(pipeline, (id, delivery) => new PipelineStack(app, id, delivery, config, pipeline)),
    ),
  ]);
}

/** The Terraform roles and their boundary; in an environment of people alone the boundary, which roles that they make must wear. */
function productAccounts(app: App, config: OrgConfig): Waves {
  const isOfPeopleAlone = ({ name }: Environment) => pipelinesOf(config, name).length === 0;
  const everywhere = { by: 'stack set' } as const;
  const full = new ProductAccountStack(app, memberId('ProductAccount'), everywhere, config);
  const boundaryAlone = config.environments.some(isOfPeopleAlone)
    ? new WorkloadBoundaryStack(app, memberId('WorkloadBoundary'), everywhere, config)
    : full;
  return waves(app, config, 'ProductAccounts', {
    what: 'the Terraform roles and their boundary',
    member: (environment) => (isOfPeopleAlone(environment) ? boundaryAlone : full),
    parameters: (environment) =>
      isOfPeopleAlone(environment)
        ? {}
        : parameters(trustedCiRoles(config, environment.name, pipelinesOf(config, environment.name))),
  });
}

/** The roles of a product account in the management account, which service-managed StackSets never reach; and then what they may do. */
function managementAccount(app: App, config: OrgConfig): readonly Stack[] {
  if (config.managementAccount === undefined) return [];
  const here = directly(config, config.organization.managementAccount);
  const trusted = trustedCiRoles(config, 'the management account', config.managementAccount.pipelines);
  const roles = new ProductAccountStack(app, 'ManagementAccount', here, config, trusted);
  const permissions = ACCESSES.map(
    (access) => new ManagementPermissionsStack(app, `ManagementPermissions-${access}`, here, config, access),
  );
  waitFor(permissions, [roles]);
  return [roles];
}

/** What people become. */
function accessRoles(app: App, config: OrgConfig): Waves {
  const { people } = config;
  if (people === undefined) return new Map();
  const member = new AccessRolesStack(app, memberId('AccessRoles'), { by: 'stack set' }, config, people);
  return waves(app, config, 'AccessRoles', { what: 'what people work as', member: () => member });
}

/** Where there are operators, somebody for them to be in every account beside the Terraform account, which has its own. */
function operatorRoles(app: App, config: OrgConfig): { readonly sets: Waves; readonly management: readonly Stack[] } {
  const { operators, people, managementAccount: managed, organization } = config;
  if (operators === undefined) return { sets: new Map(), management: [] };
  const everywhere = { by: 'stack set' } as const;
  const member = new OperatorRolesStack(app, memberId('OperatorRoles'), everywhere, config, operators, { people });
  const sets = waves(app, config, 'OperatorRoles', { what: 'what operators work as', member: () => member });
  if (managed === undefined) return { sets, management: [] };
  const here = directly(config, organization.managementAccount);
  return {
    sets,
    management: [
      new OperatorRolesStack(app, 'ManagementAuditor', here, config, operators, { is: organization.managementAccount }),
    ],
  };
}

/** It waits for no role: who may become one that is not there yet is refused, and who may not any more loses that first. */
function opsAccount(app: App, config: OrgConfig): readonly Stack[] {
  const { accounts, people } = config;
  if (!hasOpsAccountStack(config)) return [];
  const apart = people === undefined ? [] : permissionsApart(config, people);
  const ops = deliver(app, config, 'OpsAccount', accounts.ops, (id, delivery) => {
    return new OpsAccountStack(app, id, delivery, config, apart.length === 0);
  });
  const parts = apart.map((policies, part) =>
    deliver(app, config, partId(PEOPLE_PERMISSIONS, part), accounts.ops, (id, delivery) => {
      return new PeoplePermissionsStack(app, id, delivery, policies);
    }),
  );
  // One after the other: what moves to a later part has left its earlier one.
  inOrder([ops, ...parts].map((stack) => [stack]));
  return [ops];
}

function parameters(ciRoles: Readonly<Record<Access, readonly string[]>>): Readonly<Record<string, string>> {
  return Object.fromEntries(ACCESSES.map((access) => [CI_ROLE_ARNS_PARAMETERS[access], ciRoles[access].join(',')]));
}
