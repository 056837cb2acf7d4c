import { ACCESSES } from '../domain/ci-identity';
import { Failure } from '../domain/failure';
import type { Environment, OrgConfig } from '../domain/org-config';
import { watchedRegions } from '../domain/watched-accounts';
import { pipelinesOf } from '../domain/workspaces';
import { documentOf, MANAGED_POLICY_LIMIT } from '../iam/pack-policies';
import { accessRoles } from './access-roles';
import { lentBoundary, terraformBoundary } from './boundaries';
import { ciRole } from './ci-role';
import { accessOfGroup } from './people-access';
import { permissionsApart } from './people-permissions';
import { rolesOfPlatform } from './platform-roles';
import type { BoundaryDescription } from './role-description';
import { terraformRoles, trustedCiRoles } from './terraform-roles';

/**
 * The most OUs of one call of StackSets. CloudFormation makes one call of all OUs that a StackSet begins or ends with, however its
 * `StackInstancesGroup` is split (InstancesAnalyzer of aws-cloudformation-resource-providers-cloudformation puts the entries together).
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackInstances.html
 */
const MOST_UNITS = 50;

/**
 * The most dependencies between the StackSets of an account, of which each environment has one where there is an audit.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
const MOST_DEPENDENCIES = 100;

/**
 * The most StackSets of an administrator account, before a quota increase.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export const MOST_STACK_SETS = 1_000;

/** Those that deliver to one account each, however many environments there are. */
const STACK_SETS_OF_ONE_ACCOUNT = 20;

/** What is larger than AWS takes, though each value by itself is as it should be; each says what helps. Pure, and without CDK. */
export function exceededLimits(config: OrgConfig): readonly Failure[] {
  return checksOf(config).flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      if (error instanceof Failure) return [error];
      throw error;
    }
  });
}

function checksOf(config: OrgConfig): readonly (() => void)[] {
  const { environments, managementAccount: managed, people, pipelines, platformAccounts } = config;
  const [account] = environments.flatMap(({ accounts }) => accounts);
  return [
    ...environments.map((environment) => () => refuseTooManyUnits(environment)),
    () => refuseTooManyDependencies(config),
    () => refuseTooManyStackSets(config),
    ...environments.map(
      ({ name }) =>
        () =>
          trustedCiRoles(config, name, pipelinesOf(config, name)),
    ),
    ...(managed === undefined ? [] : [() => trustedCiRoles(config, 'the management account', managed.pipelines)]),
    ...platformAccounts.map((account) => () => {
      for (const role of rolesOfPlatform(config, account, '*')) role.policies();
    }),
    ...boundariesOf(config).map(
      ([boundary, fix]) =>
        () =>
          refuseTooLargeBoundary(boundary, fix),
    ),
    ...pipelines.flatMap((pipeline) =>
      ACCESSES.map((access) => () => ciRole(config, access, pipeline, 'key').policies()),
    ),
    // The policies of a role are the same in every account.
    ...(account === undefined ? [] : rolesOf(config, account.id)),
    ...(people?.signIn.source === 'iamUsers' ? people.groups : []).map((group) => () => accessOfGroup(config, group)),
    () => people && permissionsApart(config, people),
  ];
}

/** Of each kind of account one, with a name as long as any, and what makes its boundary smaller. */
function boundariesOf(config: OrgConfig): readonly (readonly [BoundaryDescription, string])[] {
  const { environments, managementAccount: managed, organization, platformAccounts } = config;
  const lists = 'terraform.services or workloads.services';
  const hasProducts = environments.length > 0 || managed !== undefined;
  return [
    ...(hasProducts
      ? [[terraformBoundary(config, organization.managementAccount, OF_A_STACK), `list fewer of ${lists}`] as const]
      : []),
    ...platformAccounts.flatMap((account) => [
      ...(account.managed === undefined
        ? []
        : [
            [
              terraformBoundary(config, account.id, OF_A_STACK, account.managed.services),
              `list fewer services of the platform account ${account.name}, or of workloads.services`,
            ] as const,
          ]),
      [lentBoundary(config, account), `let the platform account ${account.name} lend fewer services`] as const,
    ]),
  ];
}

/** As long as what the name of a boundary has of its stack. */
const OF_A_STACK = '00000000';

function refuseTooLargeBoundary({ description, pack }: BoundaryDescription, fix: string): void {
  const size = JSON.stringify(documentOf(pack())).length;
  if (size <= MANAGED_POLICY_LIMIT) return;
  throw new Failure(
    'PolicyTooLarge',
    `the boundary "${description}" would have ${size} characters, IAM takes ${MANAGED_POLICY_LIMIT}; ${fix}`,
  );
}

function rolesOf(config: OrgConfig, account: Environment['accounts'][number]['id']): readonly (() => void)[] {
  const { people } = config;
  return [
    ...Object.values(terraformRoles(config, account, { apply: [], plan: [] }, '*')).map(
      (role) => () => role.policies(),
    ),
    () => {
      if (people === undefined) return;
      for (const role of accessRoles(config, people, account).roles.values()) role.policies();
    },
  ];
}

function refuseTooManyUnits({ name, organizationalUnits }: Environment): void {
  if (organizationalUnits.length <= MOST_UNITS) return;
  throw new Failure(
    'TooManyUnits',
    `${name} has ${organizationalUnits.length} OUs, StackSets takes ${MOST_UNITS} in one call; name an OU above them, or split the environment`,
  );
}

function refuseTooManyDependencies({ audit, environments, stackSetDependencies }: OrgConfig): void {
  const dependent = environments.filter(({ only }) => only === undefined).length;
  if (audit === undefined || stackSetDependencies === false || dependent <= MOST_DEPENDENCIES) return;
  throw new Failure(
    'TooManyDependencies',
    `with audit, the StackSets of ${dependent} environments depend on each other, AWS takes ${MOST_DEPENDENCIES} dependencies in an account; write stackSetDependencies: false, or put OUs together into fewer environments`,
  );
}

function refuseTooManyStackSets(config: OrgConfig): void {
  const { audit, environments, operators, people, pipelines, platformAccounts } = config;
  const ofAudit = audit === undefined ? 0 : audit.trail === 'own' ? 3 : 2;
  const each = 1 + (people === undefined ? 0 : 1) + (operators === undefined ? 0 : 1) + ofAudit;
  const watched = audit === undefined ? 0 : ofAudit - 1 + watchedRegions(config).length;
  const ofPlatform = 2 + (operators === undefined ? 0 : 1) + watched;
  const sets =
    environments.length * each + pipelines.length + platformAccounts.length * ofPlatform + STACK_SETS_OF_ONE_ACCOUNT;
  if (sets <= MOST_STACK_SETS) return;
  throw new Failure(
    'TooManyStackSets',
    `${environments.length} environments with ${each} StackSets each, and ${pipelines.length} pipelines, are ${sets} StackSets, an account has ${MOST_STACK_SETS}; put OUs or accounts together into fewer environments`,
  );
}
