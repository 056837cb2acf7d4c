import { ACCESSES, type Access } from './ci-identity';
import { type AccountId, isPrincipalArn, type PrincipalArn } from './ids';
import { namesOf } from './names-of';
import { deploymentAccountOf, type OrgConfig } from './org-config';
import { tokensOf } from './tokens';

/**
 * The accounts that have a deployer: the deployment account, and the management account where something is deployed from there, too, which
 * are the guardrails. No role of the one account reaches the other.
 */
export function deployerAccounts(config: OrgConfig): readonly AccountId[] {
  if (config.deployment === undefined) return [];
  const { managementAccount } = config.organization;
  return [...new Set([deploymentAccountOf(config), ...(config.guardrails === undefined ? [] : [managementAccount])])];
}

/** The ARNs of the deployer roles. */
export function deployerRoles(config: OrgConfig): readonly PrincipalArn[] {
  return deployerAccounts(config).map((account) => principalArn(namesOf(config).deployerRoleArn(account)));
}

/** Those of the roles of CI that read what is deployed: the deployers and the planner. */
export function deploymentRoles(config: OrgConfig): readonly PrincipalArn[] {
  if (config.deployment === undefined) return [];
  const planner = namesOf(config).plannerRoleArn(deploymentAccountOf(config));
  return [...deployerRoles(config), principalArn(planner)];
}

/** Everybody who may change what orgstrap made: those of `guardrails`, which has the roles of `deployment`, too, or these alone. */
export function deployersOf(config: OrgConfig): readonly PrincipalArn[] {
  return config.guardrails?.deployers ?? deployerRoles(config);
}

/** What the tokens of the deployment's issuer may be made out to in an account: to those roles that are there. */
export function deploymentAudiences(config: OrgConfig, account: AccountId): readonly string[] {
  const { deployment } = config;
  if (deployment === undefined || !deployerAccounts(config).includes(account)) return [];
  const accesses: readonly Access[] = account === deploymentAccountOf(config) ? ACCESSES : ['apply'];
  const audiences = accesses.flatMap((access) => tokensOf(deployment.identity, access)).map(({ audience }) => audience);
  return [...new Set(audiences)].sort();
}

function principalArn(text: string): PrincipalArn {
  if (!isPrincipalArn(text)) throw new Error(`${text} is no ARN of a role`);
  return text;
}
