import { type Workspace, workspacesOf } from '../../../../lib/domain/workspaces';
import { StateOperator } from '../../people/state-operator';
import { NotProved } from '../../report/ledger';
import type { TerraformFolder } from '../../terraform/terraform-folder';
import type { Scene } from '../scene';
import { type CiSystem, startCiSystem } from './ci-system';
import { stateFolder } from './state-folder';
import { StoredState } from './stored-state';

/** A workspace whose state comes to harm, with all who have to do with that. */
export interface StateScene {
  readonly workspace: Workspace;
  /** Where the job of its pipeline runs. */
  readonly folder: TerraformFolder;
  /** The file that is there once a run makes what takes long. */
  readonly making: string;
  readonly stored: StoredState;
  readonly operator: StateOperator;
  /** What runs the jobs. */
  readonly ciSystem: CiSystem;
}

/** The first workspace of the first pipeline, with nothing in it. */
export async function stateScene({ rehearsal, orgYaml }: Scene): Promise<StateScene> {
  const { config } = orgYaml;
  const [pipeline] = config.pipelines;
  const [workspace] = pipeline === undefined ? [] : workspacesOf(config, pipeline);
  if (pipeline === undefined || workspace === undefined) throw new NotProved('there is no workspace');
  const { folder, making } = await stateFolder(rehearsal, orgYaml, pipeline);
  const ciSystem = await startCiSystem();
  return {
    workspace,
    folder,
    making,
    stored: new StoredState(rehearsal, orgYaml, pipeline, workspace, folder.session),
    operator: await StateOperator.signIn(rehearsal, orgYaml, {
      GITHUB_API_URL: ciSystem.url,
      GITHUB_TOKEN: 'of-the-drill',
    }),
    ciSystem,
  };
}
