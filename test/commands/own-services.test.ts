import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { retiredConfig } from '../../lib/commands/destroy/retired-config';
import { usableConfig } from '../../lib/commands/usable-config';
import { exceededLimits } from '../../lib/policies/exceeded-limits';
import { policiesFolder } from '../../lib/policies/policies-folder';
import { checkResults } from '../../lib/stacks/check-results';
import { synthesizedTemplates } from '../../lib/stacks/synthesized';
import { documentWith } from '../support/policies-folder';

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'four-accounts.yaml');
const MANAGE = { Sid: 'ManageMyJobs', Action: ['glue:CreateJob', 'glue:UpdateJob*'], Resource: '*' };
const REASONS = { ManageMyJobs: { 'glue:UpdateJob*': 'A job, and its source.', '*': 'Jobs of any name.' } };
const CHECKS = { validateTemplates: false };

/** A company's folder: an example as its `org.yaml`, which lists one service more, and files of services beside it. */
function companyWith(files: Readonly<Record<string, unknown>>, service = 'my-glue'): string {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-company-'));
  const orgYaml = readFileSync(EXAMPLE, 'utf8').replace(/services: \[/, `services: [${service}, `);
  writeFileSync(join(folder, 'org.yaml'), orgYaml);
  mkdirSync(join(folder, 'policies', 'services'), { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    writeFileSync(join(folder, 'policies', 'services', file), JSON.stringify(content, null, 2));
  }
  return folder;
}

test('a service beside org.yaml is deployed: to the roles, and into the boundary', () => {
  const folder = companyWith({
    'my-glue.json': documentWith(MANAGE),
    'my-glue.reasons.json': REASONS,
    'my-glue.plan.json': documentWith({ Sid: 'ReadMyJobs', Action: 'glue:GetJob', Resource: 'arn:aws:glue:*:*:job/a' }),
    'my-glue.plan.reasons.json': { ReadMyJobs: { 'arn:aws:glue:*:*:job/a': 'One job, in any Region.' } },
  });
  const templates = Object.values(synthesizedTemplates(usableConfig(join(folder, 'org.yaml')), CHECKS)).join('\n');
  expect(templates).toContain('"glue:UpdateJob*"');
  expect(templates).toContain('"glue:GetJob"');
  expect(templates).toContain('"glue:*"');
});

test('a finding about it points at the file beside org.yaml', () => {
  const folder = companyWith({ 'my-glue.json': documentWith(MANAGE), 'my-glue.reasons.json': {} });
  const { findings } = checkResults(usableConfig(join(folder, 'org.yaml')), CHECKS);
  expect(findings).toMatchObject([
    { message: expect.stringContaining("'glue:UpdateJob*' in ManageMyJobs has no reason") },
    { message: expect.stringContaining("'*' in ManageMyJobs has no reason") },
  ]);
  const file = join(folder, 'policies', 'services', 'my-glue.json');
  expect(findings.map(({ sources }) => sources)).toEqual([[{ file, line: 5 }], [{ file, line: 5 }]]);
});

test('and so does what was acknowledged', () => {
  const folder = companyWith({ 'my-glue.json': documentWith(MANAGE), 'my-glue.reasons.json': REASONS });
  const { findings } = checkResults(usableConfig(join(folder, 'org.yaml')), CHECKS);
  const own = findings.filter(({ found }) => found === 'Action::glue:UpdateJob*');
  expect(own).not.toHaveLength(0);
  for (const { acknowledgement, sources } of own) {
    expect(sources[0]?.file).toBe(join(folder, 'policies', 'services', 'my-glue.json'));
    expect(acknowledgement).toMatchObject({
      reason: 'A job, and its source.',
      source: { file: join(folder, 'policies', 'services', 'my-glue.reasons.json') },
    });
  }
});

test.each([
  ['every action', 's3:*', '*'],
  ['writing in IAM outside of the path of workloads', 'iam:CreateRole', '*'],
  ['becoming any role', 'sts:AssumeRole', '*'],
  ['handing over any role', 'iam:PassRole', '*'],
])('nobody can acknowledge %s in it', (_, Action, Resource) => {
  const reasons = { TooMuch: { ...(Action.includes('*') && { [Action]: 'Because.' }), [Resource]: 'Because.' } };
  const folder = companyWith({
    'my-glue.json': documentWith({ Sid: 'TooMuch', Action, Resource }),
    'my-glue.reasons.json': reasons,
  });
  const { findings } = checkResults(usableConfig(join(folder, 'org.yaml')), CHECKS);
  const open = findings.filter(({ acknowledgement }) => acknowledgement === undefined);
  expect(open.map(({ check }) => check)).toContain('Orgstrap');
});

test('who takes everything down reads it, too', () => {
  const folder = companyWith({ 'my-glue.json': documentWith(MANAGE), 'my-glue.reasons.json': REASONS });
  expect(retiredConfig(join(folder, 'org.yaml')).ownPolicies).toBe(join(folder, 'policies'));
});

test('validate says what is wrong with it before any template is made', () => {
  const folder = companyWith({ 's3.json': documentWith(MANAGE) }, 'sqs');
  expect(exceededLimits(usableConfig(join(folder, 'org.yaml'))).map(({ code }) => code)).toContain('UnusableService');
});

test('a service that is nowhere is an error that says where it would be', () => {
  const folder = companyWith({});
  expect(() => usableConfig(join(folder, 'org.yaml'))).toThrow(
    /unknown service "my-glue"[\s\S]*add it to policies\/services beside org\.yaml/,
  );
});

test('where org.yaml is in a clone of orgstrap, its services are the ones beside it', () => {
  const clone = mkdtempSync(join(tmpdir(), 'orgstrap-clone-'));
  copyFileSync(EXAMPLE, join(clone, 'org.yaml'));
  const config = { ...usableConfig(join(clone, 'org.yaml')), ownPolicies: policiesFolder() };
  expect(exceededLimits(config)).toEqual([]);
  cpSync(policiesFolder(), join(clone, 'policies'), { recursive: true });
  expect(exceededLimits(usableConfig(join(clone, 'org.yaml'))).map(({ code }) => code)).toContain('UnusableService');
});
