import { Match } from 'aws-cdk-lib/assertions';
import { listOf } from '../../lib/domain/json';
import type { OrgConfig } from '../../lib/domain/org-config';
import type { AccessRole } from '../../lib/domain/people';
import type { StatementJson } from '../../lib/iam/policy-document';
import { synthesised } from '../support/assembly';
import { orgConfig } from '../support/org-config';
import { identityCenterPeople, people } from '../support/people';

const REASON = 'Auditors look at the configuration of every account.';
const OWN: readonly AccessRole[] = [
  { name: 'data', permissions: { kind: 'own', services: ['s3'], managedPolicies: [] } },
  {
    name: 'auditor',
    permissions: { kind: 'own', services: [], managedPolicies: [{ name: 'SecurityAudit', reason: REASON }] },
  },
];

const withPeople = orgConfig({ people: people({ roles: [...people().roles, ...OWN], sessionHours: 2 }) });
const assembly = synthesised(withPeople);
const template = assembly.template('Member-AccessRoles');
const roles = Object.values(template.findResources('AWS::IAM::Role')).map(({ Properties }) => Properties);
const policies = template.findResources('AWS::IAM::ManagedPolicy');

function policyOf(name: string): { readonly id: string; readonly statements: readonly StatementJson[] } {
  const [found, ...others] = Object.entries(policies).filter(([, each]) => each.Properties.ManagedPolicyName === name);
  if (found === undefined || others.length > 0) throw new Error(`there is not one policy called ${name}`);
  return { id: found[0], statements: found[1].Properties.PolicyDocument.Statement };
}

