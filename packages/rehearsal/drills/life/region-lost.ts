import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { stateKeyAlias } from '../../../../lib/domain/names';
import { namesOf } from '../../../../lib/domain/names-of';
import { packageRoot } from '../../../../lib/policies/policies-folder';
import { processEnvironment } from '../../context/rehearsal';
import { assume } from '../../credentials/ci-identities';
import { clientsFor } from '../../emulated/clients';
import type { Credentials } from '../../emulated/control';
import type { Finished } from '../../machine/child-processes';
import { NotProved } from '../../report/ledger';
import { documentedCommands } from '../documented-commands';
import type { Drill } from '../drill';
import { principalLike } from '../org';
import { becomePipeline } from '../pipeline-session';
import { awsCommandsIn, runAws } from '../printed-commands';
import type { Scene } from '../scene';

const PAGE = 'docs/runbook/region.md';
const HOME = 'eu-west-1';
const SECOND = 'eu-central-1';
const PIPELINE = 'delivery';
/** The operator of this drill, who is a role: whoever becomes the state role says who they are. */
const OPERATOR = 'state-keeper';
/** Longer than the emulator takes to copy. */
const COPIED_WITHIN_SECONDS = 30;

/** S3 copied every state; then the home Region answers nothing, and what was copied is read. */
export const regionLost: Drill = {
  name: 'region-lost',
  title: 'the home Region is lost, and a key is scheduled for deletion',
  begins: (org) => {
    org.setIn(['state'], { replica: SECOND });
    org.addIn(['operators'], principalLike(org, OPERATOR).replace(':user/', ':role/'));
  },
  play: async (scene) => {
    const { rehearsal, orgYaml } = scene;
    const session = await operatorSession(scene);
    await scene.step('S3 copies the states that Terraform wrote', () => copied(scene, session));
    await rehearsal.control.loseRegion(HOME, true);
    try {
      await scene.step('the home Region answers nothing, and no state is read there', async () => {
        const { status, output } = await run(scene, session, 'npx orgstrap state list');
        if (status !== 3) throw new NotProved(`it ended with ${status}\n${output}`);
        return `status ${status}`;
      });
      await scene.step('what the runbook says reads the copies', () =>
        documented(scene, session, 'drill: region-lost'),
      );
    } finally {
      await rehearsal.control.loseRegion(HOME, false);
    }
    await scene.step('the copy of the state of prod is the state of prod', () => isSame(scene));
    await keyScheduled(scene, SECOND);
    await keyScheduled(scene, HOME, () => readWithoutKey(scene, session));
    return scene.endWell(orgYaml);
  },
};

/** Of a role that operators of this organization work as; it is made beside orgstrap, as any company's is. */
async function operatorSession({ rehearsal, orgYaml: { config } }: Scene): Promise<Credentials> {
  const { terraform } = config.accounts;
  const administrator = await rehearsal.control.administratorOf(terraform);
  const { iam } = clientsFor(rehearsal.gateway, administrator, HOME);
  const trust = { Effect: 'Allow', Principal: { AWS: namesOf(config).rootArn(terraform) }, Action: 'sts:AssumeRole' };
  const may = {
    Effect: 'Allow',
    Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
    Resource: namesOf(config).stateRoleArn,
  };
  const document = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const { Role: role } = await iam.send(
    new CreateRoleCommand({ RoleName: OPERATOR, AssumeRolePolicyDocument: document(trust) }),
  );
  await iam.send(new PutRolePolicyCommand({ RoleName: OPERATOR, PolicyName: 'states', PolicyDocument: document(may) }));
  return assume(rehearsal, HOME, administrator, role?.Arn ?? '');
}

async function copied(scene: Scene, session: Credentials): Promise<string> {
  const until = Date.now() + COPIED_WITHIN_SECONDS * 1000;
  for (;;) {
    const { output } = await run(scene, session, 'npx orgstrap state list --from-replica');
    if (output.includes('prod')) return output;
    if (Date.now() > until) throw new NotProved(`no state of prod among the copies\n${output}`);
    await setTimeout(500);
  }
}

