import * as z from 'zod';
import { DEFAULT_BUCKET_NAMESPACE } from '../domain/bucket-namespace';
import { type CiIdentity, isOidc } from '../domain/ci-identity';
import { deployerRoles } from '../domain/deployment';
import type { Environment, Organization, OrgConfig } from '../domain/org-config';
import type { PeopleGroup } from '../domain/people';
import { type HomeRegion, seesClaims } from '../domain/region';
import { accounts } from './blocks/accounts';
import { audit } from './blocks/audit';
import { bucketNamespace } from './blocks/bucket-namespace';
import { deployFrom } from './blocks/deploy-from';
import { deployingIdentity, deployment } from './blocks/deployment';
import { environments, type WrittenEnvironment } from './blocks/environments';
import { existingOidcProviders } from './blocks/existing-oidc-providers';
import { guardrails } from './blocks/guardrails';
import { homeRegion } from './blocks/home-region';
import { managementAccount, managementIsNoEnvironment } from './blocks/management-account';
import { operators } from './blocks/operators';
import { organization } from './blocks/organization';
import { people } from './blocks/people/people';
import { pipelines } from './blocks/pipelines';
import { platformAccounts, platformAccountsInUse, platformIsNoEnvironment } from './blocks/platform-accounts';
import { protectStacks } from './blocks/protect-stacks';
import { stackSetDependencies } from './blocks/stack-set-dependencies';
import { state } from './blocks/state';
import { tags } from './blocks/tags';
import { terraform } from './blocks/terraform';
import { workloads } from './blocks/workloads';
import { inStates } from './identities/hcp-terraform';
import { accountUse } from './rules/account-use';
import { namedRepositories } from './rules/named-repositories';
import { pipelineReach } from './rules/pipeline-reach';
import { serviceCompanions } from './rules/service-companions';
import { tokenUse } from './rules/token-use';
import { unitUse } from './rules/unit-use';
import { workspaceUse } from './rules/workspace-use';
import { guided, type Rule } from './schema';

const blocks = z.strictObject({
  organization,
  homeRegion,
  bucketNamespace,
  deployFrom,
  accounts,
  environments,
  terraform,
  workloads,
  pipelines,
  existingOidcProviders,
  platformAccounts,
  managementAccount,
  deployment,
  guardrails,
  operators,
  people,
  audit,
  state,
  tags,
  protectStacks,
  stackSetDependencies,
});

/** `org.yaml` as a whole: it takes what the file says, and gives the domain's value. */
export const orgSchema = guided(blocks, {
  description: 'What orgstrap bootstraps: the organization, its environments, and the pipelines that may change them.',
  expected: 'a map that starts with organization, homeRegion, deployFrom, ...',
  fix: 'copy examples/four-accounts.yaml and put your own ids in',
}).transform(inRolloutOrder);

/** The rules that are about no one block; each gets the whole file. */
export const rulesBetweenBlocks: readonly Rule[] = [
  accountUse,
  unitUse,
  workspaceUse,
  pipelineReach,
  tokenUse,
  managementIsNoEnvironment,
  platformIsNoEnvironment,
];

/** What is not as it should be, and works. */
export const rulesThatWarn: readonly Rule[] = [namedRepositories, serviceCompanions];

/**
 * Pipelines and groups list environments in any order; the rollout order is that of `environments`. What is retired is left out
 * wherever it is named: one line retires it.
 */
function inRolloutOrder({ environments, pipelines, ...parsed }: Parsed): Omit<OrgConfig, 'ownPolicies'> {
  const {
    people: parsedPeople,
    existingOidcProviders: issuers = [],
    managementAccount: managed,
    platformAccounts: platforms,
    bucketNamespace: namespace = DEFAULT_BUCKET_NAMESPACE,
    deployment: deploying,
    ...others
  } = parsed;
  const rollout = environments.inUse.map(({ name }) => name);
  const inUse = pipelines.inUse.map(({ environments: listed = [], states = [], ...pipeline }) => ({
    ...pipeline,
    identity: withSeenClaims(inStates(pipeline.identity, states), parsed.homeRegion),
    states,
    environments: rollout.filter((environment) => listed.includes(environment)),
  }));
  return withDeployers({
    ...others,
    ...deploymentOf(deploying, parsed.homeRegion),
    environments: completed(environments.inUse, parsed.organization),
    retiredEnvironments: environments.retired,
    pipelines: inUse,
    retiredPipelines: pipelines.retired,
    existingOidcProviders: issuers,
    platformAccounts: platformAccountsInUse(platforms, inUse),
    bucketNamespace: namespace,
    ...(managed && {
      managementAccount: {
        ...managed,
        pipelines: managed.pipelines.filter((pipeline) => inUse.some(({ name }) => name === pipeline)),
      },
    }),
    ...(parsedPeople && {
      people: { ...parsedPeople, groups: parsedPeople.groups.map((group) => inOrder(group, rollout)) },
    }),
  });
}

/** Whoever deploys without tokens is a problem that a rule has words for. */
function deploymentOf(deploying: Parsed['deployment'], region: HomeRegion): Pick<OrgConfig, 'deployment'> {
  if (deploying === undefined) return {};
  const { identity, branch, existingOidcProviderIn = [] } = deploying;
  const trusted = withSeenClaims(deployingIdentity(identity, branch), region);
  return isOidc(trusted) ? { deployment: { identity: trusted, existingOidcProviderIn } } : {};
}

/** The guardrails let the deployers of `deployment` through, and whoever is listed besides. */
function withDeployers<Config extends Omit<OrgConfig, 'ownPolicies'>>(config: Config): Config {
  const { guardrails } = config;
  if (guardrails === undefined) return config;
  const own = deployerRoles({ ...config, ownPolicies: '' });
  return { ...config, guardrails: { ...guardrails, deployers: [...own, ...guardrails.deployers] } };
}

/** Without the claims that STS does not look at. GitHub's ids are refused there; GitLab's tokens have their subject still. */
function withSeenClaims(identity: CiIdentity, region: HomeRegion): CiIdentity {
  if (identity.kind !== 'oidc' || seesClaims(region)) return identity;
  const { apply, plan } = identity.jobs;
  return { ...identity, jobs: { apply: { ...apply, claims: undefined }, plan: { ...plan, claims: undefined } } };
}

/** Where nothing is said, accounts are anywhere below the root, and an environment waits for the one above it. */
function completed(
  written: readonly (WrittenEnvironment & Pick<Environment, 'name' | 'deployedAs'>)[],
  { rootId }: Organization,
): readonly Environment[] {
  const known = written.map(({ name }) => name);
  return written.map(({ organizationalUnits = [rootId], after, ...environment }, index) => {
    const named = after?.filter((name) => known.includes(name));
    // Where all that it waits for are retired, it waits as if nothing was said.
    const isSaid = named !== undefined && (named.length > 0 || after?.length === 0);
    return { ...environment, organizationalUnits, after: isSaid ? named : known.slice(index - 1, index) };
  });
}

function inOrder(group: PeopleGroup, rollout: readonly string[]): PeopleGroup {
  const access = rollout.flatMap((name) => group.access.filter(({ environment }) => environment === name));
  return { ...group, access };
}

type Parsed = z.output<typeof blocks>;
