import { assignedRolesOf } from './templates/assigned-roles';
import { withControlPolicies } from './templates/attached-control-policies';
import { withExports } from './templates/exports';
import { identitiesOf } from './templates/identities';
import { refuseUnknownTypes } from './templates/known-types';
import { ManagedPolicies } from './templates/managed-policies';
import { memberStacksOf } from './templates/member-stacks';
import { oidcProvidersOf } from './templates/oidc-providers';
import { ownedResourcesOf } from './templates/owned-resources';
import { parametersOf } from './templates/parameters';
import { readTemplate } from './templates/read-template';
import type { Stack } from './templates/stack';
import type { World, WorldOrganization } from './world';

/** A template that is deployed by itself, as plain JSON. */
export interface DeployedTemplate {
  /** The name of the stack. */
  readonly name: string;
  readonly template: unknown;
  readonly account: string;
  readonly region: string;
  /** @default - the parameters' own defaults */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * The world in which some templates are deployed, and nothing else is: what they make, and what the member templates of
 * their StackSets make in each account of the targets.
 *
 * It reads rendered templates and nothing else of the project, so that what is proved is what would be deployed.
 *
 * @param organization - who is where; what is attached there already
 * @throws Error for everything in a template that it cannot evaluate: an intrinsic function, a resource type, a parameter
 *   without a value. A world with a piece missing would prove nothing.
 */
export function worldOfTemplates(
  deployed: readonly DeployedTemplate[],
  partition: string,
  organization: WorldOrganization,
): World {
  const direct = withExports(deployed.map((template) => stackOf(template, partition)));
  const stacks = [...direct, ...memberStacksOf(direct, organization)];
  refuseUnknownTypes(stacks);
  const policies = new ManagedPolicies(stacks);
  const { users, roles } = identitiesOf(stacks, policies);
  const assigned = assignedRolesOf(stacks, policies);
  return {
    partition,
    organization: { ...organization, ...withControlPolicies(organization, stacks) },
    users,
    roles: new Map([...roles, ...assigned.roles]),
    assignments: assigned.assignments,
    oidcProviders: oidcProvidersOf(stacks),
    resources: ownedResourcesOf(stacks),
  };
}

function stackOf({ name, template: json, account, region, parameters }: DeployedTemplate, partition: string): Stack {
  const template = readTemplate(json, name);
  const given = new Map(Object.entries(parameters ?? {}));
  return { name, partition, account, region, template, parameters: parametersOf(template, given, name) };
}
