import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspacesOf } from '../../../lib/domain/workspaces';
import { backend } from '../../../lib/writers/terraform/backend';
import { type OrgYaml, processEnvironment } from '../context/rehearsal';
import { HOW_TO_GET_TERRAFORM } from '../machine/find-commands';
import { NotProved } from '../report/ledger';
import { providerEnvironment } from '../terraform/terraform-folder';
import { becomePipeline } from './pipeline-session';
import type { Scene } from './scene';

/** Moves the state of every workspace from a pipeline to another by the commands of Terraform that `orgstrap plan` prints, each half as a job of its own pipeline. */
export async function moveStates(scene: Scene, orgYaml: OrgYaml, from: string, to: string): Promise<void> {
  const { rehearsal } = scene;
  const sentence = `the states of ${from} are pulled, and pushed to ${to}`;
  const { terraform } = rehearsal;
  if (terraform === undefined) return rehearsal.ledger.skip(sentence, HOW_TO_GET_TERRAFORM);
  await scene.step(sentence, async () => {
    const old = await jobOf(scene, orgYaml, terraform.command, from);
    const heir = await jobOf(scene, orgYaml, terraform.command, to);
    const names = workspacesOf(orgYaml.config, heir.pipeline).map(({ name }) => name);
    for (const name of names) {
      await old.run('workspace', 'select', name);
      const file = join(rehearsal.work, `${name}.tfstate`);
      writeFileSync(file, await old.run('state', 'pull'));
      await heir.run('workspace', 'select', '-or-create', name);
      await heir.run('state', 'push', file);
    }
    return names.join(', ');
  });
}

/** A job of a pipeline in a folder with nothing but its backend: states are moved without a provider. */
async function jobOf({ rehearsal }: Scene, orgYaml: OrgYaml, command: string, name: string) {
  const { config } = orgYaml;
  const pipeline = config.pipelines.find((each) => each.name === name);
  if (pipeline === undefined) throw new NotProved(`there is no pipeline ${name}`);
  const cwd = join(rehearsal.work, 'states', name);
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, 'backend.tf'), backend(config, pipeline));
  const session = await becomePipeline(rehearsal, orgYaml, pipeline);
  const env = { ...processEnvironment(rehearsal, config, session), ...providerEnvironment(rehearsal), TF_INPUT: '0' };
  const run = async (...args: readonly string[]): Promise<string> => {
    const { status, output, stdout } = await rehearsal.children.run(command, args, { cwd, env });
    if (status !== 0) throw new NotProved(`${command} ${args.join(' ')} ended with ${status}\n${output}`);
    return stdout;
  };
  await run('init', '-backend-config=use_path_style=true');
  return { pipeline, run };
}
