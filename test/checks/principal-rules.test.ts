import { CfnStackSet } from 'aws-cdk-lib/aws-cloudformation';
import {
  CfnGroup,
  CfnGroupPolicy,
  CfnPolicy,
  CfnRole,
  CfnRolePolicy,
  CfnUser,
  CfnUserPolicy,
} from 'aws-cdk-lib/aws-iam';
import { CfnParameter, type Stack } from 'aws-cdk-lib/core';
import { findings, trust } from '../support/planted-findings';

describe('OrganizationInTrust', () => {
  const Principal = { AWS: 'arn:aws:iam::222222222222:root' };
  const organization = { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } };
  const principal = { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:role/orgstrap/ci' } };

  test('refuses a trust without the organization', () => {
    expect(trust({ Principal, Condition: principal })).toEqual([
      'Orgstrap-OrganizationInTrust: Planted has no StringEquals',
    ]);
  });

  test('refuses an operator that a missing organization or a wildcard gets past', () => {
    for (const operator of ['StringEqualsIfExists', 'StringLike', 'ForAllValues:StringEquals']) {
      const Condition = { ...principal, [operator]: { 'aws:PrincipalOrgID': 'o-*' } };
      expect(trust({ Principal, Condition })).toEqual(['Orgstrap-OrganizationInTrust: Planted has no StringEquals']);
    }
  });

  test('refuses a trust in a whole account', () => {
    expect(trust({ Principal, Condition: organization })).toEqual([
      'Orgstrap-OrganizationInTrust: Planted has no ArnEquals',
    ]);
  });

  test.each(['arn:aws:iam::222222222222:role/orgstrap/*', 'arn:aws:iam::222222222222:user/*'])(
    'refuses %s',
    (pattern) => {
      const ArnEquals = { 'aws:PrincipalArn': ['arn:aws:iam::222222222222:role/orgstrap/ci', pattern] };
      expect(trust({ Principal, Condition: { ...organization, ArnEquals } })).toEqual([
        'Orgstrap-OrganizationInTrust: Planted has a wildcard in ArnEquals',
      ]);
    },
  );

  describe('with people behind it', () => {
    const people = { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:user/orgstrap/people/*' } };
    const present = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    const age = { NumericLessThan: { 'aws:MultiFactorAuthAge': '28800' } };
    const withMfa = { ...organization, ...present, ...age };
    const notThePath = 'Orgstrap-OrganizationInTrust: Planted has a pattern in ArnLike that is not the path of people';
    const withoutMfa = 'Orgstrap-OrganizationInTrust: Planted trusts people without MFA, or with MFA of any age';

    test('accepts their path, with MFA that is not too old', () => {
      expect(trust({ Principal, Condition: { ...withMfa, ...people } })).toEqual([]);
    });

    test.each<[string, Readonly<Record<string, unknown>>]>([
      ['MFA is not asked for', age],
      ['MFA may be missing', { ...age, BoolIfExists: present.Bool }],
      ['MFA must be missing', { ...age, Bool: { 'aws:MultiFactorAuthPresent': 'false' } }],
      ['MFA may be of any age', present],
      ['the age of MFA may be missing', { ...present, NumericLessThanIfExists: age.NumericLessThan }],
      ['MFA must be old', { ...present, NumericGreaterThan: age.NumericLessThan }],
    ])('refuses it where %s', (_, condition) => {
      expect(trust({ Principal, Condition: { ...organization, ...people, ...condition } })).toEqual([withoutMfa]);
    });

    test.each<[string, unknown]>([
      ['every user', 'arn:aws:iam::222222222222:user/*'],
      ['all that orgstrap made', 'arn:aws:iam::222222222222:user/orgstrap/*'],
      ['the people of every account', 'arn:aws:iam::*:user/orgstrap/people/*'],
      ['a part of the path', 'arn:aws:iam::222222222222:user/orgstrap/people*'],
      ['roles', 'arn:aws:iam::222222222222:role/orgstrap/people/*'],
      ['everything', '*'],
      ['their path and another', [people.ArnLike['aws:PrincipalArn'], 'arn:aws:iam::222222222222:user/*']],
    ])('refuses %s, with MFA, too', (_, pattern) => {
      expect(trust({ Principal, Condition: { ...withMfa, ArnLike: { 'aws:PrincipalArn': pattern } } })).toEqual([
        notThePath,
      ]);
    });

    test('refuses them outside of the organization', () => {
      expect(trust({ Principal, Condition: { ...people, ...present, ...age } })).toEqual([
        'Orgstrap-OrganizationInTrust: Planted has no StringEquals',
      ]);
    });

    test('refuses the pattern of a role, and that it comes without MFA', () => {
      const ArnLike = principal.ArnEquals;
      expect(trust({ Principal, Condition: { ...organization, ArnLike } })).toEqual([notThePath, withoutMfa]);
    });
  });

  test('refuses everybody, in both ways to write it', () => {
    expect(trust({ Principal: '*' })).toHaveLength(2);
    expect(trust({ Principal: { AWS: '*' } })).toHaveLength(2);
  });

  test('accepts named principals of the organization, given by a parameter, too, and services', () => {
    expect(trust({ Principal, Condition: { ...organization, ...principal } })).toEqual([]);
    expect(trust({ Principal: { Service: 'lambda.amazonaws.com' } })).toEqual([]);
    expect(
      findings((stack) => {
        const roles = new CfnParameter(stack, 'Roles', { type: 'CommaDelimitedList' }).valueAsList;
        const Condition = { ...organization, ArnEquals: { 'aws:PrincipalArn': roles } };
        new CfnRole(stack, 'Role', {
          assumeRolePolicyDocument: {
            Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Condition }],
          },
        });
      }),
    ).toEqual([]);
  });
});

describe('NoInlinePolicy', () => {
  const inline = { policyName: 'inline', policyDocument: {} };
  const principals = { roles: ['r'], users: ['u'], groups: ['g'] };

  test.each<[string, (stack: Stack) => unknown]>([
    ['a role with one', (stack) => new CfnRole(stack, 'X', { assumeRolePolicyDocument: {}, policies: [inline] })],
    ['a user with one', (stack) => new CfnUser(stack, 'X', { policies: [inline] })],
    ['a group with one', (stack) => new CfnGroup(stack, 'X', { policies: [inline] })],
    ['AWS::IAM::Policy', (stack) => new CfnPolicy(stack, 'X', { ...inline, ...principals })],
    ['AWS::IAM::RolePolicy', (stack) => new CfnRolePolicy(stack, 'X', { ...inline, roleName: 'r' })],
    ['AWS::IAM::UserPolicy', (stack) => new CfnUserPolicy(stack, 'X', { ...inline, userName: 'u' })],
    ['AWS::IAM::GroupPolicy', (stack) => new CfnGroupPolicy(stack, 'X', { ...inline, groupName: 'g' })],
  ])('refuses %s', (_, plant) => {
    expect(findings(plant)).toEqual([expect.stringMatching(/^Orgstrap-NoInlinePolicy: it (has|is an) inline polic/)]);
  });

  test('accepts principals without one', () => {
    expect(
      findings((stack) => {
        new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });
        new CfnUser(stack, 'User');
        new CfnGroup(stack, 'Group');
      }),
    ).toEqual([]);
  });
});

describe('StackSetTargets', () => {
  function stackSet(props: {
    readonly filter?: string;
    readonly autoDeployment?: CfnStackSet.AutoDeploymentProperty;
    readonly parameterOverrides?: CfnStackSet.ParameterProperty[];
  }): readonly string[] {
    return findings((stack) => {
      new CfnStackSet(stack, 'StackSet', {
        stackSetName: 'planted',
        permissionModel: 'SERVICE_MANAGED',
        autoDeployment: props.autoDeployment,
        stackInstancesGroup: [
          {
            regions: ['eu-west-1'],
            deploymentTargets: { organizationalUnitIds: ['r-abcd'], accountFilterType: props.filter },
            parameterOverrides: props.parameterOverrides,
          },
        ],
      });
    });
  }

  test('refuses UNION', () => {
    expect(stackSet({ filter: 'UNION', autoDeployment: { enabled: false } })).toEqual([
      'Orgstrap-StackSetTargets: CloudFormation refuses AccountFilterType UNION in a template',
    ]);
  });

  test('refuses auto-deployment with an account filter', () => {
    expect(
      stackSet({ filter: 'INTERSECTION', autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false } }),
    ).toEqual(['Orgstrap-StackSetTargets: auto-deployment ignores account filters']);
  });

  test('refuses to say what becomes of stacks without auto-deployment', () => {
    expect(stackSet({ autoDeployment: { enabled: false, retainStacksOnAccountRemoval: false } })).toEqual([
      expect.stringContaining('Orgstrap-StackSetTargets: RetainStacksOnAccountRemoval means nothing'),
    ]);
  });

  test('refuses parameter overrides, which an account that joins later would not get', () => {
    expect(
      stackSet({ autoDeployment: { enabled: true }, parameterOverrides: [{ parameterKey: 'A', parameterValue: 'b' }] }),
    ).toEqual(['Orgstrap-StackSetTargets: parameter overrides are lost on accounts that join later']);
  });

  test('accepts one account without auto-deployment, and organizational units with it', () => {
    expect(stackSet({ filter: 'INTERSECTION', autoDeployment: { enabled: false } })).toEqual([]);
    expect(stackSet({ autoDeployment: { enabled: true, retainStacksOnAccountRemoval: true } })).toEqual([]);
  });
});

describe('SubjectInWebIdentityTrust', () => {
  const Principal = { Federated: 'arn:aws:iam::222222222222:oidc-provider/idp.example.com' };
  const aud = { 'idp.example.com:aud': 'sts.amazonaws.com' };
  const sub = { 'idp.example.com:sub': 'repo:acme/infrastructure:environment:production' };

  test('accepts an exact audience and an exact subject', () => {
    expect(trust({ Principal, Condition: { StringEquals: { ...aud, ...sub } } })).toEqual([]);
  });

  test('accepts a subject that ends differently in every run, behind what names its owner', () => {
    const StringLike = { 'idp.example.com:sub': 'project_path:acme/infrastructure:ref_type:branch:ref:*' };
    expect(trust({ Principal, Condition: { StringEquals: aud, StringLike } })).toEqual([]);
  });

  test('refuses a trust without the audience, without a subject, and without any condition', () => {
    expect(trust({ Principal, Condition: { StringEquals: sub } })).toEqual([
      'Orgstrap-SubjectInWebIdentityTrust: Planted has no StringEquals for the audience',
    ]);
    expect(trust({ Principal, Condition: { StringEquals: aud } })).toEqual([
      'Orgstrap-SubjectInWebIdentityTrust: Planted has no StringEquals or StringLike for the subject',
    ]);
    expect(trust({ Principal })).toHaveLength(2);
  });

  test.each(['*', 'repo:*', 'repo:acme*', 'repo:acme/infrastructure:*:environment:*'])(
    'refuses the subject %s',
    (open) => {
      const StringLike = { 'idp.example.com:sub': open };
      expect(trust({ Principal, Condition: { StringEquals: aud, StringLike } })).toEqual([
        `Orgstrap-SubjectInWebIdentityTrust: Planted admits whatever fits '${open}'`,
      ]);
    },
  );

  test.each(['ForAllValues:StringEquals', 'StringEqualsIfExists'])(
    'refuses %s, which a missing claim gets past',
    (operator) => {
      const Condition = { StringEquals: { ...aud, ...sub }, [operator]: { 'idp.example.com:ref': 'refs/heads/main' } };
      expect(trust({ Principal, Condition })).toEqual([expect.stringContaining(`Planted has ${operator}`)]);
    },
  );
});
