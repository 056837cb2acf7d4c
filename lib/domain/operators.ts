import { ACCESSES } from './access';
import { ciUserName, rootArn, userArn } from './names';
import type { OrgConfig } from './org-config';
import { accountOfPrincipal, type PrincipalArn } from './principal-arn';
import { partitionOf } from './region';

/** The ARNs of the CI users of all pipelines: those whose keys an operator rotates. */
export function ciUsersOf({ pipelines, accounts, homeRegion }: OrgConfig): readonly string[] {
  return pipelines
    .filter(({ identity }) => identity.kind === 'iamUser')
    .flatMap(({ name }) =>
      ACCESSES.map((access) => userArn(partitionOf(homeRegion), accounts.terraform, ciUserName(access, name))),
    );
}

/** Whether there is an operator role: somebody to become it, and keys for it to rotate. */
export function hasOperatorRole(config: OrgConfig): boolean {
  return config.operators !== undefined && ciUsersOf(config).length > 0;
}

/** The accounts that operators are of, each once, as a trust policy names them. */
export function rootsOf(operators: readonly PrincipalArn[], { homeRegion }: OrgConfig): readonly string[] {
  const accounts = new Set(operators.map(accountOfPrincipal));
  return [...accounts].map((account) => rootArn(partitionOf(homeRegion), account));
}
