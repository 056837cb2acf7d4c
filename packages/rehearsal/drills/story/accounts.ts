import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { usableConfig } from '../../../../lib/commands/usable-config';
import { deploymentAccountOf } from '../../../../lib/domain/org-config';
import { type OrgYaml, processEnvironment } from '../../context/rehearsal';
import { NotProved } from '../../report/ledger';
import type { Scene } from '../scene';
import { found, type Words } from '../words';

/** The profile of the management account on the machine of who runs these commands. */
const PROFILE = 'management';

/**
 * A command about one account ends with a status, and says something: with credentials of the deployment account, and a profile of the
 * management account.
 */
export function handles(
  scene: Scene,
  sentence: string,
  { file, config }: OrgYaml,
  args: readonly string[],
  status: number,
  words: Words,
): Promise<void> {
  const { children, control, program, root, work } = scene.rehearsal;
  return scene.step(sentence, async () => {
    const { accessKeyId, secretAccessKey } = await control.administratorOf(config.organization.managementAccount);
    const credentials = join(work, 'credentials');
    writeFileSync(
      credentials,
      `[${PROFILE}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
      { mode: 0o600 },
    );
    const own = await control.administratorOf(deploymentAccountOf(config));
    const all = [...args, '--management-profile', PROFILE, '--yes', '--config', file];
    const finished = await children.run(process.execPath, [...program, ...all], {
      cwd: root,
      env: { ...processEnvironment(scene.rehearsal, config, own), AWS_SHARED_CREDENTIALS_FILE: credentials },
    });
    if (finished.status !== status) {
      throw new NotProved(
        `orgstrap ${all.join(' ')} ended with ${finished.status}, expected ${status}\n${finished.output}`,
      );
    }
    return `status ${status}${found(finished.output, words)}`;
  });
}

/** An `org.yaml` that a command has edited. */
export function reread({ file }: OrgYaml): OrgYaml {
  return { file, config: usableConfig(file) };
}
