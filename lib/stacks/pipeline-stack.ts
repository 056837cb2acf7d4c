import type { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { CiKeySecret, CiUser } from '../constructs/ci-user';
import { Role } from '../constructs/role';
import { StateBucket } from '../constructs/state-bucket';
import { ACCESSES, type Access } from '../domain/ci-identity';
import { CI_BOUNDARY } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig, Pipeline, RetiredPipeline } from '../domain/org-config';
import { ciRole } from '../policies/ci-role';

/**
 * What is left of a pipeline in the Terraform account: its states and their key, under the same protection. Both name the CI
 * roles that are gone, so nobody reads a state, and a pipeline that comes back finds everything as it was.
 */
export class RetiredPipelineStack extends AccountStack {
  protected readonly state: StateBucket;

  constructor(
    scope: Construct,
    id: string,
    delivery: Delivery,
    config: OrgConfig,
    { deployedAs, states }: RetiredPipeline & Partial<Pick<Pipeline, 'states'>>,
    description = `orgstrap: the state of the pipeline ${deployedAs}, which is retired`,
  ) {
    super(scope, id, delivery, description);
    this.state = new StateBucket(this, 'State', { config, pipeline: deployedAs, states });
  }
}

/** What one pipeline has in the Terraform account: its state, and for apply and for plan an identity and its role. */
export class PipelineStack extends RetiredPipelineStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig, pipeline: Pipeline) {
    const { deployedAs, identity } = pipeline;
    const description = `orgstrap: state, CI identities and CI roles of the pipeline ${deployedAs}`;
    super(scope, id, delivery, config, pipeline, description);
    const names = namesOf(config);
    const boundary = names.policyArn(config.accounts.terraform, CI_BOUNDARY);

    for (const access of ACCESSES) {
      new Role(this, ROLES[access], ciRole(config, access, pipeline, this.state.keyArn), { boundary });
      if (identity.kind === 'oidc') continue;
      const { networks } = identity;
      new CiUser(this, IDENTITIES[access], {
        access,
        pipeline: deployedAs,
        networks,
        ciRole: names.ciRoleArn(access, deployedAs),
        permissionsBoundary: boundary,
      });
      if (config.operators === undefined) continue;
      new CiKeySecret(this, SECRETS[access], { config, access, pipeline: deployedAs });
    }
  }
}

const ROLES: Readonly<Record<Access, string>> = { apply: 'CiTerraformRole', plan: 'CiPlanRole' };
const SECRETS: Readonly<Record<Access, string>> = { apply: 'CiKey', plan: 'CiPlanKey' };
const IDENTITIES: Readonly<Record<Access, string>> = { apply: 'CiIdentity', plan: 'CiPlanIdentity' };
