import { ACCESSES, type CiIdentity, type HcpTerraform, isOidc } from '../../domain/ci-identity';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig, Pipeline } from '../../domain/org-config';
import { lentRolesOf, type Workspace, workspacesOf } from '../../domain/workspaces';
import { backend, cloud, inHcpTerraform } from './backend';
import { ACCESS_OF_THE_JOB, ACCESS_OF_THE_PHASE, provider, RUN_OF_HCP_TERRAFORM, RUN_OF_THE_JOB } from './provider';
import { WRITTEN_BY_ORGSTRAP, workspaceModule } from './workspace-module';

/**
 * What connects a Terraform configuration to a pipeline: the text of each file, by its path in that configuration.
 *
 * @param state - which of the states of the pipeline, where it has several
 * @throws Failure `UnknownWorkspace` where a pipeline of HCP Terraform names a workspace that is not one of its accounts'.
 */
export function terraformWiring(
  config: OrgConfig,
  pipeline: Pipeline,
  state?: string,
): Readonly<Record<string, string>> {
  const hcp = hcpTerraformOf(pipeline.identity);
  return hcp ? inRunsOfHcpTerraform(config, pipeline, hcp, state) : inJobs(config, pipeline, state);
}

function inJobs(config: OrgConfig, pipeline: Pipeline, state: string | undefined): Readonly<Record<string, string>> {
  return {
    ...(isOidc(pipeline.identity) ? {} : { 'aws.config': awsConfig(config, pipeline) }),
    'backend.tf': backend(config, pipeline, state),
    'provider.tf': provider(config, pipeline, ACCESS_OF_THE_JOB, RUN_OF_THE_JOB),
    'workspace/main.tf': workspaceModule(lentRolesOf(config, pipeline).length > 0),
    'workspaces.auto.tfvars.json': workspaces(workspacesOf(config, pipeline)),
  };
}

function inRunsOfHcpTerraform(
  config: OrgConfig,
  pipeline: Pipeline,
  hcp: HcpTerraform,
  state: string | undefined,
): Readonly<Record<string, string>> {
  return {
    // The same file, so that none with a backend is left beside it: Terraform takes one or the other.
    'backend.tf': cloud(hcp, pipeline, state),
    'provider.tf': provider(config, pipeline, ACCESS_OF_THE_PHASE, RUN_OF_HCP_TERRAFORM),
    'workspace/main.tf': workspaceModule(lentRolesOf(config, pipeline).length > 0),
    'workspaces.auto.tfvars.json': workspaces(inHcpTerraform(workspacesOf(config, pipeline), hcp, pipeline, state)),
  };
}

function hcpTerraformOf(identity: CiIdentity): HcpTerraform | undefined {
  return isOidc(identity) ? identity.hcpTerraform : undefined;
}

/**
 * The profiles by which a CI user becomes its CI role, in the format of `~/.aws/config`: one to apply, one to plan. The
 * keys are not in it; they are in the environment of the job. No profile can name the run (`source_identity` is no setting of
 * one), so a job that does so assumes its role by itself.
 *
 * A CI system with OIDC is its CI role already, and needs none of this.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
 */
function awsConfig(config: OrgConfig, { name, deployedAs }: Pipeline): string {
  const names = namesOf(config);
  const profiles = ACCESSES.map(
    (access) => `
[profile ${access}]
role_arn = ${names.ciRoleArn(access, deployedAs)}
role_session_name = terraform-${name}
credential_source = Environment
region = ${config.homeRegion}
`,
  );
  return `${WRITTEN_BY_ORGSTRAP}
${profiles.join('')}`;
}

/** The map of some workspaces as variable values; JSON, so that scripts of CI can read it, too. */
function workspaces(of: readonly Workspace[]): string {
  const map = Object.fromEntries(
    of.map(({ name, account, environment, roles, lent }) => [
      name,
      { account_id: account, environment, role_arns: roles, ...(lent.length > 0 && { lent: lentMap(lent) }) },
    ]),
  );
  return `${JSON.stringify({ workspaces: map }, null, 2)}\n`;
}

function lentMap(lent: Workspace['lent']) {
  return Object.fromEntries(lent.map(({ name, account, roles }) => [name, { account_id: account, role_arns: roles }]));
}
