import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../../lib/policies/policies-folder';
import { processEnvironment } from '../../context/rehearsal';
import { environmentOfNobody } from '../../emulated/environment-variables';
import { NotProved } from '../../report/ledger';
import { documentedCommands } from '../documented-commands';
import type { Drill } from '../drill';
import type { Scene } from '../scene';

const PAGE = join('docs', 'start.md');

/** With nothing but what stands in the document, from a clone in an empty folder to a plan. */
export const newcomer: Drill = {
  name: 'newcomer',
  title: 'somebody new goes through docs/start.md, in an organization of 12 accounts that nobody has prepared',
  organization: join(__dirname, 'company.yaml'),
  isUnprepared: true,
  play: async (scene) => {
    const { rehearsal, orgYaml } = scene;
    if (!existsSync(join(packageRoot(), '.git'))) {
      rehearsal.ledger.skip(
        'somebody new goes through docs/start.md',
        'it begins in a clone of orgstrap, which this is not',
      );
      return orgYaml;
    }
    const clone = join(rehearsal.work, 'orgstrap');
    await scene.step('the repository is cloned into an empty folder', async () => {
      const { status, output } = await rehearsal.children.run(
        'git',
        ['clone', '--quiet', '--no-hardlinks', packageRoot(), clone],
        { cwd: rehearsal.work, env: rehearsal.env },
      );
      if (status !== 0) throw new NotProved(output);
      return 'git clone';
    });
    const place = join(rehearsal.work, 'folder');
    writeFileSync(place, clone);
    for (const part of partsOf(readFileSync(join(packageRoot(), PAGE), 'utf8'))) await follow(scene, part, place);
    return orgYaml;
  },
};

/** A block of the document, and what its marker says of it. */
interface Part {
  readonly marker: string;
  readonly name: string;
  /** Whose credentials the reader has. */
  readonly credentials: string;
  readonly status: number;
}

function partsOf(page: string): readonly Part[] {
  const markers = [...page.matchAll(/^<!-- (start: (\w+), (\w+)(?:, (\d))?) -->$/gm)];
  return markers.map(([, marker = '', name = '', credentials = '', status]) => ({
    marker,
    name,
    credentials,
    status: Number(status ?? 0),
  }));
}

/**
 * Does what a part says, as the document has it, but for what a person is asked on a terminal.
 *
 * @param place - a file with the folder in which the part before it has ended
 */
function follow(scene: Scene, { marker, name, credentials, status }: Part, place: string): Promise<void> {
  const { rehearsal } = scene;
  return scene.step(`${PAGE}, ${name}`, async () => {
    const commands = documentedCommands(packageRoot(), PAGE, marker);
    const script = [`trap 'pwd >${place}' EXIT`, ...commands.map(answered)].join('\n');
    const finished = await rehearsal.children.run('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: readFileSync(place, 'utf8').trim(),
      env: await environmentOf(scene, credentials),
    });
    if (finished.status !== status) {
      throw new NotProved(`it ended with ${finished.status}, expected ${status}\n${finished.output}`);
    }
    return commands.filter((command) => command !== '').join('\n');
  });
}

/** `doctor --fix` asks; nobody sits at this terminal. */
function answered(command: string): string {
  return command.replace(/doctor --fix$/, 'doctor --fix --yes');
}

async function environmentOf({ rehearsal, orgYaml }: Scene, whose: string): Promise<NodeJS.ProcessEnv> {
  const { organization, accounts, homeRegion } = orgYaml.config;
  const account = { management: organization.managementAccount, ops: accounts.ops }[whose];
  if (account === undefined) return environmentOfNobody(rehearsal.env, rehearsal.gateway, homeRegion);
  return processEnvironment(rehearsal, orgYaml.config, await rehearsal.control.administratorOf(account));
}
