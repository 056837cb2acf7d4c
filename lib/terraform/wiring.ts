import { type CiIdentity, type HcpTerraform, isOidc } from '../domain/ci-identity';
import type { OrgConfig, Pipeline } from '../domain/org-config';
import { workspacesOf } from '../domain/workspaces';
import { awsConfig } from './aws-config';
import { backend } from './backend';
import { cloud } from './cloud';
import { inHcpTerraform } from './hcp-workspaces';
import { SAID_BY_THE_JOB, SAID_BY_THE_PHASE } from './let-in-for';
import { provider } from './provider';
import { RUN_OF_HCP_TERRAFORM, RUN_OF_THE_JOB } from './run-name';
import { workspaceModule } from './workspace-module';
import { workspaces } from './workspaces';

/**
 * What connects a Terraform configuration to a pipeline: the text of each file, by its path in that configuration.
 *
 * @throws Failure `UnknownWorkspace` where a pipeline of HCP Terraform names a workspace that is not one of its accounts'.
 */
export function terraformWiring(config: OrgConfig, pipeline: Pipeline): Readonly<Record<string, string>> {
  const hcp = hcpTerraformOf(pipeline.identity);
  return hcp ? inRunsOfHcpTerraform(config, pipeline, hcp) : inJobs(config, pipeline);
}

function inJobs(config: OrgConfig, pipeline: Pipeline): Readonly<Record<string, string>> {
  return {
    ...(isOidc(pipeline.identity) ? {} : { 'aws.config': awsConfig(config, pipeline) }),
    'backend.tf': backend(config, pipeline),
    'provider.tf': provider(config, pipeline, SAID_BY_THE_JOB, RUN_OF_THE_JOB),
    'workspace/main.tf': workspaceModule(),
    'workspaces.auto.tfvars.json': workspaces(config, workspacesOf(config, pipeline)),
  };
}

function inRunsOfHcpTerraform(
  config: OrgConfig,
  pipeline: Pipeline,
  hcp: HcpTerraform,
): Readonly<Record<string, string>> {
  return {
    // The same file, so that none with a backend is left beside it: Terraform takes one or the other.
    'backend.tf': cloud(hcp, pipeline),
    'provider.tf': provider(config, pipeline, SAID_BY_THE_PHASE, RUN_OF_HCP_TERRAFORM),
    'workspace/main.tf': workspaceModule(),
    'workspaces.auto.tfvars.json': workspaces(config, inHcpTerraform(workspacesOf(config, pipeline), hcp, pipeline)),
  };
}

function hcpTerraformOf(identity: CiIdentity): HcpTerraform | undefined {
  return isOidc(identity) ? identity.hcpTerraform : undefined;
}
