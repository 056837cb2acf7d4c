import { ACCESSES, type Access, isOidc } from './ci-identity';
import { deploymentAudiences } from './deployment';
import { type AccountId, accountOfPrincipal, type PrincipalArn } from './ids';
import { rolesOfPlatforms } from './names';
import { namesOf } from './names-of';
import type { OrgConfig, Pipeline } from './org-config';
import type { Lend, PlatformAccount } from './platform-account';
import { replicaBucketsOf } from './state/replica';
import { tokensOf } from './tokens';

/** A Terraform workspace of a pipeline: one account that the pipeline may change. */
export interface Workspace {
  readonly name: string;
  readonly account: AccountId;
  /** The environment; `management` and `platform` for the accounts that are in none. */
  readonly environment: string;
  /** The ARNs of what its runs work as in the account. */
  readonly roles: RolesToEnter;
  /** What its runs may enter in other accounts as well. */
  readonly lent: readonly LentRole[];
}

/** The ARN of a role for each access. */
export type RolesToEnter = Readonly<Record<Access, string>>;

/** What a platform account lends to a workspace. */
export interface LentRole {
  readonly name: string;
  readonly account: AccountId;
  readonly roles: RolesToEnter;
}

/** What workspaces of accounts that are in no environment have in its place. */
const MANAGEMENT = 'management';
export const PLATFORM = 'platform';

/** The workspaces of a pipeline in rollout order, the platform accounts behind its environments, and the management account last. */
export function workspacesOf(config: OrgConfig, pipeline: Pipeline): readonly Workspace[] {
  const { environments, managementAccount: managed, platformAccounts } = config;
  const isItsOwn = (named: { readonly pipelines: readonly string[] } | undefined) =>
    named?.pipelines.includes(pipeline.name) ?? false;
  return [
    ...environments
      .filter(({ name }) => pipeline.environments.includes(name))
      .flatMap(({ name }) => workspacesIn(config, name, lentTo(config, pipeline, name))),
    ...platformAccounts.flatMap((account) => (isItsOwn(account.managed) ? [platformWorkspace(config, account)] : [])),
    ...(isItsOwn(managed) ? managementWorkspaces(config) : []),
  ];
}

/** The workspaces of all accounts that Terraform may work in, whichever pipeline it is, and without what is lent. */
export function allWorkspaces(config: OrgConfig): readonly Workspace[] {
  return [
    ...config.environments.flatMap(({ name }) => workspacesIn(config, name, [])),
    ...config.platformAccounts.flatMap((account) =>
      account.managed === undefined ? [] : [platformWorkspace(config, account)],
    ),
    ...managementWorkspaces(config),
  ];
}

function workspacesIn(config: OrgConfig, environment: string, lent: readonly LentRole[]): readonly Workspace[] {
  const names = namesOf(config);
  const accounts = config.environments.filter(({ name }) => name === environment).flatMap((one) => one.accounts);
  return accounts.map(({ workspace: name, id: account }) => ({
    name,
    account,
    environment,
    roles: toEnter((access) => names.terraformRoleArn(account, access)),
    lent,
  }));
}

function platformWorkspace(config: OrgConfig, { name, id: account }: PlatformAccount): Workspace {
  const roles = toEnter((access) => namesOf(config).platformRoleArn(account, access));
  return { name, account, environment: PLATFORM, roles, lent: [] };
}

function managementWorkspaces(config: OrgConfig): readonly Workspace[] {
  const { managementAccount: managed, organization } = config;
  if (managed === undefined) return [];
  const account = organization.managementAccount;
  const roles = toEnter((access) => namesOf(config).terraformRoleArn(account, access));
  return [{ name: managed.workspace, account, environment: MANAGEMENT, roles, lent: [] }];
}

/** What is lent to a pipeline in one of its environments. */
function lentTo(config: OrgConfig, pipeline: Pipeline, environment: string): readonly LentRole[] {
  const isLent = ({ to }: Lend) =>
    to.some((borrower) => borrower.pipeline === pipeline.name && borrower.environments.includes(environment));
  return config.platformAccounts.flatMap(({ id, lends }) =>
    lends.filter(isLent).map(({ name }) => lentRole(config, id, name)),
  );
}

function lentRole(config: OrgConfig, account: AccountId, name: string): LentRole {
  return { name, account, roles: toEnter((access) => namesOf(config).lentRoleArn(account, access, name)) };
}

/** What is lent to a pipeline in any of its environments, each once: its CI roles are the same in all of them. */
export function lentRolesOf(config: OrgConfig, pipeline: Pipeline): readonly LentRole[] {
  const all = workspacesOf(config, pipeline).flatMap(({ lent }) => lent);
  return [...new Map(all.map((one) => [one.name, one])).values()];
}

/** The ARNs of all roles that the CI role of a pipeline enters. */
export function enteredRolesOf(config: OrgConfig, pipeline: Pipeline, access: Access): readonly string[] {
  return [...workspacesOf(config, pipeline), ...lentRolesOf(config, pipeline)].map(({ roles }) => roles[access]);
}

