import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../lib/commands/main';
import { whyCommand } from '../../../lib/commands/why/why.command';
import { EXIT } from '../../../lib/domain/failure';
import { ROOT } from '../../support/examples';
import { contextOf } from '../context-of';
import { RecordingIo } from '../recording-io';

const FOUR_ACCOUNTS = join(ROOT, 'examples', 'four-accounts.yaml');

async function why(...argv: readonly string[]) {
  const io = new RecordingIo();
  const status = await main(['why', '--config', FOUR_ACCOUNTS, ...argv], [whyCommand], contextOf(io));
  return { status, out: io.out, err: io.err };
}

describe('what org.yaml gives', () => {
  test.each<[string, readonly string[], keyof typeof EXIT, readonly string[]]>([
    [
      'a service that is listed',
      ['ec2:RunInstances'],
      'done',
      [
        'orgstrap-terraform in dev (444444444444)',
        'allowed by ManageInstancesAndNetworks',
        'policies/services/ec2.json:',
      ],
    ],
    [
      'a service that is not listed',
      ['dynamodb:CreateTable', '-w', 'prod'],
      'failed',
      ['in prod (666666666666)', 'nothing allows it', 'add dynamodb to terraform.services (', 'four-accounts.yaml:23)'],
    ],
    [
      'a service that nobody ships',
      ['braket:CreateJob'],
      'failed',
      ['no service of orgstrap allows braket:CreateJob: write policies/services/NAME.json'],
    ],
    [
      'a call that every service leaves out on purpose',
      ['s3:CreateAccessGrant'],
      'failed',
      ['To do: it is left out on purpose: A grant admits', 'Instead: Policies of buckets and access points'],
    ],
    [
      'what no plan may read',
      ['s3:GetObject', '--access', 'plan'],
      'failed',
      ['denied by APlanReadsNoSecretsAndNoData', 'To do: it is left out on purpose: Data and secrets'],
    ],
    [
      'a change, to the role that plans',
      ['ec2:RunInstances', '--access', 'plan'],
      'failed',
      ['orgstrap-terraform-plan', 'a plan never does this'],
    ],
    [
      'a call that loosens what holds for the whole account',
      ['ec2:EnableSerialConsoleAccess'],
      'failed',
      [
        'denied by NobodyLoosensWhatHoldsForTheWholeAccount',
        'add ec2:EnableSerialConsoleAccess to terraform.accountSwitches',
      ],
    ],
    [
      'a role off the path',
      ['iam:CreateRole', '--resource', 'arn:aws:iam::444444444444:role/app'],
      'failed',
      ['denied by NobodyWritesInIamOffTheWorkloadPath', 'on the path /workload/ alone'],
    ],
    [
      'leaving the organization',
      ['organizations:LeaveOrganization'],
      'failed',
      ['denied by NoAccountLeavesTheOrganizationOrClosesItself', 'policies/guardrails.settings.scp.json:'],
    ],
    [
      'what depends on the request',
      ['iam:PassRole', '--resource', 'arn:aws:iam::444444444444:role/workload/app'],
      'failed',
      ['OPEN', 'it depends on iam:PassedToService'],
    ],
    [
      'the same, said',
      [
        'iam:PassRole',
        '--resource',
        'arn:aws:iam::444444444444:role/workload/app',
        '--context',
        'iam:PassedToService=lambda.amazonaws.com',
      ],
      'done',
      ['allowed by HandWorkloadRolesToLambda'],
    ],
  ])('%s', async (_, argv, expected, said) => {
    const { status, out } = await why(...argv);
    for (const text of said) expect(out).toContain(text);
    expect(status).toBe(EXIT[expected]);
  });

  test('is the same as JSON', async () => {
    const { out } = await why('dynamodb:CreateTable', '--json');
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      answers: [
        {
          role: 'orgstrap-terraform',
          account: '444444444444',
          outcome: 'implicitly denied',
          silent: ['identity', 'boundary'],
        },
      ],
    });
  });
});

describe('a message', () => {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-why-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'error.txt');

  function whyMessage(caller: string, call: string) {
    writeFileSync(
      file,
      `Error: User: ${caller} is not authorized to perform: ${call} because no identity-based policy allows the x action`,
    );
    return why('--message', file);
  }

  test('of Terraform is about the role that it names', async () => {
    const { status, out } = await whyMessage(
      'arn:aws:sts::555555555555:assumed-role/orgstrap-terraform/terraform-delivery',
      'dynamodb:CreateTable on resource: arn:aws:dynamodb:eu-west-1:555555555555:table/x',
    );
    expect(status).toBe(EXIT.failed);
    expect(out).toContain('orgstrap-terraform in stage (555555555555): dynamodb:CreateTable on arn:aws:dynamodb');
    expect(out).toContain('AWS said: no identity-based policy allows');
  });

  test('of a CI role says which account it may not enter', async () => {
    const { out } = await whyMessage(
      'arn:aws:sts::333333333333:assumed-role/orgstrap-ci-terraform-delivery/run',
      'sts:AssumeRole on resource: arn:aws:iam::999999999999:role/orgstrap/orgstrap-terraform',
    );
    expect(out).toContain('999999999999 is in no environment of environments (');
  });

  test('of what org.yaml allows says where else to look', async () => {
    const { status, out } = await whyMessage(
      'arn:aws:sts::333333333333:assumed-role/orgstrap-ci-terraform-delivery/run',
      'sts:AssumeRole on resource: arn:aws:iam::444444444444:role/orgstrap/orgstrap-terraform',
    );
    expect(status).toBe(EXIT.done);
    expect(out).toContain('allowed by OnlyCiTerraformRolesOfThisEnvironmentBecomeThisRole');
    expect(out).toContain('orgstrap verify');
  });

  test('of somebody else is refused', async () => {
    const { status, err } = await whyMessage(
      'arn:aws:sts::444444444444:assumed-role/app/x',
      's3:GetObject on resource: *',
    );
    expect(status).toBe(EXIT.unusable);
    expect(err).toContain('assumed-role/app/x is no role that orgstrap makes for this org.yaml');
  });

  test('that says no more than Access Denied is refused, with what to do', async () => {
    writeFileSync(file, 'Error: Access Denied');
    const { status, err } = await why('--message', file);
    expect(status).toBe(EXIT.unusable);
    expect(err).toContain('then name the action');
  });
});

test.each<[string, readonly string[], readonly string[]]>([
  ['nothing', [], ['neither an action nor a message']],
  [
    'all that is wrong, at once',
    ['s3:*', '--resource', 'bucket', '--context', 'x'],
    ['the action "s3:*"', 'the resource "bucket": expected an ARN', 'the context "x": expected KEY=VALUE'],
  ],
  ['a message and an action', ['s3:GetObject', '--message', 'x'], ['both the action s3:GetObject and a message']],
  ['an unknown workspace', ['s3:GetObject', '-w', 'prd'], ["there is no workspace 'prd'", 'prod']],
])('%s is no question', async (_, argv, problems) => {
  const { status, err } = await why(...argv);
  expect(status).toBe(EXIT.unusable);
  for (const problem of problems) expect(err).toContain(problem);
});
