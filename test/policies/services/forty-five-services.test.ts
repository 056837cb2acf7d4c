import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { templateSize } from '../../../lib/checks/template-size';
import type { PrincipalArn } from '../../../lib/domain/ids';
import { builtApp, findingsOf, synthesised } from '../../support/assembly';
import { ROOT } from '../../support/examples';
import { orgConfig } from '../../support/org-config';
import { identityCenterPeople, people } from '../../support/people';
import { OF_PRODUCTS, SHIPPED } from './shipped';

const mockFolder = mkdtempSync(join(tmpdir(), 'orgstrap-policies-'));

jest.mock('../../../lib/policies/policies-folder', () => ({
  ...jest.requireActual('../../../lib/policies/policies-folder'),
  policiesFolder: () => mockFolder,
}));

const SERVICES = 45;

/** Those that fill up the services of products to so many. */
const doubled = OF_PRODUCTS.filter((service) => service !== 'iam').slice(0, SERVICES - OF_PRODUCTS.length);
const ROOM = 48_000;

beforeAll(() => {
  cpSync(join(ROOT, 'policies'), mockFolder, { recursive: true });
});

afterAll(() => {
  rmSync(mockFolder, { recursive: true });
});

/** Makes a service of the same size, with actions of its own: `ec2:RunInstances` becomes `ec2twin:RunInstances`. */
function twinOf(service: string): string {
  for (const suffix of ['.json', '.plan.json', '.reasons.json', '.plan.reasons.json']) {
    const file = join(mockFolder, 'services', `${service}${suffix}`);
    if (!existsSync(file)) continue;
    const text = readFileSync(file, 'utf8')
      .replace(/"((?!iam:)[a-z0-9-]+):(?=[A-Z*])/g, '"$1twin:')
      .replace(/("Sid": ")(\w+)/g, '$1$2Twin')
      // In reasons, the names of statements are keys.
      .replace(/^( {2}")(\w+)(": \{)$/gm, suffix.includes('reasons') ? '$1$2Twin$3' : '$1$2$3');
    writeFileSync(join(mockFolder, 'services', `${service}-twin${suffix}`), text);
  }
  return `${service}-twin`;
}

describe.each([
  { title: 'forty-five services, as large as those of products', services: OF_PRODUCTS, twins: doubled },
  { title: 'all services that are shipped', services: SHIPPED, twins: [] },
])('the policies of $title', ({ services, twins }) => {
  const operators = ['arn:aws:iam::333333333333:role/operator' as PrincipalArn];
  const audit = { trail: 'own', retentionDays: 365, email: [] } as const;
  const managementAccount = { workspace: 'management', pipelines: ['delivery'] };

  test.each([
    ['IAM users', people()],
    ['IAM Identity Center', identityCenterPeople()],
  ])('leave room in every template, with people from %s, operators, an audit and the management account', (_, who) => {
    const assembly = synthesised(
      orgConfig({
        deployFrom: 'management',
        terraform: { services: [...services, ...twins.map(twinOf)] },
        people: who,
        managementAccount,
        operators,
        audit,
      }),
    );
    const sizes = assembly.templates
      // A StackSet carries what a member template says: there it counts.
      .filter((file) => !file.startsWith('Member-'))
      .map((file): [string, number] => [file, templateSize(assembly.text(file))]);
    expect(sizes.filter(([, size]) => size > ROOM)).toEqual([]);
    expect(Math.max(...sizes.map(([, size]) => size))).toBeGreaterThan(ROOM / 2);
  });
});

test('services that are more than fit are refused, with the template that is too large and what to do', () => {
  const services = [...SHIPPED, ...OF_PRODUCTS.filter((service) => service !== 'iam').map(twinOf)];
  const findings = findingsOf(builtApp(orgConfig({ deployFrom: 'management', terraform: { services } })));
  expect(findings).toMatch(/ProductAccounts-dev\.template\.json has \d{5} bytes, CloudFormation takes 51200/);
  expect(findings).toContain('Otherwise list fewer services');
});
