import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseOrgConfig } from '../../lib/config/parse-org-config';
import { serviceNames } from '../../lib/policies/policies-folder';
import { ROOT } from '../support/examples';

const EXAMPLE = readFileSync(join(ROOT, 'examples', 'two-accounts.yaml'), 'utf8');

function warningsOf(services: readonly string[]) {
  const text = EXAMPLE.replace(/services: \[.*\]/, `services: [${services.join(', ')}]`);
  const parsed = parseOrgConfig(text, 'org.yaml', serviceNames());
  return parsed.ok ? parsed.warnings.filter(({ path }) => path.endsWith('services')) : parsed.problems;
}

test('a service without another in which its resources change something is a warning, and no problem', () => {
  expect(warningsOf(['secretsmanager', 's3', 'acm'])).toEqual([
    expect.objectContaining({
      path: 'terraform.services',
      found: 'secretsmanager without lambda; acm without acm-pca, route53',
      fix: expect.stringContaining('orgstrap services secretsmanager'),
    }),
  ]);
});

test('nothing is said where all of them are listed, or nothing is known', () => {
  expect(warningsOf(['secretsmanager', 'lambda', 's3'])).toEqual([]);
  expect(warningsOf(['s3'])).toEqual([]);
});