/** Matches every role that CI roles enter, in all accounts, and no other. */
export function enteredRolePatterns(config: OrgConfig, access: Access): readonly string[] {
  const names = namesOf(config);
  const ofPlatforms = config.platformAccounts.length > 0 ? [names.roleArn('*', rolesOfPlatforms(access))] : [];
  return [names.terraformRoleArn('*', access), ...ofPlatforms];
}

function toEnter(arn: (access: Access) => string): RolesToEnter {
  return { apply: arn('apply'), plan: arn('plan') };
}

/** The ARNs of the CI roles of some pipelines: whom the trust policies of product accounts name. */
export function ciRolesOf(config: OrgConfig, access: Access, pipelines: readonly string[]): readonly string[] {
  const names = namesOf(config);
  return config.pipelines
    .filter(({ name }) => pipelines.includes(name))
    .map(({ deployedAs }) => names.ciRoleArn(access, deployedAs));
}

/** The names of the pipelines that may change an environment. */
export function pipelinesOf(config: OrgConfig, environment: string): readonly string[] {
  return config.pipelines.filter(({ environments }) => environments.includes(environment)).map(({ name }) => name);
}

export interface OidcIssuer {
  /** The URL without `https://`. */
  readonly issuer: string;
  /** All that tokens of it may be made out to, sorted. */
  readonly audiences: readonly string[];
}

/** The issuers that the pipelines need, and the deployment in the same account, and orgstrap makes the providers of, sorted: each once. */
export function oidcIssuersOf(config: OrgConfig): readonly OidcIssuer[] {
  const { accounts, deployment, existingOidcProviders, pipelines } = config;
  const audiences = new Map<string, Set<string>>();
  for (const identity of pipelines.map((pipeline) => pipeline.identity).filter(isOidc)) {
    const known = audiences.get(identity.issuer) ?? new Set();
    const needed = ACCESSES.flatMap((access) => tokensOf(identity, access)).map(({ audience }) => audience);
    audiences.set(identity.issuer, new Set([...known, ...needed]));
  }
  const ofDeployment = deploymentAudiences(config, accounts.terraform);
  if (deployment !== undefined && ofDeployment.length > 0) {
    const { issuer } = deployment.identity;
    audiences.set(issuer, new Set([...(audiences.get(issuer) ?? []), ...ofDeployment]));
  }
  return [...audiences]
    .filter(([issuer]) => !existingOidcProviders.includes(issuer))
    .map(([issuer, some]) => ({ issuer, audiences: [...some].sort() }))
    .sort((a, b) => (a.issuer < b.issuer ? -1 : 1));
}

/** The provider that an account beside the Terraform account has for its deployer; none where somebody else made it. */
export function deploymentIssuer(config: OrgConfig, account: AccountId): OidcIssuer | undefined {
  const { accounts, deployment } = config;
  const audiences = deploymentAudiences(config, account);
  if (deployment === undefined || audiences.length === 0 || account === accounts.terraform) return undefined;
  if (deployment.existingOidcProviderIn.includes(account)) return undefined;
  return { issuer: deployment.identity.issuer, audiences };
}

/** The issuers that orgstrap makes the providers of in an account: of all pipelines, or of who deploys there. */
export function issuersMadeIn(config: OrgConfig, account: AccountId): readonly OidcIssuer[] {
  if (account === config.accounts.terraform) return oidcIssuersOf(config);
  const own = deploymentIssuer(config, account);
  return own === undefined ? [] : [own];
}

/** The ARNs of the CI users of all pipelines: those whose keys an operator rotates. */
export function ciUsersOf(config: OrgConfig): readonly string[] {
  const names = namesOf(config);
  return config.pipelines
    .filter(({ identity }) => identity.kind === 'iamUser')
    .flatMap(({ deployedAs }) => ACCESSES.map((access) => names.ciUserArn(access, deployedAs)));
}

/** Whether there is an operator role: somebody to become it, and keys for it to rotate. */
export function hasOperatorRole(config: OrgConfig): boolean {
  return config.operators !== undefined && ciUsersOf(config).length > 0;
}

/** Whether there is a state role: somebody to become it, and states for it to look after. */
export function hasStateRole({ operators, pipelines, retiredPipelines }: OrgConfig): boolean {
  return operators !== undefined && pipelines.length + retiredPipelines.length > 0;
}

/** The accounts that operators are of, each once, as a trust policy names them. */
export function rootsOf(operators: readonly PrincipalArn[], config: OrgConfig): readonly string[] {
  const names = namesOf(config);
  return [...new Set(operators.map(accountOfPrincipal))].map((account) => names.rootArn(account));
}

/** The names of the buckets of the Terraform account. */
export function bucketsOf(config: OrgConfig): readonly string[] {
  const names = namesOf(config);
  return [
    ...[...config.pipelines, ...config.retiredPipelines].map(({ deployedAs }) => names.stateBucket(deployedAs)),
    ...replicaBucketsOf(config),
    names.accessLogBucket,
    ...(config.audit?.trail === 'own' ? [names.audit.trailBucket] : []),
  ];
}
