import { deploymentAccountOf } from '../../../../lib/domain/org-config';
import type { OrgYaml } from '../../context/rehearsal';
import type { Scene } from '../scene';
import type { Words } from '../words';

/** `orgstrap deploy --yes` ends with a status, and says something. */
export async function deploys(
  scene: Scene,
  sentence: string,
  orgYaml: OrgYaml,
  status: number,
  words: Words,
  options: readonly string[] = [],
): Promise<void> {
  await scene.command(sentence, orgYaml, ['deploy', '--yes', ...options], status, words);
}

/** `orgstrap destroy` with the id of the organization ends with a status, and says something. */
export async function destroys(
  scene: Scene,
  sentence: string,
  status: number,
  words: Words,
  options: readonly string[],
  account = deploymentAccountOf(scene.orgYaml.config),
): Promise<void> {
  const { orgYaml } = scene;
  const args = ['destroy', '--yes', orgYaml.config.organization.id, ...options];
  await scene.command(sentence, orgYaml, args, status, words, account);
}
