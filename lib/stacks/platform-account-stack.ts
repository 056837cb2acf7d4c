import { Construct, type Construct as Scope } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { acknowledge } from '../constructs/acknowledge';
import { boundaryPolicy, managedPolicies } from '../constructs/managed-policy';
import { PermissionsBoundary, THIS_STACK } from '../constructs/permissions-boundary';
import { Role, type Worn } from '../constructs/role';
import { ACCESSES, type Access } from '../domain/ci-identity';
import type { OrgConfig } from '../domain/org-config';
import type { ManagedPlatform, PlatformAccount } from '../domain/platform-account';
import { lentBoundary } from '../policies/boundaries';
import { lentRoles, platformRoles } from '../policies/platform-roles';
import type { RoleDescription } from '../policies/role-description';

type Pair = Readonly<Record<Access, RoleDescription>>;

/** What a platform account holds for its own pipelines: their roles, and the boundary of these and of what they make. */
export class PlatformAccountStack extends AccountStack {
  constructor(
    scope: Scope,
    id: string,
    delivery: Delivery,
    config: OrgConfig,
    account: PlatformAccount,
    managed: ManagedPlatform,
  ) {
    super(scope, id, delivery, `orgstrap: the roles of the pipelines of the platform account ${account.name}`);
    const roles = platformRoles(config, account, managed, THIS_STACK);
    const policies = policiesOf(this, [roles]);
    const { arn: boundary } = new PermissionsBoundary(this, 'Boundary', config, managed.services);
    makeRoles(this, 'Platform', roles, { boundary, policies });
  }
}

/** What a platform account lends; apart from the other, so that neither takes the room of a template from the other. */
export class PlatformLendsStack extends AccountStack {
  constructor(scope: Scope, id: string, delivery: Delivery, config: OrgConfig, account: PlatformAccount) {
    super(scope, id, delivery, `orgstrap: what the platform account ${account.name} lends`);
    const lent = account.lends.map((lend) => ({ name: lend.name, roles: lentRoles(config, account, lend) }));
    const policies = policiesOf(
      this,
      lent.map(({ roles }) => roles),
    );
    const boundary = boundaryPolicy(this, lentBoundary(config, account), 'LentBoundary');
    acknowledge(
      boundary,
      'NIST.800.53.R5',
      'IAMPolicyNoStatementsWithFullAccess',
      'A permissions boundary grants nothing: it caps what other policies grant, here to the services that are lent.',
    );
    for (const { name, roles } of lent) makeRoles(this, `Lent-${name}`, roles, { boundary: boundary.arn, policies });
  }
}

/** What several roles wear is made once. */
function policiesOf(stack: AccountStack, pairs: readonly Pair[]): ReadonlyMap<string, string> {
  const roles = pairs.flatMap(({ apply, plan }) => [apply, plan]);
  return managedPolicies(
    new Construct(stack, 'Services'),
    roles.flatMap((role) => role.policies()),
  );
}

function makeRoles(stack: AccountStack, id: string, roles: Pair, worn: Worn): void {
  const scope = new Construct(stack, id);
  for (const access of ACCESSES) new Role(scope, ROLES[access], roles[access], worn);
}

const ROLES: Readonly<Record<Access, string>> = { apply: 'TerraformRole', plan: 'TerraformPlanRole' };
