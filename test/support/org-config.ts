import type { AccountId, OrganizationalUnitId, OrganizationId, RootId } from '../../lib/domain/ids';
import type { OrgConfig, Pipeline } from '../../lib/domain/org-config';

/** The only place where tests make branded ids of text. */
export function accountId(text: string): AccountId {
  return text as AccountId;
}

function organizationId(text: string): OrganizationId {
  return text as OrganizationId;
}

function rootId(text: string): RootId {
  return text as RootId;
}

function unitId(text: string): OrganizationalUnitId {
  return text as OrganizationalUnitId;
}

const MANAGEMENT = accountId('111111111111');
export const TERRAFORM = accountId('222222222222');
export const OPS = accountId('333333333333');

/**
 * Deployed from Ops, with the Terraform account apart from it, so that everything is delivered by StackSets; a test
 * changes what it is about.
 */
export function orgConfig(changes: Partial<OrgConfig> = {}): OrgConfig {
  return {
    organization: { id: organizationId('o-exampleorgid'), rootId: rootId('r-abcd'), managementAccount: MANAGEMENT },
    homeRegion: 'eu-west-1',
    bucketNamespace: 'account-regional',
    deployFrom: 'ops',
    ownPolicies: 'policies-of-nobody',
    accounts: { terraform: TERRAFORM, ops: OPS },
    environments: [
      environment('dev', 'ou-abcd-11111111', '444444444444'),
      { ...environment('stage', 'ou-abcd-22222222', '555555555555'), after: ['dev'] },
      { ...environment('prod', 'ou-abcd-33333333', '666666666666'), after: ['stage'] },
    ],
    terraform: { services: ['s3', 'logs', 'iam'] },
    pipelines: [pipeline('delivery', ['dev', 'stage', 'prod'])],
    retiredEnvironments: [],
    retiredPipelines: [],
    existingOidcProviders: [],
    platformAccounts: [],
    ...changes,
  };
}

/** The same with the Terraform account being the Ops account, so that its stacks are deployed directly. */
export function sharedOpsConfig(changes: Partial<OrgConfig> = {}): OrgConfig {
  return orgConfig({ accounts: { terraform: OPS, ops: OPS }, ...changes });
}

export function environment(name: string, unit: string, account: string): OrgConfig['environments'][number] {
  return {
    name,
    deployedAs: name,
    organizationalUnits: [unitId(unit)],
    after: [],
    accounts: [{ workspace: name, id: accountId(account) }],
  };
}

export function pipeline(name: string, environments: readonly string[]): Pipeline {
  return { name, deployedAs: name, identity: { kind: 'iamUser', networks: [] }, environments, states: [] };
}

/** A pipeline whose CI needs an OIDC provider. */
export function oidcPipeline(name: string, issuer = 'token.actions.githubusercontent.com'): Pipeline {
  const jobs = { audience: 'sts.amazonaws.com', subjects: [`repo:acme/${name}:ref:refs/heads/main`] };
  return {
    ...pipeline(name, ['dev']),
    identity: { kind: 'oidc', system: 'github', issuer, jobs: { apply: jobs, plan: jobs } },
  };
}

/** As many product accounts as asked for, all in one environment. */
export function manyAccounts(count: number): OrgConfig['environments'] {
  const accounts = Array.from({ length: count }, (_, index) => ({
    workspace: `account-${index}`,
    id: accountId(String(400_000_000_000 + index)),
  }));
  return [{ name: 'dev', deployedAs: 'dev', organizationalUnits: [unitId('ou-abcd-11111111')], after: [], accounts }];
}

/** Jobs of a repository that deploy, and pull requests that plan. */
export function whoDeploys(): NonNullable<OrgConfig['deployment']> {
  const jobs = (context: string) => ({
    audience: 'sts.amazonaws.com',
    subjects: [`repo:acme/organization:${context}`],
  });
  return {
    identity: {
      kind: 'oidc',
      system: 'github',
      issuer: 'token.actions.githubusercontent.com',
      jobs: { apply: jobs('environment:production'), plan: jobs('pull_request') },
    },
    existingOidcProviderIn: [],
  };
}
