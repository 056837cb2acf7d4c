import { auditedAccounts } from '../domain/audited-accounts';
import type { Access } from '../domain/ci-identity';
import type { AccountId } from '../domain/ids';
import { listOf } from '../domain/json';
import { DEPLOYER_ROLE, PLANNER_ROLE } from '../domain/names';
import { namesOf } from '../domain/names-of';
import { type Deployment, deploymentAccountOf, type OrgConfig } from '../domain/org-config';
import { tokensOf } from '../domain/tokens';
import { packPolicies, splitOverPolicies } from '../iam/pack-policies';
import { oneOrMany, type PolicyDocument, type StatementJson } from '../iam/policy-document';
import { commandPolicy } from './commands/command-policy';
import { lastingDeployPolicies, watchPolicy } from './commands/deploy-policies';
import { doctorPolicy } from './commands/doctor-policies';
import { planPolicy } from './commands/plan-policy';
import { jobsTrust } from './jobs-trust';
import { loadPolicy, type ReviewedPolicy } from './load-policy';
import { numbered, onceWhileInUse, type RoleDescription, refuseTooManyPolicies } from './role-description';

/** Six hours: a job on a machine of GitHub works no longer, and StackSets over a large organization take long. */
const LONGEST_DEPLOYMENT_SECONDS = 6 * 60 * 60;

/** The roles of `deployment` in an account that has a deployer. */
export function deploymentRolesIn(
  config: OrgConfig,
  deployment: Deployment,
  account: AccountId,
): readonly RoleDescription[] {
  const deployer = deployerRole(config, deployment, account);
  return account === deploymentAccountOf(config) ? [deployer, plannerRole(config, deployment, account)] : [deployer];
}

/**
 * What the approved jobs of the deployment become, to run `orgstrap deploy`. It has no boundary: what it changes it changes through
 * CloudFormation, and who chooses what CloudFormation makes on orgstrap's path is not held by a boundary.
 *
 * @throws Failure `TooManyPolicies` where it is more than a role wears
 */
function deployerRole(config: OrgConfig, deployment: Deployment, account: AccountId): RoleDescription {
  const isDeployment = account === deploymentAccountOf(config);
  const isManagement = account === config.organization.managementAccount;
  return {
    name: DEPLOYER_ROLE,
    description: isDeployment
      ? 'Approved jobs of the deployment become this role to deploy orgstrap'
      : 'Approved jobs of the deployment become this role to deploy the guardrails',
    trust: trustOf(config, deployment, account, 'apply'),
    maxSessionDuration: LONGEST_DEPLOYMENT_SECONDS,
    policies: onceWhileInUse(() =>
      policiesOf('Deploy', 'Deploys what org.yaml says', [
        ...lastingDeployPolicies(config, account),
        ...reading(config, account, 'lasting'),
        ...there(isDeployment ? watchPolicy(config) : undefined),
        ...there(isManagement && !isDeployment ? commandPolicy('accounts', config, account) : undefined),
      ]),
    ),
  };
}

/** What pull requests become, to run `orgstrap plan`: it reads. */
function plannerRole(config: OrgConfig, deployment: Deployment, account: AccountId): RoleDescription {
  return {
    name: PLANNER_ROLE,
    description: 'Jobs of the deployment become this role to see what it would change; it changes nothing',
    trust: trustOf(config, deployment, account, 'plan'),
    policies: onceWhileInUse(() => policiesOf('Read', 'Reads what is deployed', reading(config, account, 'lasting'))),
  };
}

/** What doctor, plan and verify read. */
function reading(config: OrgConfig, account: AccountId, reach: 'lasting'): readonly ReviewedPolicy[] {
  const auditors = auditedAccounts(config).map((id) => namesOf(config).auditorRoleArn(id));
  return [
    ...there(doctorPolicy(config, account, reach)),
    ...there(planPolicy(config, account)),
    ...splitOverPolicies(auditors, (roles) => loadPolicy('commands/become.permissions', { roles })),
  ];
}

function there<Value>(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : [value];
}

function policiesOf(id: string, description: string, documents: readonly ReviewedPolicy[]) {
  const policies = numbered(id, description, packPolicies(withoutRepeats(documents)));
  refuseTooManyPolicies(
    policies,
    'the accounts that the deployment looks at',
    'remove operators, without whom nobody verifies',
  );
  return policies;
}

/** What several commands need is granted once: nobody would miss the second one. */
function withoutRepeats(policies: readonly ReviewedPolicy[]): readonly ReviewedPolicy[] {
  const granted = new Set<string>();
  return policies.flatMap((policy) => {
    const Statement = policy.document.Statement.flatMap((statement) => {
      const { Action, ...target } = statement;
      const added = listOf(Action).filter((action) => !grantsOf(action, target).every((grant) => granted.has(grant)));
      for (const grant of added.flatMap((action) => grantsOf(action, target))) granted.add(grant);
      if (added.length === 0) return [];
      return [added.length === listOf(Action).length ? statement : { ...statement, Action: oneOrMany(added) }];
    });
    if (Statement.length === 0) return [];
    const wildcards = policy.wildcards.filter(({ element, pattern }) =>
      Statement.some((statement) => listOf(statement[element]).includes(pattern)),
    );
    return [{ ...policy, document: { ...policy.document, Statement }, wildcards }];
  });
}

/** One for each resource: whoever has all of them has what the statement gives of the action. */
function grantsOf(action: string, { Resource, Sid: _, ...others }: Omit<StatementJson, 'Action'>): readonly string[] {
  return listOf(Resource).map((resource) => JSON.stringify([action, resource, others]));
}

function trustOf(config: OrgConfig, { identity }: Deployment, account: AccountId, access: Access): PolicyDocument {
  return jobsTrust({ partition: namesOf(config).partition, account }, tokensOf(identity, access));
}
