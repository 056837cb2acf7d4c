import { join } from 'node:path';
import type { Document } from 'yaml';
import { usableConfig } from '../../../../lib/commands/usable-config';
import { partitionOf } from '../../../../lib/domain/region';
import { packageRoot } from '../../../../lib/policies/policies-folder';
import { ADMINISTRATOR } from '../../emulated/control';
import { environmentOfNobody } from '../../emulated/environment-variables';
import { NotProved } from '../../report/ledger';
import { makeSandbox, type Sandbox, sandboxText } from '../../sandbox/sandbox';
import { documentedCommands } from '../documented-commands';
import type { Drill } from '../drill';
import type { Scene } from '../scene';

const PAGE = join('docs', 'tour.md');

/** What `npx orgstrap new` writes, with an operator and the people that the rehearsal adds. */
export const tour: Drill = {
  name: 'tour',
  title: 'somebody takes the tour of docs/tour.md in what --keep leaves up',
  organization: join(packageRoot(), 'examples', 'two-accounts.yaml'),
  begins: withPeople,
  play: async (scene) => {
    const { rehearsal, orgYaml } = scene;
    const kept: { sandbox?: Sandbox } = {};
    await scene.step('the sandbox has profiles for everybody', async () => {
      kept.sandbox = await makeSandbox(rehearsal, orgYaml, orgYaml.config.pipelines);
      const text = sandboxText(kept.sandbox);
      const unsaid = Object.values(kept.sandbox.variables).filter((value) => !text.includes(value));
      if (unsaid.length > 0) throw new NotProved(`it is not said that ${unsaid.join(', ')}`);
      return kept.sandbox.profiles.join(', ');
    });
    const { sandbox } = kept;
    if (sandbox === undefined) throw new Error('there is a sandbox');
    for (const part of ['look around', 'be somebody else']) await walk(scene, sandbox, part);
    await walk(scene, sandbox, 'be refused', (status, output) => status !== 0 && output.includes('AccessDenied'));
    await walk(scene, sandbox, 'change something');
    return scene.endWell({ ...orgYaml, config: usableConfig(orgYaml.file) });
  },
};

function withPeople(org: Document): void {
  org.setIn(
    ['operators'],
    [`arn:${partitionOf('eu-west-1')}:iam::${org.getIn(['accounts', 'ops'])}:user/${ADMINISTRATOR}`],
  );
  org.setIn(['people'], {
    groups: { operators: { access: { prod: 'admin' } } },
    users: { 'first-operator': ['operators'] },
  });
}

/** Runs the commands below a marker as they stand, in the shell of somebody who has typed the two lines. */
async function walk(
  scene: Scene,
  { variables }: Sandbox,
  part: string,
  isRight: (status: number | null, output: string) => boolean = (status) => status === 0,
): Promise<void> {
  const { rehearsal, orgYaml } = scene;
  for (const command of documentedCommands(packageRoot(), PAGE, `tour: ${part}`)) {
    await scene.step(command, async () => {
      const { status, output } = await rehearsal.children.run('bash', ['-c', withProgram(rehearsal, command)], {
        cwd: rehearsal.root,
        env: {
          ...environmentOfNobody(rehearsal.env, rehearsal.gateway, orgYaml.config.homeRegion),
          ...variables,
          AWS_PAGER: '',
        },
      });
      if (!isRight(status, output)) throw new NotProved(`it ended with ${status}\n${output}`);
      return output.trim().split('\n').at(-1) ?? '';
    });
  }
}

/** `npx orgstrap` without npx, which in a clone would build it anew each time. */
function withProgram({ program }: Scene['rehearsal'], command: string): string {
  const started = [process.execPath, ...program].map((word) => `'${word}'`).join(' ');
  return command.replace('npx orgstrap', started);
}
