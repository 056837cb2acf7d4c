import { ACCESSES } from './access';
import { namesOf } from './names-of';
import type { OrgConfig } from './org-config';
import { accountOfPrincipal, type PrincipalArn } from './principal-arn';

/** The ARNs of the CI users of all pipelines: those whose keys an operator rotates. */
export function ciUsersOf(config: OrgConfig): readonly string[] {
  const names = namesOf(config);
  return config.pipelines
    .filter(({ identity }) => identity.kind === 'iamUser')
    .flatMap(({ name }) => ACCESSES.map((access) => names.ciUserArn(access, name)));
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
