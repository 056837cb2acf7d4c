import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assembledApp, synthesizedStacks } from '../../lib/stacks/synthesized';
import { sharedOpsConfig } from '../support/org-config';

const CHECKS = { validateTemplates: false };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-assembly-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('an app is left in a folder, as cdk deploy takes it, with the same stacks as plan compares', () => {
  const config = sharedOpsConfig();
  const { stacks } = assembledApp(config, folder, CHECKS);
  expect(existsSync(join(folder, 'manifest.json'))).toBe(true);
  expect(stacks.map(({ name, template }) => ({ name, template }))).toEqual(synthesizedStacks(config, CHECKS).stacks);
});

test('each stack says where it is deployed, and what it waits for', () => {
  const { stacks } = assembledApp(sharedOpsConfig(), folder, CHECKS);
  expect(stacks.find(({ id }) => id === 'ProductAccounts-stage')).toMatchObject({
    name: 'orgstrap-ProductAccounts-stage',
    account: '333333333333',
    region: 'eu-west-1',
    waitsFor: expect.arrayContaining(['orgstrap-ProductAccounts-dev']),
  });
});
