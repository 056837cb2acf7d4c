import { ACCESSES } from './ci-identity';
import type { AccountId } from './ids';
import {
  ACCESS_ROLES,
  AUDITOR_ROLE,
  CANARY,
  ciRoleName,
  FORWARDING_ROLE,
  OPERATOR_ROLE,
  PEOPLE_OPERATOR_ROLE,
  STATE_ROLE,
  TERRAFORM_ROLES,
} from './names';
import type { OrgConfig } from './org-config';

/** The id of the stack that makes a role of the Terraform account for CI and operators; undefined for any other role. */
export function stackOfTerraformAccountRole(config: OrgConfig, role: string): string | undefined {
  if (role === OPERATOR_ROLE || role === STATE_ROLE) return 'TerraformAccount';
  const pipeline = config.pipelines.find(({ deployedAs }) =>
    ACCESSES.some((access) => ciRoleName(access, deployedAs) === role),
  );
  return pipeline && `Pipeline-${pipeline.deployedAs}`;
}

/** The id of the stack whose StackSet makes a role in the product accounts of an environment; undefined for any other role. */
export function stackOfProductRole(role: string, deployedAs: string): string | undefined {
  const [what] = Object.entries(MADE_BY).find(([, roles]) => roles.some((name) => isNamed(role, name))) ?? [];
  return what && `${what}-${deployedAs}`;
}

/** The roles of product accounts, by what their stacks begin with. */
const MADE_BY: Readonly<Record<string, readonly string[]>> = {
  ProductAccounts: Object.values(TERRAFORM_ROLES),
  AccessRoles: [ACCESS_ROLES],
  OperatorRoles: [AUDITOR_ROLE, PEOPLE_OPERATOR_ROLE],
  ForwardingRoles: [FORWARDING_ROLE, CANARY],
};

function isNamed(role: string, name: string): boolean {
  return name.endsWith('*') ? role.startsWith(name.slice(0, -1)) : role === name;
}

/** The environment that a product account is of. */
export function environmentOfAccount({ environments }: OrgConfig, account: AccountId) {
  return environments.find(({ accounts }) => accounts.some(({ id }) => id === account));
}
