import { templateSize } from '../../../lib/checks/template-size';
import type { PrincipalArn } from '../../../lib/domain/ids';
import { builtApp, findingsOf, synthesised } from '../../support/assembly';
import { orgConfig } from '../../support/org-config';
import { identityCenterPeople, people } from '../../support/people';
import { OF_PRODUCTS, SHIPPED } from './shipped';

const ROOM = 48_000;

test('there are fifty-four services of products', () => {
  expect(OF_PRODUCTS).toHaveLength(54);
});

describe('the policies of all services of products', () => {
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
        terraform: { services: OF_PRODUCTS },
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
  const findings = findingsOf(builtApp(orgConfig({ deployFrom: 'management', terraform: { services: SHIPPED } })));
  expect(findings).toMatch(/ProductAccounts-dev\.template\.json has \d{5} bytes, CloudFormation takes 51200/);
  expect(findings).toContain('Otherwise list fewer services');
});
