import type { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { CiKeySecret } from '../constructs/ci-key-secret';
import { CiRole } from '../constructs/ci-role';
import { CiUser } from '../constructs/ci-user';
import { StateBucket } from '../constructs/state-bucket';
import { ACCESSES, type Access } from '../domain/access';
import { CI_BOUNDARY } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig, Pipeline } from '../domain/org-config';
import { workspacesOf } from '../domain/workspaces';
import { ciRoleTrust } from '../policies/ci-role-trust';

/** What one pipeline has in the Terraform account: its state, and for apply and for plan an identity and its role. */
export class PipelineStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig, pipeline: Pipeline) {
    const { name, identity } = pipeline;
    super(scope, id, delivery, `orgstrap: state, CI identities and CI roles of the pipeline ${name}`);
    const permissionsBoundary = namesOf(config).policyArn(config.accounts.terraform, CI_BOUNDARY);
    const productAccounts = workspacesOf(config, pipeline).map(({ account }) => account);

    const stateBucket = new StateBucket(this, 'State', { config, pipeline: name });
    for (const access of ACCESSES) {
      const ciRole = new CiRole(this, ROLES[access], {
        config,
        access,
        pipeline: name,
        trust: ciRoleTrust(config, access, pipeline),
        productAccounts,
        stateBucket,
        permissionsBoundary,
      });
      if (identity.kind === 'oidc') continue;
      const { networks } = identity;
      new CiUser(this, IDENTITIES[access], { access, pipeline: name, networks, ciRole, permissionsBoundary });
      if (config.operators === undefined) continue;
      new CiKeySecret(this, SECRETS[access], { config, access, pipeline: name });
    }
  }
}

const ROLES: Readonly<Record<Access, string>> = { apply: 'CiTerraformRole', plan: 'CiPlanRole' };
const SECRETS: Readonly<Record<Access, string>> = { apply: 'CiKey', plan: 'CiPlanKey' };
const IDENTITIES: Readonly<Record<Access, string>> = { apply: 'CiIdentity', plan: 'CiPlanIdentity' };
