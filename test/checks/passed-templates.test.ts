import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PolicyValidationStack } from 'aws-cdk-lib/core';
import { CloudFormationValidatePlugin } from 'aws-cdk-lib/core';
import { PassedTemplates, validatorVersion } from '../../lib/checks/template-validation';

const folder = mkdtempSync(join(tmpdir(), 'orgstrap-passed-'));
afterAll(() => rmSync(folder, { recursive: true }));

function template(text: string, of: Partial<PolicyValidationStack> = {}): PolicyValidationStack {
  const templatePath = of.templatePath ?? join(folder, 'Stack.template.json');
  writeFileSync(templatePath, text);
  return { stackConstructPath: 'Stack', accountId: '111111111111', region: 'eu-west-1', ...of, templatePath };
}

test('a template passed that is the same in every respect, wherever its file is', () => {
  const passed = new PassedTemplates(join(folder, 'new', 'folder'));
  const one = template('{"Resources":{}}');
  expect(passed.has(one)).toBe(false);
  passed.add(one);
  passed.add(one);
  expect(passed.has(one)).toBe(true);
  expect(new PassedTemplates(join(folder, 'new', 'folder')).has(one)).toBe(true);
  const elsewhere = mkdtempSync(join(tmpdir(), 'orgstrap-passed-'));
  expect(passed.has(template('{"Resources":{}}', { templatePath: join(elsewhere, 'Stack.template.json') }))).toBe(true);
  rmSync(elsewhere, { recursive: true });
});

test.each([
  ['text', '{"Resources":{} }', {}],
  ['account', '{"Resources":{}}', { accountId: '222222222222' }],
  ['unknown account', '{"Resources":{}}', { accountId: undefined }],
  ['Region', '{"Resources":{}}', { region: 'eu-central-1' }],
  ['file', '{"Resources":{}}', { templatePath: join(folder, 'Other.template.json') }],
])('another %s has not passed', (_, text, of) => {
  const passed = new PassedTemplates(folder);
  passed.add(template('{"Resources":{}}'));
  expect(passed.has(template(text, of))).toBe(false);
});

test('a folder that cannot be made notes nothing, and nobody is told', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const passed = new PassedTemplates(join(file, 'folder'));
  const one = template('{}');
  passed.add(one);
  expect(passed.has(one)).toBe(false);
});

test('the notes are empty files, so that none can be half written', () => {
  const notes = join(folder, 'notes');
  const passed = new PassedTemplates(notes);
  passed.add(template('{"a":1}'));
  passed.add(template('{"a":2}'));
  expect(readdirSync(notes)).toHaveLength(2);
  for (const note of readdirSync(notes)) expect(readFileSync(join(notes, note), 'utf8')).toBe('');
  expect(existsSync(notes)).toBe(true);
});

test('the version of the validator is the one that it says', () => {
  expect(validatorVersion()).toBe(new CloudFormationValidatePlugin().version);
});
