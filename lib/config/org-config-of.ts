import type { Environment, OrgConfig, Pipeline } from '../domain/org-config';
import { auditOf } from './audit-of';
import { identityOf } from './identities/identity-of';
import { issuerName } from './identities/issuer-name';
import { peopleOf } from './people-of';
import type { ParsedOrg } from './schema/org-schema';

/** Turns the file's maps into the domain's lists. */
export function orgConfigOf({
  managementAccount,
  guardrails,
  operators,
  people,
  audit,
  existingOidcProviders = [],
  environments,
  pipelines,
  ...parsed
}: ParsedOrg): OrgConfig {
  const ordered = Object.entries(environments).map(environmentOf);
  return {
    ...parsed,
    environments: ordered,
    pipelines: pipelinesOf(pipelines, ordered),
    existingOidcProviders: existingOidcProviders.map(issuerName),
    ...(managementAccount && { managementAccount }),
    ...(guardrails && { guardrails }),
    ...(operators && { operators }),
    ...(audit && { audit: auditOf(audit) }),
    ...(people && { people: peopleOf(people, ordered) }),
  };
}

function environmentOf([name, { organizationalUnits, accounts }]: Entry<ParsedOrg['environments']>): Environment {
  const products = Object.entries(accounts).map(([workspace, id]) => ({ workspace, id }));
  return { name, organizationalUnits, accounts: products };
}

/** Pipelines list environments in any order; the rollout order is that of `environments`. */
function pipelinesOf(pipelines: ParsedOrg['pipelines'], environments: readonly Environment[]): readonly Pipeline[] {
  const rollout = environments.map(({ name }) => name);
  return Object.entries(pipelines).map(([name, pipeline]) => ({
    name,
    identity: identityOf(pipeline.identity),
    environments: rollout.filter((environment) => pipeline.environments.includes(environment)),
  }));
}

type Entry<M> = [string, M[keyof M]];
