import type { HcpTerraform } from '../domain/ci-identity';
import { EXIT, Failure } from '../domain/failure';
import type { Pipeline } from '../domain/org-config';
import type { Workspace } from '../domain/workspaces';

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
): readonly Workspace[] {
  const byName = new Map(known.map((workspace) => [workspace.name, workspace]));
  const unknown = workspaces.filter(({ workspace }) => !byName.has(workspace));
  if (unknown.length > 0) throw unknownWorkspaces(unknown, known, pipeline);
  const names = new Map(workspaces.map(({ workspace, name }) => [workspace, name]));
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
  const found = unknown.map(({ workspace }) => workspace).join(', ');
  const expected = known.map((workspace) => workspace.name).join(', ') || 'none yet';
  return new Failure(
    'UnknownWorkspace',
    `pipelines.${name}.identity.hcpTerraform.workspaces: found ${found}, expected workspaces of the accounts of its environments: ${expected}; correct the name, or add its environment to the pipeline`,
    EXIT.unusable,
  );
}
