import type { HcpTerraform } from '../../domain/ci-identity';
import { EXIT, Failure } from '../../domain/failure';
import { stateKeyOf } from '../../domain/names';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig, Pipeline } from '../../domain/org-config';
import type { Workspace } from '../../domain/workspaces';
import { ownerLine } from './owner';
import { WRITTEN_BY_ORGSTRAP } from './workspace-module';

/**
 * The backend of a pipeline: its own bucket and key, and locks that are objects beside the states.
 *
 * It names no role. Terraform keeps the backend in every plan that it saves, and a role would be kept with it: what plans
 * could then not be applied by another role. So Terraform runs with the session of a CI role, or with a profile that assumes one.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export function backend(config: OrgConfig, pipeline: Pipeline, state?: string): string {
  const { deployedAs } = pipeline;
  const names = namesOf(config);
  return `${WRITTEN_BY_ORGSTRAP}
${ownerLine(pipeline, state)}

terraform {
  required_version = ">= 1.11" # ephemeral variables, and locks in S3, in Terraform and in OpenTofu

  backend "s3" {
    bucket              = "${names.stateBucket(deployedAs)}"
    key                 = "${stateKeyOf(state)}"
    region              = "${config.homeRegion}"
    encrypt             = true
    kms_key_id          = "${names.stateKeyAliasArn(deployedAs)}"
    use_lockfile        = true
    allowed_account_ids = ["${config.accounts.terraform}"]
  }
}
`;
}

/**
 * What a pipeline of HCP Terraform has in place of a backend: HCP Terraform keeps the states, and locks them, itself.
 *
 * The workspaces are found by a tag, because Terraform takes no project alone; `orgstrap-NAME` is the tag of a pipeline, and
 * `orgstrap-state-STATE` that of a state where it has several.
 *
 * @see https://developer.hashicorp.com/terraform/language/block/terraform#cloud
 */
export function cloud({ hostname, organization, project }: HcpTerraform, pipeline: Pipeline, state?: string): string {
  const tags = [`orgstrap-${pipeline.name}`, ...(state === undefined ? [] : [`orgstrap-state-${state}`])];
  return `${WRITTEN_BY_ORGSTRAP}
${ownerLine(pipeline, state)}

terraform {
  required_version = ">= 1.11"

  cloud {
    hostname     = "${hostname}"
    organization = "${organization}"

    workspaces {
      project = "${project}"
      tags    = [${tags.map((tag) => `"${tag}"`).join(', ')}]
    }
  }
}
`;
}

/**
 * The workspaces of a pipeline under their names in HCP Terraform, where `terraform.workspace` is such a name. An account
 * without one is left out, for there are no runs that could change it.
 *
 * @throws Failure `UnknownWorkspace` for a name that no account of this pipeline has.
 */
export function inHcpTerraform(
  known: readonly Workspace[],
  { workspaces }: HcpTerraform,
  pipeline: Pipeline,
  state?: string,
): readonly Workspace[] {
  const byName = new Map(known.map((workspace) => [workspace.name, workspace]));
  const unknown = workspaces.filter(({ workspace }) => !byName.has(workspace));
  if (unknown.length > 0) throw unknownWorkspaces(unknown, known, pipeline);
  const ofState = workspaces.filter((workspace) => workspace.state === state);
  const names = new Map(ofState.map(({ workspace, name }) => [workspace, name]));
  return known.flatMap((workspace) => {
    const name = names.get(workspace.name);
    return name === undefined ? [] : [{ ...workspace, name }];
  });
}

function unknownWorkspaces(
  unknown: HcpTerraform['workspaces'],
  known: readonly Workspace[],
  { name }: Pipeline,
): Failure {
  const found = [...new Set(unknown.map(({ workspace }) => workspace))].join(', ');
  const expected = known.map((workspace) => workspace.name).join(', ') || 'none yet';
  return new Failure(
    'UnknownWorkspace',
    `pipelines.${name}.identity.hcpTerraform.workspaces: found ${found}, expected workspaces of the accounts of its environments: ${expected}; correct the name, or add its environment to the pipeline`,
    EXIT.unusable,
  );
}
