import type { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { CiTerraformRole } from '../constructs/ci-terraform-role';
import { CiUser } from '../constructs/ci-user';
import { StateBucket } from '../constructs/state-bucket';
import { CI_BOUNDARY, ciTerraformRoleName, policyArn, roleArn } from '../domain/names';
import type { OrgConfig, Pipeline } from '../domain/org-config';
import { partitionOf } from '../domain/region';
import { workspacesOf } from '../domain/workspaces';

/** What one pipeline has in the Terraform account: its state, its CI identity, and the role that the identity becomes. */
export class PipelineStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig, pipeline: Pipeline) {
    super(scope, id, delivery, `orgstrap: state, CI identity and CI Terraform role of the pipeline ${pipeline.name}`);
    const { homeRegion: region, organization } = config;
    const terraformAccount = config.accounts.terraform;
    const partition = partitionOf(region);
    const permissionsBoundary = policyArn(partition, terraformAccount, CI_BOUNDARY);

    const stateBucket = new StateBucket(this, 'State', {
      pipeline: pipeline.name,
      organization: organization.id,
      terraformAccount,
      region,
    });
    new CiTerraformRole(this, 'CiTerraformRole', {
      pipeline: pipeline.name,
      organization: organization.id,
      terraformAccount,
      region,
      productAccounts: workspacesOf(config, pipeline).map(({ account }) => account),
      stateBucket,
      permissionsBoundary,
    });
    new CiUser(this, 'CiIdentity', {
      pipeline: pipeline.name,
      ciTerraformRole: roleArn(partition, terraformAccount, ciTerraformRoleName(pipeline.name)),
      permissionsBoundary,
    });
  }
}
