import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Document } from 'yaml';
import { namesOf } from '../../../../lib/domain/names-of';
import { packageRoot } from '../../../../lib/policies/policies-folder';
import { administratorOf, type OrgYaml, processEnvironment } from '../../context/rehearsal';
import { assume } from '../../credentials/ci-identities';
import type { Credentials } from '../../emulated/control';
import { HOW_TO_GET_TERRAFORM } from '../../machine/find-commands';
import { NotProved } from '../../report/ledger';
import { TerraformFolder } from '../../terraform/terraform-folder';
import { documentedArguments } from '../documented-commands';
import type { Drill } from '../drill';
import { accountNamed, principalLike } from '../org';
import { becomePipeline } from '../pipeline-session';
import type { Scene } from '../scene';
import { found, type Words } from '../words';
import {
  administratorRole,
  BUCKET,
  LOCK_TABLE,
  makeByHand,
  makeProvider,
  newFolder,
  type OldFolder,
  oldFolder,
  oldProfile,
  stateBefore,
  terraformBefore,
} from './hand-made';

const PAGE = 'docs/adopt/hand-made.md';
const OPERATOR = 'platform-admin';

/** Who runs orgstrap's commands signs in as a role. */
function begins(org: Document): void {
  org.addIn(['operators'], principalLike(org, OPERATOR).replace(':user/', ':role/'));
}

/** The company's own bucket, table, role and provider of GitHub, by the steps of the page. */
export const adopted: Drill = {
  name: 'adopted',
  title: 'a company with a bucket, a lock table, a role and an OIDC provider of its own moves, and nothing is replaced',
  begins,
  isUntouched: true,
  play: async (scene) => {
    const { rehearsal, orgYaml } = scene;
    const folders = ['dev-a', 'prod'].map((name) => oldFolder(rehearsal, orgYaml, name, accountNamed(orgYaml, name)));
    await scene.step('somebody has made a bucket, a lock table and roles by hand', () =>
      makeByHand(
        rehearsal,
        orgYaml,
        folders.map(({ account }) => account),
      ),
    );
    await scene.step('and a provider of GitHub in the Terraform account', () => makeProvider(rehearsal, orgYaml));
    await scene.step('Terraform works with them, and its plans are clean', () => appliedBefore(scene, folders));
    await scene.command(
      'look finds the states by their lock table',
      orgYaml,
      documentedArguments(packageRoot(), PAGE, 'adopt-look'),
      0,
      {
        says: folders.map(({ key }) => `adopt state WORKSPACE --from s3://${BUCKET}/${key} --lock-table ${LOCK_TABLE}`),
      },
      orgYaml.config.organization.managementAccount,
    );
    await scene.command('doctor says what is taken, and which line takes it by reference', orgYaml, ['doctor'], 1, {
      says: ['no stack of orgstrap made the OIDC provider', 'write its URL into existingOidcProviders of org.yaml'],
    });
    const own = scene.edit((org) => org.set('existingOidcProviders', ['https://token.actions.githubusercontent.com']));
    await scene.plan('plan replaces nothing', own, 0, { silent: [/replaced|deleted/] });
    await scene.deploy('orgstrap is deployed beside all of it', own);
    const operator = await becomeOperator(scene, own);
    for (const folder of folders) await movedOver(scene, own, operator, folder);
    return scene.endWell(own);
  },
};

async function appliedBefore(scene: Scene, folders: readonly OldFolder[]): Promise<string> {
  const { rehearsal, orgYaml } = scene;
  for (const folder of folders) {
    const run = async (...args: readonly string[]) => {
      const { status, output } = await terraformBefore(rehearsal, orgYaml, folder, ...args);
      if (status !== 0) throw new NotProved(`terraform ${args.join(' ')} ended with ${status}\n${output}`);
    };
    await run('init', '-backend-config=use_path_style=true');
    await run('apply', '-auto-approve');
    await run('plan', '-detailed-exitcode');
  }
  return folders.map(({ key }) => key).join(', ');
}

async function becomeOperator({ rehearsal }: Scene, { config }: OrgYaml): Promise<Credentials> {
  const { iam } = await administratorOf(rehearsal, config, config.accounts.ops);
  const arn = await administratorRole(iam, OPERATOR, namesOf(config).rootArn(config.accounts.ops), config.homeRegion);
  return assume(rehearsal, config.homeRegion, await rehearsal.control.administratorOf(config.accounts.ops), arn);
}

