import type { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { CiKeySecret, CiUser } from '../constructs/ci-user';
import { Role } from '../constructs/role';
import { StateBucket } from '../constructs/state-bucket';
import { ACCESSES, type Access } from '../domain/ci-identity';
import { CI_BOUNDARY } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig, Pipeline } from '../domain/org-config';
import { ciRole } from '../policies/ci-role';

/** What one pipeline has in the Terraform account: its state, and for apply and for plan an identity and its role. */
export class PipelineStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig, pipeline: Pipeline) {
    const { name, identity } = pipeline;
    super(scope, id, delivery, `orgstrap: state, CI identities and CI roles of the pipeline ${name}`);
    const names = namesOf(config);
    const boundary = names.policyArn(config.accounts.terraform, CI_BOUNDARY);

    const stateBucket = new StateBucket(this, 'State', { config, pipeline: name });
    for (const access of ACCESSES) {
      new Role(this, ROLES[access], ciRole(config, access, pipeline, stateBucket.keyArn), { boundary });
      if (identity.kind === 'oidc') continue;
      const { networks } = identity;
      new CiUser(this, IDENTITIES[access], {
        access,
        pipeline: name,
        networks,
        ciRole: names.ciRoleArn(access, name),
        permissionsBoundary: boundary,
      });
      if (config.operators === undefined) continue;
      new CiKeySecret(this, SECRETS[access], { config, access, pipeline: name });
    }
  }
}

const ROLES: Readonly<Record<Access, string>> = { apply: 'CiTerraformRole', plan: 'CiPlanRole' };
const SECRETS: Readonly<Record<Access, string>> = { apply: 'CiKey', plan: 'CiPlanKey' };
const IDENTITIES: Readonly<Record<Access, string>> = { apply: 'CiIdentity', plan: 'CiPlanIdentity' };
