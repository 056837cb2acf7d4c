import { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { acknowledge } from '../constructs/acknowledge';
import { boundaryPolicy, managedPolicies } from '../constructs/managed-policy';
import { PermissionsBoundary, THIS_STACK } from '../constructs/permissions-boundary';
import { Role, type Worn } from '../constructs/role';
import { ACCESSES, type Access } from '../domain/ci-identity';
import type { OrgConfig } from '../domain/org-config';
import type { PlatformAccount } from '../domain/platform-account';
import { lentBoundary } from '../policies/boundaries';
import { lentRoles, platformRoles } from '../policies/platform-roles';
import type { RoleDescription } from '../policies/role-description';

/** What a platform account holds: the roles of its own pipelines with the boundary of what they make, and the roles that it lends. */
export class PlatformAccountStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig, account: PlatformAccount) {
    super(scope, id, delivery, `orgstrap: the roles of the platform account ${account.name}`);
    const { managed, lends } = account;
    const own = managed && platformRoles(config, account, managed, THIS_STACK);
    const lent = lends.map((lend) => ({ id: `Lent-${lend.name}`, roles: lentRoles(config, account, lend) }));
    // What several roles wear is made once.
    const all = [...(own ? [own] : []), ...lent.map(({ roles }) => roles)].flatMap(({ apply, plan }) => [apply, plan]);
    const policies = managedPolicies(
      new Construct(this, 'Services'),
      all.flatMap((role) => role.policies()),
    );
    if (managed !== undefined && own !== undefined) {
      const { arn } = new PermissionsBoundary(this, 'Boundary', config, managed.services);
      this.roles('Platform', own, { boundary: arn, policies });
    }
    if (lent.length === 0) return;
    const boundary = boundaryPolicy(this, lentBoundary(config, account), 'LentBoundary');
    acknowledge(
      boundary,
      'NIST.800.53.R5',
      'IAMPolicyNoStatementsWithFullAccess',
      'A permissions boundary grants nothing: it caps what other policies grant, here to the services that are lent.',
    );
    for (const { id: lendId, roles } of lent) this.roles(lendId, roles, { boundary: boundary.arn, policies });
  }

  private roles(id: string, roles: Readonly<Record<Access, RoleDescription>>, worn: Worn): void {
    const scope = new Construct(this, id);
    for (const access of ACCESSES) new Role(scope, ROLES[access], roles[access], worn);
  }
}

const ROLES: Readonly<Record<Access, string>> = { apply: 'TerraformRole', plan: 'TerraformPlanRole' };