/** One state, from the lock that somebody still has to the old place that nobody can write any more. */
async function movedOver(scene: Scene, orgYaml: OrgYaml, operator: Credentials, folder: OldFolder): Promise<void> {
  const { rehearsal } = scene;
  const { workspace, key } = folder;
  const adopt = (sentence: string, marker: string, status: number, words: Words) =>
    asOperator(scene, orgYaml, operator, { sentence, marker, status, words, folder });
  const before = await stateBefore(rehearsal, orgYaml, folder);
  await lockedByHand(scene, orgYaml, folder, async () => {
    await adopt(`${workspace}: nothing is copied while somebody applies there`, 'adopt-state', 1, {
      says: ['the state is locked by the item', 'bob@laptop has it for OperationTypeApply'],
    });
  });
  await adopt(`${workspace}: the state is copied by the command of the page`, 'adopt-state', 0, {
    says: ['written, where there was none', 'can still be written'],
  });
  await scene.step(`${workspace}: the plan of the pipeline changes nothing, and the states are equal`, () =>
    cleanAfter(scene, orgYaml, folder, before),
  );
  await adopt(`${workspace}: the old state becomes read-only`, 'adopt-read-only', 0, {
    says: ['there already, and nothing was written', 'is read-only now'],
  });
  await adopt(`${workspace}: another run has nothing to do`, 'adopt-read-only', 0, { says: ['is read-only already'] });
  await scene.step(`${workspace}: Terraform stops in the old place before it changes anything`, async () => {
    const { status, output } = await terraformBefore(rehearsal, orgYaml, folder, 'apply', '-auto-approve');
    if (status === 0) throw new NotProved('terraform apply ended with 0');
    return `status ${status}${found(output, { says: ['Error acquiring the state lock', 'orgstrap adopt state'] })}`;
  });
  await scene.step(`${workspace}: nobody writes it there, and who reads it finds it as it was`, async () => {
    const { s3 } = await administratorOf(rehearsal, orgYaml.config, orgYaml.config.organization.managementAccount);
    const denied = await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: '{}' })).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.name : String(error)),
    );
    if (denied !== 'AccessDenied') throw new NotProved(`an administrator wrote it: ${denied}`);
    if ((await stateBefore(rehearsal, orgYaml, folder)) !== before) throw new NotProved('it is not as it was');
    return denied;
  });
}

/** While somebody has the lock that Terraform takes in the table. */
async function lockedByHand({ rehearsal }: Scene, { config }: OrgYaml, { key }: OldFolder, work: () => Promise<void>) {
  const { call } = await administratorOf(rehearsal, config, config.organization.managementAccount);
  const LockID = { S: `${BUCKET}/${key}` };
  const info = { ID: 'd3a5', Operation: 'OperationTypeApply', Who: 'bob@laptop', Created: '2026-03-01T09:30:00Z' };
  const table = { TableName: LOCK_TABLE };
  const item = { ...table, Item: { LockID, Info: { S: JSON.stringify(info) } } };
  await call({ service: 'dynamodb', operation: 'PutItem', input: item });
  await work();
  await call({ service: 'dynamodb', operation: 'DeleteItem', input: { ...table, Key: { LockID } } });
}

async function cleanAfter(scene: Scene, orgYaml: OrgYaml, folder: OldFolder, before: string): Promise<string> {
  const { rehearsal } = scene;
  const { terraform } = rehearsal;
  const { config } = orgYaml;
  const [pipeline] = config.pipelines;
  if (terraform === undefined || pipeline === undefined) throw new NotProved(HOW_TO_GET_TERRAFORM);
  const session = await becomePipeline(rehearsal, orgYaml, pipeline);
  const path = newFolder(rehearsal, folder.account);
  const after = new TerraformFolder(rehearsal, terraform, config, pipeline, 'apply', session, path);
  await after.wire(orgYaml);
  const { status, output } = await after.initialise();
  if (status !== 0) throw new NotProved(`terraform init ended with ${status}\n${output}`);
  const pulled = (await after.runIn(folder.workspace, 'state', 'pull')).stdout;
  if (pulled.trim() !== before.trim()) throw new NotProved(`the states differ\n${before}\n${pulled}`);
  await after.runIn(folder.workspace, 'plan', '-detailed-exitcode');
  return 'plan -detailed-exitcode ended with 0, the states are equal to the byte';
}

interface Adoption {
  readonly sentence: string;
  /** Of the command in the page. */
  readonly marker: string;
  readonly status: number;
  readonly words: Words;
  readonly folder: OldFolder;
}

/** The command as the page has it, by the operator, and with a profile for the old place. */
async function asOperator(
  scene: Scene,
  { file, config }: OrgYaml,
  operator: Credentials,
  { sentence, marker, status: expected, words, folder }: Adoption,
): Promise<void> {
  const values = { WORKSPACE: folder.workspace, BUCKET, KEY: folder.key, TABLE: LOCK_TABLE };
  const { rehearsal } = scene;
  await scene.step(sentence, async () => {
    const args = documentedArguments(packageRoot(), PAGE, marker, values);
    const env = {
      ...processEnvironment(rehearsal, config, operator),
      ...(await oldProfile(rehearsal, { file, config })),
    };
    const { children, program, root } = rehearsal;
    const all = [...program, ...args, '--yes', '--config', file];
    const { status, output } = await children.run(process.execPath, all, { cwd: root, env });
    if (status !== expected) throw new NotProved(`orgstrap ${args.join(' ')} ended with ${status}\n${output}`);
    return `status ${status}${found(output, words)}`;
  });
}
