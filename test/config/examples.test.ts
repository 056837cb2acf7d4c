import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadOrgConfig } from '../../lib/config/load-org-config';
import { serviceNames } from '../../lib/policies/policies-folder';

const FOLDER = join(__dirname, '..', '..', 'examples');
const examples = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));

test.each(examples)('examples/%s is valid', (file) => {
  expect(loadOrgConfig(join(FOLDER, file), serviceNames)).toMatchObject({ ok: true });
});

test.each(examples)('examples/%s tells editors where its schema is', (file) => {
  const [firstLine] = readFileSync(join(FOLDER, file), 'utf8').split('\n');
  expect(firstLine).toBe('# yaml-language-server: $schema=../org.schema.json');
});

test('fifty accounts means fifty', () => {
  const result = loadOrgConfig(join(FOLDER, 'fifty-accounts.yaml'), serviceNames);
  const counts = result.ok && result.config.environments.map(({ accounts }) => accounts.length);
  expect(counts).toEqual([17, 16, 17]);
});
