import { rmSync } from 'node:fs';
import type { PrincipalArn } from '../../lib/domain/ids';
import type { OrgConfig } from '../../lib/domain/org-config';
import { environmentOfAccount, stackOfProductRole, stackOfTerraformAccountRole } from '../../lib/domain/stack-of-role';
import { type Assembly, synthesised } from '../support/assembly';
import { accountId, orgConfig, sharedOpsConfig } from '../support/org-config';
import { people } from '../support/people';

const EVERYTHING: Partial<OrgConfig> = {
  operators: ['arn:aws:iam::333333333333:role/operator' as PrincipalArn],
  people: people(),
  audit: { trail: 'own', retentionDays: 365, email: [] },
};

/** The names of the roles of each stack and of each member template, by the id of the stack. */
function rolesByStack(assembly: Assembly): ReadonlyMap<string, readonly string[]> {
  return new Map(
    assembly.templates.map((file) => {
      const stack = file.replace('.template.json', '');
      const roles = Object.values(assembly.plain(stack).Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
      const names = roles.flatMap(({ Properties: { RoleName } }) => (typeof RoleName === 'string' ? [RoleName] : []));
      return [stack.replace(/^orgstrap-/, ''), names] as const;
    }),
  );
}

describe.each([
  ['the Terraform account deploys', sharedOpsConfig(EVERYTHING)],
  ['another account deploys', orgConfig(EVERYTHING)],
])('where %s', (_, config) => {
  const assembly = synthesised(config);
  const roles = rolesByStack(assembly);
  afterAll(() => rmSync(assembly.folder, { recursive: true }));

  test('every role for CI and operators of the Terraform account is told with the stack that makes it', () => {
    const stacks = ['TerraformAccount', 'Pipeline-delivery'];
    const made = stacks.flatMap((stack) => {
      const names = [...(roles.get(stack) ?? []), ...(roles.get(`Member-${stack}`) ?? [])];
      return names.map((role) => [role, stack] as const);
    });
    // The auditor role lets verify in: where it is gone, nothing is seen.
    const told = made.filter(([role]) => role !== 'orgstrap-auditor');
    expect(told.map(([role]) => role).sort()).toEqual([
      'orgstrap-ci-plan-delivery',
      'orgstrap-ci-terraform-delivery',
      'orgstrap-operator',
      'orgstrap-state',
    ]);
    expect(told.map(([role]) => stackOfTerraformAccountRole(config, role))).toEqual(told.map(([, stack]) => stack));
  });

  test('every role of product accounts is told with the StackSet that makes it', () => {
    const members = { ProductAccount: 'ProductAccounts', AccessRoles: 'AccessRoles', OperatorRoles: 'OperatorRoles' };
    const made = Object.entries({ ...members, ForwardingRoles: 'ForwardingRoles' }).flatMap(([member, stack]) =>
      (roles.get(`Member-${member}`) ?? []).map((role) => [role, `${stack}-dev`] as const),
    );
    expect(made.length).toBeGreaterThan(7);
    expect(made.map(([role]) => [role, stackOfProductRole(role, 'dev')])).toEqual(made);
  });
});

test('of a role that nobody tells of, no stack is known', () => {
  expect(stackOfTerraformAccountRole(orgConfig(), 'orgstrap-ci-terraform-other')).toBeUndefined();
  expect(stackOfProductRole('orgstrap-terraform-other', 'dev')).toBeUndefined();
});

test('an account is of the environment that lists it', () => {
  expect(environmentOfAccount(orgConfig(), accountId('555555555555'))?.name).toBe('stage');
  expect(environmentOfAccount(orgConfig(), accountId('222222222222'))).toBeUndefined();
});
