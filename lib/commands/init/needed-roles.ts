import type { PrincipalArn } from '../../domain/ids';
import { namesOf } from '../../domain/names-of';
import { deploymentAccountOf, type OrgConfig } from '../../domain/org-config';
import { OPERATORS } from '../rights/operator-rights';
import { type PrintedRights, type PrintedRole, rightsFor, roleFor, withRole } from '../rights/rights';

/** The roles that people need who run orgstrap's commands and who deploy, where an organization has none yet. */
export interface NeededRoles {
  /** With its permissions: it becomes roles of orgstrap, and nothing else. */
  readonly operator: PrintedRights;
  /** What it may do depends on what there is to deploy: `orgstrap rights cdk deploy` prints that. */
  readonly deployer: PrintedRole;
}

/** Nobody has this name: whoever creates the roles writes who becomes them in its place. */
const SOMEBODY = 'user/NAME';

/** @param config - the proposal, which names no operators */
export async function neededRoles(config: OrgConfig): Promise<NeededRoles> {
  const { accounts } = config;
  const { partition } = namesOf(config);
  const inAccount = (account: string) => `arn:${partition}:iam::${account}:${SOMEBODY}` as PrincipalArn;
  const somebody = inAccount(accounts.ops);
  const nothing = () => Promise.resolve(new Set<string>());
  const rights = await rightsFor('operators', OPERATORS, { ...config, operators: [somebody] }, nothing);
  return {
    operator: withRole(rights, roleFor('platform-operator', somebody)),
    deployer: roleFor('platform-deployer', inAccount(deploymentAccountOf(config))),
  };
}
