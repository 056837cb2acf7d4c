import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../../lib/commands/main';
import { permissionsCommand } from '../../../lib/commands/permissions/permissions.command';
import { EXIT } from '../../../lib/domain/failure';
import { ROOT } from '../../support/examples';
import { contextOf } from '../context-of';
import { RecordingIo } from '../recording-io';

const FOUR_ACCOUNTS = join(ROOT, 'examples', 'four-accounts.yaml');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-permissions-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function permissions(path = folder, ...argv: readonly string[]) {
  const io = new RecordingIo();
  const all = ['permissions', path, '--config', FOUR_ACCOUNTS, ...argv];
  const status = await main(all, [permissionsCommand], contextOf(io));
  return { status, out: io.out, err: io.err };
}

test('a configuration whose services are all listed is done, with what needs each', async () => {
  write({
    'main.tf': 'resource "aws_vpc" "x" {\n}\n\nresource "aws_lambda_function" "f" {\n}\n\ndata "aws_region" "r" {}\n',
    'modules/net/main.tf': 'data "aws_subnets" "all" {\n}\n',
  });
  const { status, out } = await permissions();
  expect(out).toMatch(/^terraform: \{ services: \[ec2, lambda\] \}\n/);
  expect(out).toContain('ec2     aws_subnets (read), aws_vpc\n');
  expect(out).toContain('listed, and not used here (another configuration may use it): s3, rds, logs, iam, ssm');
  expect(status).toBe(EXIT.done);
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['a service that is not listed', { 'a.tf': 'resource "aws_sqs_queue" "q" {}' }, 'to add to terraform.services: sqs'],
  [
    'a service without documents',
    { 'a.tf': 'resource "aws_braket_x" "q" {}\nresource "aws_qldb_ledger" "l" {}' },
    '  qldb: aws_qldb_ledger',
  ],
  ['a type that is not known', { 'a.tf': '\nresource "aws_braket_x" "q" {}' }, '  aws_braket_x (a.tf:2)'],
  ['JSON', { 'a.tf.json': '{"resource":{"aws_sqs_queue":{"q":{}}}}' }, 'to add to terraform.services: sqs'],
  ['OpenTofu', { 'a.tofu': 'resource "aws_sqs_queue" "q" {}' }, 'to add to terraform.services: sqs'],
  [
    'a module that is not there',
    { 'a.tf': 'module "vpc" {\n  providers = {\n    aws = aws\n  }\n  source = "terraform-aws-modules/vpc/aws"\n}\n' },
    '  vpc (terraform-aws-modules/vpc/aws)',
  ],
  [
    'a module whose source is not read',
    { 'a.tf': 'module "vpc" {\n  source = var.source\n}\n' },
    '  vpc (a source that is not read here)',
  ],
  [
    'a module that init has fetched',
    {
      'a.tf': 'module "queue" {\n  source = "acme/queue/aws"\n}\n',
      '.terraform/modules/modules.json':
        '{"Modules":[{"Key":"","Dir":"."},{"Key":"queue","Dir":".terraform/modules/queue"}]}',
      '.terraform/modules/queue/main.tf': 'resource "aws_sqs_queue" "q" {}',
    },
    'to add to terraform.services: sqs',
  ],
])('%s ends with 1, and is named', async (_, files, said) => {
  write(files);
  const { status, out } = await permissions();
  expect(out).toContain(said);
  expect(status).toBe(EXIT.failed);
});

test('what stands in comments, and what other providers make, needs nothing', async () => {
  write({
    'a.tf': '# resource "aws_sqs_queue" "q" {}\n/*\nresource "aws_sns_topic" "t" {}\n*/\nresource "random_id" "r" {}\n',
  });
  const { status, out } = await permissions();
  expect(out).toMatch(/^terraform: \{ services: \[\] \}\n/);
  expect(out).toContain('1 type of other providers');
  expect(status).toBe(EXIT.done);
});

test('what is refused on purpose is said by its reason, with the way round, and asks for no change of the list', async () => {
  write({
    'a.tf': 'resource "aws_s3_object" "o" {}\nresource "aws_s3_bucket" "b" {}\ndata "aws_instance" "i" {}\n',
    'user.tf': 'resource "aws_iam_user" "u" {}\nresource "aws_iam_group" "g" {}\n',
  });
  const { out } = await permissions();
  expect(out).toContain(
    '\n  aws_s3_object, in a plan: s3:GetObject\n    Data and secrets, which a plan never reads.\n',
  );
  expect(out).toMatch(
    /\n {2}aws_iam_group, aws_iam_user: iam:CreateGroup, .* more\n {4}People .*\n {4}Instead: People come/,
  );
  expect(out).toContain('aws_instance: ec2:GetPasswordData');
  const { leftOut } = JSON.parse((await permissions(folder, '--json')).out);
  expect(leftOut).toContainEqual(expect.objectContaining({ of: 'plan', actions: ['s3:GetObject'] }));
});

test('who is asking, and a document that Terraform writes, need no service', async () => {
  write({ 'a.tf': 'data "aws_caller_identity" "me" {}\ndata "aws_iam_policy_document" "p" {}\n' });
  const { status, out } = await permissions();
  expect(out).toMatch(/^terraform: \{ services: \[\] \}\n/);
  expect(status).toBe(EXIT.done);
});

test('a plan knows its modules, and what it reads', async () => {
  const plan = {
    configuration: {
      root_module: {
        resources: [{ type: 'aws_ami', mode: 'data', address: 'data.aws_ami.x' }],
        module_calls: {
          queue: { module: { resources: [{ type: 'aws_sqs_queue', mode: 'managed', address: 'aws_sqs_queue.q' }] } },
        },
      },
    },
    resource_changes: [{ type: 'aws_s3_bucket', mode: 'managed', address: 'aws_s3_bucket.b' }],
  };
  write({ 'plan.json': JSON.stringify(plan) });
  const { out } = await permissions(join(folder, 'plan.json'), '--json');
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    services: [
      { service: 'ec2', types: [{ type: 'aws_ami', isRead: true }] },
      { service: 's3', types: [{ type: 'aws_s3_bucket', isRead: false }] },
      { service: 'sqs', types: [{ type: 'aws_sqs_queue', place: 'module.queue.aws_sqs_queue.q' }] },
    ],
    toAdd: ['sqs'],
  });
});

test.each([
  ['nothing', 'no-such-folder', 'is not there'],
  ['an empty folder', '', 'has no Terraform configuration'],
  ['a file that is no plan', 'a.json', 'is no plan as JSON'],
])('%s is refused, with what to name', async (_, path, said) => {
  write(path === 'a.json' ? { 'a.json': '[]' } : {});
  const { status, err } = await permissions(join(folder, path));
  expect(err).toContain(said);
  expect(err).toContain('terraform show -json PLAN');
  expect(status).toBe(EXIT.unusable);
});
