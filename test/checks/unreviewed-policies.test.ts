import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../lib/domain/failure';
import type { OrgConfig } from '../../lib/domain/org-config';
import type { PolicyDocument } from '../../lib/iam/policy-document';
import { builtApp, findingsOf } from '../support/assembly';
import { ROOT } from '../support/examples';
import { sharedOpsConfig } from '../support/org-config';

const mockFolder = mkdtempSync(join(tmpdir(), 'orgstrap-policies-'));

jest.mock('../../lib/policies/policies-folder', () => ({
  ...jest.requireActual('../../lib/policies/policies-folder'),
  policiesFolder: () => mockFolder,
}));

/** A service of a user's own, which is reviewed as it stands. */
const NOTES = {
  Version: '2012-10-17',
  Statement: [
    { Sid: 'ManageNotes', Effect: 'Allow', Action: ['s3:Get*', 's3:PutObject*', 's3:DeleteObject*'], Resource: '*' },
  ],
};
const NOTES_REASONS = {
  ManageNotes: {
    's3:Get*': 'Reading is what this test is for.',
    's3:PutObject*': 'Writing is what this test is for.',
    's3:DeleteObject*': 'Deleting is what this test is for.',
    '*': 'Any bucket does for a test.',
  },
};

beforeEach(() => {
  cpSync(join(ROOT, 'policies'), mockFolder, { recursive: true });
  writeFileSync(join(mockFolder, 'services/notes.json'), JSON.stringify(NOTES));
  writeFileSync(join(mockFolder, 'services/notes.reasons.json'), JSON.stringify(NOTES_REASONS));
});

afterAll(() => {
  rmSync(mockFolder, { recursive: true });
});

/** Changes a document of the copy. */
function change(name: string, edit: (text: string) => string): void {
  const file = join(mockFolder, name);
  const text = readFileSync(file, 'utf8');
  const edited = edit(text);
  if (edited === text) throw new Error(`nothing was changed in ${name}`);
  writeFileSync(file, edited);
}

function synth(): string {
  return findingsOf(builtApp(sharedOpsConfig({ terraform: { services: ['notes', 'logs'] } })));
}

test('synth refuses an action with a wildcard that nobody reviewed', () => {
  change('services/notes.json', (text) => text.replace('"s3:PutObject*"', '"s3:Put*"'));
  expect(synth).toThrow(
    [
      "policies/services/notes.json: 's3:Put*' in ManageNotes has no reason",
      "policies/services/notes.reasons.json: the reason for 's3:PutObject*' in ManageNotes is stale, nothing matches it",
    ].join('\n'),
  );
});

test('synth refuses an added action with a wildcard that nobody reviewed', () => {
  change('services/notes.json', (text) => text.replace('"s3:PutObject*"', '"s3:PutObject*","s3:Put*"'));
  expect(synth).toThrow("policies/services/notes.json: 's3:Put*' in ManageNotes has no reason");
  expect(synth).toThrow(Failure);
});

test('synth refuses a resource with a wildcard that nobody reviewed', () => {
  change('ci-identity.permissions.json', (text) => text.replace('"${ciRole}"', '"${ciRole}*"'));
  expect(synth).toThrow("policies/ci-identity.permissions.json: '${ciRole}*' in BecomeThe");
});

test('synth refuses a reason that nothing needs any more', () => {
  change('services/notes.json', (text) => text.replace(',"s3:DeleteObject*"', ''));
  expect(synth).toThrow("the reason for 's3:DeleteObject*' in ManageNotes is stale");
});

test('synth refuses a reviewed service:*, in which a reason changes nothing', () => {
  change('services/notes.json', (text) => text.replace('"s3:Get*"', '"s3:*"'));
  change('services/notes.reasons.json', (text) => text.replace('"s3:Get*"', '"s3:*"'));
  expect(synth()).toContain('Orgstrap-NoFullAccess');
});

test('synth refuses a trust without the organization', () => {
  change('ci-terraform-role.trust.json', (text) => text.replace('"StringEquals"', '"StringLike"'));
  expect(synth()).toContain('Orgstrap-OrganizationInTrust');
});

test('synth refuses a document that another file’s statement was copied into, placeholder and all', () => {
  const source: PolicyDocument = JSON.parse(readFileSync(join(mockFolder, 'ci-terraform-role.trust.json'), 'utf8'));
  change('terraform-role.trust.json', () => JSON.stringify(source));
  expect(synth).toThrow('policies/terraform-role.trust.json has ${ciUser}, which was given no value');
});

test('synth refuses more services than the policies of one role hold', () => {
  const services = Array.from({ length: 11 }, (_, index) => `own-${index}`);
  for (const [index, service] of services.entries()) {
    const Action = Array.from({ length: 250 }, (_, action) => `own:DoSomething${action}`);
    const statement = { Sid: `Own${index}`, Effect: 'Allow', Action, Resource: `arn:own:thing-${index}` };
    writeFileSync(
      join(mockFolder, 'services', `${service}.json`),
      JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    );
  }
  const config = (some: readonly string[]): OrgConfig => sharedOpsConfig({ terraform: { services: some } });
  expect(() => builtApp(config(services))).toThrow(
    'the services of org.yaml take 11 managed policies, a role wears 10',
  );
  expect(() => builtApp(config(services.slice(1)))).not.toThrow();
});

test('the copy itself synthesises', () => {
  expect(synth()).toBe('');
});