describe('an access role', () => {
  test('trusts whoever signed in with MFA on the path of people in Ops, under their own name, and nobody else', () => {
    expect(roles).toHaveLength(5);
    for (const { AssumeRolePolicyDocument } of roles) {
      expect(AssumeRolePolicyDocument).toEqual({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'OnlyPeopleWhoSignedInWithMfaBecomeThisRole',
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::333333333333:root' },
            Action: 'sts:AssumeRole',
            Condition: {
              ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::333333333333:user/orgstrap/people/*' },
              Bool: { 'aws:MultiFactorAuthPresent': 'true' },
              NumericLessThan: { 'aws:MultiFactorAuthAge': '28800' },
              StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid', 'sts:RoleSessionName': '${aws:username}' },
            },
          },
        ],
      });
    }
  });

  test('asks for MFA as young as org.yaml says', () => {
    const strict = orgConfig({ people: people({ signIn: { source: 'iamUsers', mfaMaxAgeHours: 1, users: [] } }) });
    synthesised(strict)
      .template('Member-AccessRoles')
      .allResourcesProperties('AWS::IAM::Role', {
        AssumeRolePolicyDocument: {
          Statement: [
            Match.objectLike({
              Condition: Match.objectLike({ NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }),
            }),
          ],
        },
      });
  });

  test('is called after its role on orgstrap’s path, in a name that the console can switch to', () => {
    expect(roles.map(({ RoleName }) => RoleName)).toEqual([
      'orgstrap-access-admin',
      'orgstrap-access-developer',
      'orgstrap-access-viewer',
      'orgstrap-access-data',
      'orgstrap-access-auditor',
    ]);
    for (const { Path, RoleName } of roles) {
      expect(Path).toBe('/orgstrap/');
      expect(`${Path}${RoleName}`.length).toBeLessThanOrEqual(64);
    }
  });

  test('wears the boundary, and lasts as long as org.yaml says', () => {
    template.allResourcesProperties('AWS::IAM::Role', {
      PermissionsBoundary: { Ref: policyOf('orgstrap-access-boundary').id },
      MaxSessionDuration: 7_200,
    });
  });

  test('has its policies, or those of AWS by their names in this partition, and never the boundary among them', () => {
    const ofRole = new Map(roles.map(({ RoleName, ManagedPolicyArns }) => [RoleName, ManagedPolicyArns]));
    expect(ofRole.get('orgstrap-access-auditor')).toEqual(['arn:aws:iam::aws:policy/SecurityAudit']);
    expect(ofRole.get('orgstrap-access-data')).toEqual([{ Ref: policyOf('orgstrap-access-role-data-1').id }]);
    expect(ofRole.get('orgstrap-access-developer')).toEqual(
      ['orgstrap-access-view-1', 'orgstrap-access-change-1'].map((name) => ({ Ref: policyOf(name).id })),
    );
    expect(JSON.stringify(roles.map(({ ManagedPolicyArns }) => ManagedPolicyArns))).not.toContain(
      policyOf('orgstrap-access-boundary').id,
    );
  });

  test('has no more policies than IAM lets a role wear', () => {
    const managedPolicies = Array.from({ length: 11 }, (_, index) => ({ name: `Policy${index}`, reason: REASON }));
    const greedy: AccessRole = { name: 'greedy', permissions: { kind: 'own', services: [], managedPolicies } };
    expect(() => synthesised(orgConfig({ people: people({ roles: [greedy] }) }))).toThrow(
      expect.objectContaining({
        code: 'TooManyPolicies',
        message: expect.stringContaining('the services of the access role greedy take 11 managed policies'),
      }),
    );
  });
});

describe('the boundary of access roles', () => {
  const { statements } = policyOf('orgstrap-access-boundary');

  test('leaves a role what it is granted, less at least what the boundary of Terraform denies', () => {
    const ofTerraform: readonly StatementJson[] = Object.values(
      assembly.template('Member-ProductAccount').findResources('AWS::IAM::ManagedPolicy'),
    )
      .filter(({ DeletionPolicy }) => DeletionPolicy !== undefined)
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    const denials = (all: readonly StatementJson[]) => all.filter(({ Effect }) => Effect === 'Deny');
    // That of access roles does not know which stack made the boundary of workloads.
    const whereOf = ({ Resource, NotResource, Condition }: StatementJson) =>
      JSON.stringify([Resource, NotResource, Condition]).replace(
        /orgstrap-boundary-(?:\*"|",.*\})(?=\]\]\}\}\})/,
        'BOUNDARY',
      );
    expect(statements.filter(({ Effect }) => Effect === 'Allow')).toEqual([
      { Sid: 'WhatAnAccessRoleIsGrantedAndTheDenialsLeave', Effect: 'Allow', Action: '*', Resource: '*' },
    ]);
    expect(denials(ofTerraform).length).toBeGreaterThan(5);
    for (const denial of denials(ofTerraform)) {
      const own = statements.find(({ Sid }) => Sid === denial.Sid);
      expect([denial.Sid, own && whereOf(own)]).toEqual([denial.Sid, whereOf(denial)]);
      expect(listOf(own?.Action)).toEqual(expect.arrayContaining([...listOf(denial.Action)]));
    }
  });

  test('gives the roles that people make the boundary of workloads, and not this one', () => {
    const own = statements.find(({ Sid }) => Sid === 'EveryRoleWearsTheBoundaryOfWorkloads');
    expect(JSON.stringify(own?.Condition)).toContain(':policy/orgstrap/orgstrap-boundary-*"');
  });
});

describe('the member template of access roles', () => {
  test('names no product account, no environment, no group and no person, and asks for nothing', () => {
    const text = assembly.memberText('AccessRoles-prod');
    expect(text).not.toMatch(/4{12}|5{12}|6{12}|ou-abcd|\bada\b|grace|operators|developers/);
    expect(Object.keys(assembly.plain('Member-AccessRoles'))).toEqual(['Description', 'Resources']);
  });

  test('is the same whoever the people are, so that they come and go without a deploy to a product account', () => {
    const textOf = (config: OrgConfig) => synthesised(config).memberText('AccessRoles-dev');
    const signIn = { source: 'iamUsers', mfaMaxAgeHours: 8, users: [{ name: 'new', groups: ['operators'] }] } as const;
    const others = people({ signIn, groups: [{ name: 'new', access: [{ environment: 'prod', roles: ['viewer'] }] }] });
    expect(textOf(orgConfig({ people: others }))).toBe(textOf(orgConfig({ people: people() })));
  });

  test('has the same policies and no roles where people are in Identity Center, and those that are kept for more services', () => {
    const center = synthesised(orgConfig({ people: identityCenterPeople() })).template('Member-AccessRoles');
    const users = synthesised(orgConfig({ people: people() })).template('Member-AccessRoles');
    center.resourceCountIs('AWS::IAM::Role', 0);
    expect(center.findResources('AWS::IAM::ManagedPolicy')).toMatchObject(
      users.findResources('AWS::IAM::ManagedPolicy'),
    );
  });
});
