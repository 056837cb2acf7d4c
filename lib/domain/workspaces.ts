import { ACCESSES, type Access, isOidc } from './ci-identity';
import { type AccountId, accountOfPrincipal, type PrincipalArn } from './ids';
import { namesOf } from './names-of';
import type { OrgConfig, Pipeline } from './org-config';

/** A Terraform workspace of a pipeline: one account that the pipeline may change. */
export interface Workspace {
  readonly name: string;
  readonly account: AccountId;
  /** The environment; `management` for the management account, which is in none. */
  readonly environment: string;
}

/** The workspaces of a pipeline in rollout order, the management account last. */
export function workspacesOf(config: OrgConfig, pipeline: Pipeline): readonly Workspace[] {
  const products = config.environments
    .filter(({ name }) => pipeline.environments.includes(name))
    .flatMap((environment) =>
      environment.accounts.map(({ workspace, id }) => ({
        name: workspace,
        account: id,
        environment: environment.name,
      })),
    );
  const managed = config.managementAccount;
  if (!managed?.pipelines.includes(pipeline.name)) return products;
  return [
    ...products,
    { name: managed.workspace, account: config.organization.managementAccount, environment: 'management' },
  ];
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

/** The issuers that the pipelines need and orgstrap makes the providers of, sorted: each once. */
export function oidcIssuersOf({ pipelines, existingOidcProviders }: OrgConfig): readonly OidcIssuer[] {
  const audiences = new Map<string, Set<string>>();
  for (const identity of pipelines.map((pipeline) => pipeline.identity).filter(isOidc)) {
    const known = audiences.get(identity.issuer) ?? new Set();
    audiences.set(identity.issuer, new Set([...known, ...ACCESSES.map((access) => identity.jobs[access].audience)]));
  }
  return [...audiences]
    .filter(([issuer]) => !existingOidcProviders.includes(issuer))
    .map(([issuer, some]) => ({ issuer, audiences: [...some].sort() }))
    .sort((a, b) => (a.issuer < b.issuer ? -1 : 1));
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

/** The accounts that operators are of, each once, as a trust policy names them. */
export function rootsOf(operators: readonly PrincipalArn[], config: OrgConfig): readonly string[] {
  const names = namesOf(config);
  return [...new Set(operators.map(accountOfPrincipal))].map((account) => names.rootArn(account));
}
