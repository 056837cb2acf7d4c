import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../lib/commands/main';
import { servicesCommand } from '../../../lib/commands/services/services.command';
import { EXIT } from '../../../lib/domain/failure';
import { serviceNames } from '../../../lib/policies/policies-folder';
import { ROOT } from '../../support/examples';
import { documentWith } from '../../support/policies-folder';
import { contextOf } from '../context-of';
import { RecordingIo } from '../recording-io';

const FOUR_ACCOUNTS = join(ROOT, 'examples', 'four-accounts.yaml');

async function services(...argv: readonly string[]) {
  const io = new RecordingIo();
  const status = await main(['services', ...argv], [servicesCommand], contextOf(io));
  return { status, out: io.out, err: io.err };
}

test('every service is there, and those that org.yaml lists are marked', async () => {
  const { status, out } = await services('--config', FOUR_ACCOUNTS);
  expect(status).toBe(EXIT.done);
  const lines = out.trimEnd().split('\n');
  expect(lines.map((line) => line.replace(/ .*/, ''))).toEqual(serviceNames());
  expect(lines.filter((line) => line.endsWith('listed')).map((line) => line.replace(/ .*/, ''))).toEqual(
    ['ec2', 'iam', 'lambda', 'logs', 'rds', 's3', 'ssm'].filter((name) =>
      new RegExp(`services:.*\\b${name}\\b`).test(readFileSync(FOUR_ACCOUNTS, 'utf8')),
    ),
  );
});

test('a service is shown without an org.yaml: what a plan reads, what an apply does, and why each wildcard is there', async () => {
  const { status, out } = await services('lambda', '--config', join(tmpdir(), 'no-org.yaml'));
  expect(status).toBe(EXIT.done);
  expect(out).toMatch(/^lambda, not listed in terraform\.services\n/);
  expect(out).toMatch(/A plan reads.*services\/lambda\.plan\.json[\s\S]*ReadFunctions\n {4}lambda:GetAlias\n/);
  expect(out).toMatch(/lambda:Delete\* +Functions, layers, aliases/);
  expect(out).toContain('if StringEquals iam:PassedToService: lambda.amazonaws.com');
});

test('of one is shown what its resources need of others', async () => {
  const { out } = await services('ec2');
  expect(out).toMatch(
    /change something of other services; list those, too:\n(?: {2}\w+ .*\n)* {2}logs +FlowLog, VPNConnection/,
  );
  expect((await services('sqs')).out).not.toContain('other services');
});

test('of one is shown what it leaves out on purpose, and why', async () => {
  const { out } = await services('s3');
  expect(out).toMatch(/Left out on purpose:\n {2}s3:\*AccessGrant\*\n {4}A grant admits .*\n {4}Instead: Policies of/);
  expect(out).toMatch(/Left out of a plan on purpose:\n {2}s3:GetObject, s3:GetObjectTagging\n {4}Data and secrets/);
  expect((await services('sqs')).out).not.toContain('on purpose');
});

test('a service of the user is among them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-services-'));
  try {
    mkdirSync(join(folder, 'policies', 'services'), { recursive: true });
    const orgYaml = readFileSync(FOUR_ACCOUNTS, 'utf8').replace(/services: \[/, 'services: [my-glue, ');
    writeFileSync(join(folder, 'org.yaml'), orgYaml);
    const document = documentWith({ Sid: 'ManageMyJobs', Action: 'glue:CreateJob', Resource: '*' });
    writeFileSync(join(folder, 'policies', 'services', 'my-glue.json'), JSON.stringify(document));
    const reasons = { ManageMyJobs: { '*': 'Jobs of any name.' } };
    writeFileSync(join(folder, 'policies', 'services', 'my-glue.reasons.json'), JSON.stringify(reasons));
    const { out } = await services('my-glue', '--config', join(folder, 'org.yaml'), '--json');
    expect(JSON.parse(out)).toEqual({
      version: 1,
      services: [
        {
          name: 'my-glue',
          isListed: true,
          isOwn: true,
          needs: {},
          leftOut: { apply: [], plan: [] },
          documents: [
            {
              access: 'apply',
              file: 'policies/services/my-glue.json',
              statements: [
                {
                  sid: 'ManageMyJobs',
                  actions: [{ text: 'glue:CreateJob' }],
                  resources: [{ text: '*', reason: 'Jobs of any name.' }],
                  conditions: [],
                },
              ],
            },
          ],
        },
      ],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a service that nobody has is refused, with what was probably meant', async () => {
  const { status, err } = await services('lamda');
  expect(status).toBe(EXIT.unusable);
  expect(err).toContain('did you mean lambda?');
});
