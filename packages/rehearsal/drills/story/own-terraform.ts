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
  /** @default - `delivery` */
  readonly pipeline?: string;
  readonly files: Readonly<Record<string, string | Buffer>>;
  /** Of the last line. What it says may be in any. */
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

/**
 * What `own-services.tf` makes: something of every service that orgstrap ships and moto carries from its making to its end, but
 * for what watches the account, which the boundary lets nobody remove. Of most, no table by hand knows the calls.
 */
const SERVICES = `acm acm-pca apigateway autoscaling batch bedrock cloudfront cloudwatch codebuild cognito-idp dynamodb ec2 ecr ecs eks elasticache
  elasticfilesystem elasticloadbalancing events firehose glue kinesis kms lambda logs mq rds redshift resource-groups route53 route53resolver
  scheduler secretsmanager servicediscovery ses shield sns sqs states wafv2`;
const SERVICES_TF = readFileSync(join(__dirname, 'own-services.tf'), 'utf8');
const OF_MANY_SERVICES = {
  'live/main.tf': SERVICES_TF,
  'live/function.zip': Buffer.from(FUNCTION, 'base64'),
};

const TRIED: readonly Tried[] = [
  {
    sentence: 'something of every service that moto carries is applied',
    files: OF_MANY_SERVICES,
    verdict: 'proved',
    says: ['applies in prod', '51 added'],
  },
  {
    sentence: 'the same again changes nothing',
    files: OF_MANY_SERVICES,
    verdict: 'proved',
    says: ['applies in prod', '0 added, 0 changed, 0 destroyed'],
  },
  {
    sentence: 'another tag changes all that moto tags, and replaces nothing',
    files: { ...OF_MANY_SERVICES, 'live/main.tf': SERVICES_TF.replace('team = "shop"', 'team = "web"') },
    verdict: 'proved',
    says: ['applies in prod', '0 added, 36 changed, 0 destroyed'],
  },
  {
    sentence: 'a configuration of which nothing is left destroys all of it',
    files: { 'live/main.tf': 'locals {}\n' },
    verdict: 'proved',
    says: ['applies in prod', '0 added, 0 changed, 51 destroyed'],
  },
  {
    sentence: 'what org.yaml allows is planned and applied, with a module that is beside the folder',
    files: { ...MODULE, 'live/main.tf': 'module "parameter" {\n  source = "../modules/parameter"\n}\n' },
    verdict: 'proved',
    says: ['applies in prod', '2 added'],
  },
  {
    sentence: 'a share without ram in terraform.services fails, and is told what would allow it',
    files: { 'live/main.tf': 'resource "aws_ram_resource_share" "own" {\n  name = "own"\n}\n' },
    verdict: 'failed',
    says: ['ram:', 'add ram to terraform.services of org.yaml (line '],
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
    sentence: 'a backend and a provider of its own are left out of the copy, and named',
    files: {
      'live/backend.tf': '# mine\nterraform {\n  backend "s3" {}\n}\n',
      'live/main.tf':
        'provider "aws" {\n  region = "eu-west-3"\n}\nresource "aws_ssm_parameter" "own" {\n  name  = "/own/two"\n  type  = "String"\n  value = "2"\n}\n',
    },
    verdict: 'proved',
    says: [
      'backend.tf:3 has its own backend block',
      'main.tf:1 has its own provider "aws" block without an alias (region)',
      'applies in prod',
    ],
  },
  {
    sentence: 'a pipeline of HCP Terraform plans and applies as its runs do, with the state beside the copy',
    pipeline: 'runs',
    files: {
      'live/main.tf':
        'terraform {\n  cloud {\n    organization = "acme"\n  }\n}\nresource "aws_ssm_parameter" "own" {\n  name  = "/own/three"\n  type  = "String"\n  value = terraform.workspace\n}\n',
    },
    verdict: 'proved',
    says: ['main.tf:2 has its own cloud block', 'not rehearsed', 'applies in infrastructure-prod', '1 added'],
  },
];

/** A company lets the rehearsal plan and apply its own Terraform configuration. */
export const ownTerraform: Drill = {
  name: 'own-terraform',
  title: 'somebody rehearses a Terraform configuration of their own',
  begins: (org) => {
    for (const service of SERVICES.split(/\s+/)) org.addIn(['terraform', 'services'], service);
    org.setIn(['pipelines', 'delivery', 'environments'], ['prod']);
    org.setIn(['pipelines', 'runs'], {
      identity: {
        hcpTerraform: {
          organization: 'acme',
          project: 'Infrastructure',
          workspaces: { prod: 'infrastructure-prod' },
        },
      },
      environments: ['prod'],
    });
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
  { pipeline = 'delivery', files, verdict, says }: Tried,
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
  const own = ownTerraformIn(orgYaml.config, { terraform: live, pipeline });
  if (own === undefined) throw new Error('a folder is given');
  const ledger = new Ledger(UNSEEN, new AbortController().signal);
  const work = `${repository}-work`;
  mkdirSync(work);
  await proveOwnTerraform({ ...rehearsal, ledger, work }, orgYaml, orgYaml, own);
  const last = ledger.proofs.at(-1);
  const text = ledger.proofs.map(({ claim, evidence }) => `${claim}: ${evidence}`).join('\n');
  if (last?.verdict !== verdict || says.some((words) => !text.includes(words))) {
    throw new NotProved(`expected ${verdict} and ${says.join(', ')}, found ${last?.verdict}: ${text}`);
  }
  if (readdirSync(live).join() !== before) throw new NotProved(`it left ${readdirSync(live).join()} in ${live}`);
  return text;
}
