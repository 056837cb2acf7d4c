import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOW_TO_GET_TERRAFORM } from '../../machine/find-commands';
import { Ledger, NotProved, type Observer, type Proof } from '../../report/ledger';
import { ownTerraformIn, proveOwnTerraform } from '../../steps/own-terraform';
import type { Drill } from '../drill';
import type { Scene } from '../scene';

/** A configuration of somebody, and what must be said of it. */
interface Tried {
  readonly sentence: string;
  readonly files: Readonly<Record<string, string | Buffer>>;
  /** Of the last line. */
  readonly verdict: Proof['verdict'];
  readonly says: readonly string[];
}

const MODULE = {
  'modules/parameter/main.tf':
    'resource "aws_ssm_parameter" "own" {\n  name  = "/own/one"\n  type  = "String"\n  value = "1"\n}\nresource "aws_dynamodb_table" "own" {\n  name         = "orders"\n  billing_mode = "PAY_PER_REQUEST"\n  hash_key     = "id"\n  attribute {\n    name = "id"\n    type = "S"\n  }\n}\n',
};

/** What is tried here is a line of the drill's own ledger. */
const UNSEEN: Observer = {
  begin: () => undefined,
  end: () => undefined,
  close: () => undefined,
  finish: () => undefined,
};

/** A function in `index.js`, packed. */
const FUNCTION =
  'UEsDBBQAAAAAAAAAIVzVz+jyIQAAACEAAAAIAAAAaW5kZXguanNleHBvcnRzLmhhbmRsZXIgPSBhc3luYyAoKSA9PiAxOwpQSwECFAMUAAAAAAAAACFc1c/o8iEAAAAhAAAACAAAAAAAAAAAAAAAgAEAAAAAaW5kZXguanNQSwUGAAAAAAEAAQA2AAAARwAAAAAA';

/** What `own-services.tf` makes: no table of the gateway's knows the calls that most of it takes. */
const SERVICES =
  'dynamodb ec2 ecr elasticfilesystem elasticloadbalancing kinesis cloudwatch lambda route53 secretsmanager states';
const OF_MANY_SERVICES = {
  'live/main.tf': readFileSync(join(__dirname, 'own-services.tf'), 'utf8'),
  'live/function.zip': Buffer.from(FUNCTION, 'base64'),
};

const TRIED: readonly Tried[] = [
  {
    sentence: 'machines, functions and what else moto carries are applied',
    files: OF_MANY_SERVICES,
    verdict: 'proved',
    says: ['applies in prod', '17 added'],
  },
  {
    sentence: 'the same again changes nothing',
    files: OF_MANY_SERVICES,
    verdict: 'proved',
    says: ['applies in prod', '0 added, 0 changed, 0 destroyed'],
  },
  {
    sentence: 'a configuration of which nothing is left destroys all of it',
    files: { 'live/main.tf': 'locals {}\n' },
    verdict: 'proved',
    says: ['applies in prod', '0 added, 0 changed, 17 destroyed'],
  },
  {
    sentence: 'what org.yaml allows is planned and applied, with a module that is beside the folder',
    files: { ...MODULE, 'live/main.tf': 'module "parameter" {\n  source = "../modules/parameter"\n}\n' },
    verdict: 'proved',
    says: ['applies in prod', '2 added'],
  },
  {
    sentence: 'a queue without sqs in terraform.services fails, and is told what would allow it',
    files: { 'live/main.tf': 'resource "aws_sqs_queue" "own" {\n  name = "own"\n}\n' },
    verdict: 'failed',
    says: ['sqs:', 'add sqs to terraform.services of org.yaml (line '],
  },
  {
    sentence: 'what the emulator does not carry is no failure, and is named',
    files: {
      'live/main.tf':
        'resource "aws_sfn_state_machine" "own" {\n  name       = "own"\n  role_arn   = data.aws_iam_role.orgstrap.arn\n  definition = jsonencode({ StartAt = "Done", States = { Done = { Type = "Succeed" } } })\n}\n',
    },
    verdict: 'not run',
    says: ['states:ValidateStateMachineDefinition'],
  },
  {
    sentence: 'a folder with a backend of its own is told where that is',
    files: { 'live/state.tf': '# mine\nterraform {\n  backend "s3" {}\n}\n' },
    verdict: 'not run',
    says: ['state.tf:3 has its own backend block'],
  },
];

/** A company lets the rehearsal plan and apply its own Terraform configuration. */
export const ownTerraform: Drill = {
  name: 'own-terraform',
  title: 'somebody rehearses a Terraform configuration of their own',
  begins: (org) => {
    for (const service of SERVICES.split(' ')) org.addIn(['terraform', 'services'], service);
    org.setIn(['pipelines', 'delivery', 'environments'], ['prod']);
    for (const name of ['dev', 'stage']) org.deleteIn(['environments', name]);
  },
  isUntouched: true,
  play: async (scene) => {
    await scene.deploy('org.yaml is deployed for the first time', scene.orgYaml);
    for (const [index, tried] of TRIED.entries()) {
      await scene.step(tried.sentence, () => seen(scene, tried, join(scene.rehearsal.work, `own-${index}`)));
    }
    return scene.endWell(scene.orgYaml);
  },
};

async function seen(
  { rehearsal, orgYaml }: Scene,
  { files, verdict, says }: Tried,
  repository: string,
): Promise<string> {
  if (rehearsal.terraform === undefined) throw new NotProved(HOW_TO_GET_TERRAFORM);
  mkdirSync(join(repository, '.git'), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(repository, path, '..'), { recursive: true });
    writeFileSync(join(repository, path), text);
  }
  const live = join(repository, 'live');
  const before = readdirSync(live).join();
  const own = ownTerraformIn(orgYaml.config, { terraform: live });
  if (own === undefined) throw new Error('a folder is given');
  const ledger = new Ledger(UNSEEN, new AbortController().signal);
  const work = `${repository}-work`;
  mkdirSync(work);
  await proveOwnTerraform({ ...rehearsal, ledger, work }, orgYaml, orgYaml, own);
  const last = ledger.proofs.at(-1);
  const text = `${last?.claim}: ${last?.evidence}`;
  if (last?.verdict !== verdict || says.some((words) => !text.includes(words))) {
    throw new NotProved(`expected ${verdict} and ${says.join(', ')}, found ${last?.verdict}: ${text}`);
  }
  if (readdirSync(live).join() !== before) throw new NotProved(`it left ${readdirSync(live).join()} in ${live}`);
  return text;
}
