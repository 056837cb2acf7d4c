import { once } from 'node:events';
import { usableConfig } from '../../../../lib/commands/usable-config';
import { deploymentAccountOf } from '../../../../lib/domain/org-config';
import { type OrgYaml, processEnvironment } from '../../context/rehearsal';
import { NotProved } from '../../report/ledger';
import { MANAGEMENT_PROFILE, withManagementProfile } from '../management-profile';
import type { Scene } from '../scene';
import { found, type Words } from '../words';

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
  return scene.step(sentence, async () => {
    const { program, options } = await processOf(scene, { file, config }, args);
    const finished = await scene.rehearsal.children.run(process.execPath, program, options);
    if (finished.status !== status) {
      throw new NotProved(
        `orgstrap ${args.join(' ')} ended with ${finished.status}, expected ${status}\n${finished.output}`,
      );
    }
    return `status ${status}${found(finished.output, words)}`;
  });
}

/** The same command is killed without a word, as soon as it says something. */
export function dies(
  scene: Scene,
  sentence: string,
  orgYaml: OrgYaml,
  args: readonly string[],
  at: string,
): Promise<void> {
  return scene.step(sentence, async () => {
    const { program, options } = await processOf(scene, orgYaml, args);
    const child = scene.rehearsal.children.start(process.execPath, program, {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const said: Buffer[] = [];
    child.stderr?.on('data', (chunk: Buffer) => {
      said.push(chunk);
      if (Buffer.concat(said).includes(at)) child.kill('SIGKILL');
    });
    const [, signal] = await once(child, 'close');
    if (signal !== 'SIGKILL') throw new NotProved(`it ended before that\n${Buffer.concat(said)}`);
    return `killed at "${at}"`;
  });
}

async function processOf({ rehearsal }: Scene, { file, config }: OrgYaml, args: readonly string[]) {
  const { control, program, root } = rehearsal;
  const management = await control.administratorOf(config.organization.managementAccount);
  const own = await control.administratorOf(deploymentAccountOf(config));
  const env = withManagementProfile(rehearsal, processEnvironment(rehearsal, config, own), management);
  return {
    program: [...program, ...args, '--management-profile', MANAGEMENT_PROFILE, '--yes', '--config', file],
    options: { cwd: root, env },
  };
}

/** An `org.yaml` that a command has edited. */
export function reread({ file }: OrgYaml): OrgYaml {
  return { file, config: usableConfig(file) };
}