async function documented(scene: Scene, session: Credentials, marker: string): Promise<string> {
  const commands = documentedCommands(packageRoot(), PAGE, marker);
  for (const command of commands) {
    const { status, output } = await run(scene, session, command);
    if (status !== 0) throw new NotProved(`${command} ended with ${status}\n${output}`);
  }
  return commands.join('\n');
}

/** A command of the page, in the folder of the drill. */
function run({ rehearsal, orgYaml }: Scene, session: Credentials, command: string): Promise<Finished> {
  const [, , ...args] = command.split(' ');
  return rehearsal.children.run(process.execPath, [...rehearsal.program, ...args, '--config', orgYaml.file], {
    cwd: rehearsal.work,
    env: processEnvironment(rehearsal, orgYaml.config, session),
  });
}

/** As its pipeline reads it in the home Region, which is back. */
async function isSame({ rehearsal, orgYaml }: Scene): Promise<string> {
  const [pipeline] = orgYaml.config.pipelines;
  if (pipeline === undefined) throw new Error('a drill begins with a pipeline');
  const { s3 } = clientsFor(rehearsal.gateway, await becomePipeline(rehearsal, orgYaml, pipeline), HOME);
  const { Body: body } = await s3.send(
    new GetObjectCommand({
      Bucket: namesOf(orgYaml.config).stateBucket(pipeline.deployedAs),
      Key: 'env:/prod/terraform.tfstate',
    }),
  );
  const there = (await body?.transformToString()) ?? '';
  const copy = readFileSync(join(rehearsal.work, 'prod.tfstate'), 'utf8');
  if (copy !== there) throw new NotProved(`the copy is\n${copy}\nand the state\n${there}`);
  return `${there.length} characters, the same`;
}

/** For S3 a key on its way out is a key that is gone: what it encrypted is read by nobody, and the copies have a key of their own. */
async function readWithoutKey(scene: Scene, session: Credentials): Promise<void> {
  await scene.step('without the key no state is read in the home Region, and each copy is', async () => {
    const out = join(scene.rehearsal.work, 'without-key.tfstate');
    const here = await run(scene, session, 'npx orgstrap state show prod');
    if (here.status === 0) throw new NotProved(`the state was read\n${here.output}`);
    const copy = await run(scene, session, `npx orgstrap state export prod --from-replica --out ${out}`);
    if (copy.status !== 0) throw new NotProved(`the copy was not read\n${copy.output}`);
    if (!readFileSync(out, 'utf8').includes('"lineage"')) throw new NotProved('what was read is no state');
    return here.output;
  });
}

/** Somebody schedules the deletion of a key; verify says so, with the command that cancels it. */
async function keyScheduled(
  scene: Scene,
  region: string,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<void> {
  const { rehearsal, orgYaml } = scene;
  // In each Region the key has the same alias.
  const alias = stateKeyAlias(PIPELINE);
  const admin = (command: string) => runAws(rehearsal, orgYaml, orgYaml.config.accounts.terraform, command);
  await scene.step(`somebody schedules the deletion of the key of states in ${region}`, async () => {
    const described = await admin(
      `aws kms describe-key --region ${region} --key-id ${alias} --query KeyMetadata.Arn --output text`,
    );
    return admin(`aws kms schedule-key-deletion --region ${region} --key-id ${described.trim()}`);
  });
  await meanwhile();
  const said = await scene.command(`verify sees the key of ${region} on its way out`, orgYaml, ['verify'], 1, {
    says: ['PendingDeletion', 'cancel-key-deletion'],
  });
  await scene.step(`what verify prints keeps the key of ${region}`, async () => {
    const commands = awsCommandsIn(said).filter((command) => command.startsWith('aws kms'));
    if (commands.length === 0) throw new NotProved(`there is no command in it\n${said}`);
    for (const command of commands) await admin(command);
    return commands.join('\n');
  });
}
