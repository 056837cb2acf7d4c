import type { OrgConfig } from './org-config';
import { allWorkspaces } from './workspaces';

/**
 * Under which name in the metadata of a template the workspaces are recorded: nothing else in AWS says which account a workspace is of
 * but the states, which nobody but CI reads.
 */
export const WORKSPACE_RECORD = 'orgstrap:workspaces';

/** Every workspace of `org.yaml` with its account, as `WORKSPACE ACCOUNT`: text that YAML and JSON cannot take for anything else. */
export function workspaceRecord(config: OrgConfig): readonly string[] {
  return allWorkspaces(config).map(({ name, account }) => `${name} ${account}`);
}

/** Under which name in the metadata of a template the states of pipelines are recorded, where a pipeline has several. */
export const STATE_RECORD = 'orgstrap:states';

/** Every state of `org.yaml`, as `PIPELINE STATE`, with the name that the pipeline has in AWS. */
export function stateRecord({ pipelines }: Pick<OrgConfig, 'pipelines'>): readonly string[] {
  return pipelines.flatMap(({ deployedAs, states }) => states.map((state) => `${deployedAs} ${state}`));
}
