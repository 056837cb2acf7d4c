import { Match } from 'aws-cdk-lib/assertions';
import { ACCESSES } from '../../lib/domain/ci-identity';
import { Failure } from '../../lib/domain/failure';
import { MANAGED_POLICY_LIMIT } from '../../lib/iam/pack-policies';
import { type Assembly, builtApp, synthesised } from '../support/assembly';
import { manyAccounts, pipeline, sharedOpsConfig } from '../support/org-config';

const assembly = synthesised(
  sharedOpsConfig({ pipelines: [pipeline('delivery', ['dev', 'stage']), pipeline('release', ['prod'])] }),
);
const template = assembly.template('Pipeline-delivery');
const BUCKET = 'arn:aws:s3:::orgstrap-state-delivery-333333333333-eu-west-1-an';

interface Enter {
  readonly Resource: string | readonly string[];
  readonly Condition: unknown;
}

/** The documents by which a role of a pipeline enters accounts. */
function accountPolicies(
  from: Assembly,
  stack: string,
  role = 'CiTerraformRole',
): readonly { readonly Statement: readonly Enter[] }[] {
  return Object.entries(from.plain(stack).Resources)
    .filter(([id]) => id.startsWith(`${role}Accounts`))
    .map(([, { Properties }]) => Properties.PolicyDocument as { readonly Statement: readonly Enter[] });
}

describe('the CI Terraform role', () => {
  test('trusts the CI user of its pipeline that applies, and nobody else', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'OnlyTheCiUserThatAppliesBecomesThisRole',
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::333333333333:root' },
            Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
            Condition: {
              ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::333333333333:user/orgstrap/orgstrap-ci-apply-delivery' },
              StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' },
            },
          },
        ],
      },
    });
  });

  test('wears the boundary, has its fixed name, and nothing inline', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'orgstrap-ci-terraform-delivery',
      Path: '/orgstrap/',
      PermissionsBoundary: 'arn:aws:iam::333333333333:policy/orgstrap/orgstrap-ci-boundary',
      MaxSessionDuration: 14_400,
      Policies: Match.absent(),
      ManagedPolicyArns: [
        { Ref: Match.stringLikeRegexp('^CiTerraformRoleState') },
        { Ref: Match.stringLikeRegexp('^CiTerraformRoleAccounts1') },
      ],
    });
  });

  test('enters the accounts of its environments, each by its ARN, and only inside the organization', () => {
    expect(accountPolicies(assembly, 'Pipeline-delivery')).toEqual([
      {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'BecomeTheTerraformRoleInTheAccountsOfThisPipeline',
            Effect: 'Allow',
            Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
            Resource: [
              'arn:aws:iam::444444444444:role/orgstrap/orgstrap-terraform',
              'arn:aws:iam::555555555555:role/orgstrap/orgstrap-terraform',
            ],
            Condition: { StringEquals: { 'aws:ResourceOrgID': 'o-exampleorgid' } },
          },
        ],
      },
    ]);
    expect(accountPolicies(assembly, 'Pipeline-release').map(({ Statement: [enter] }) => enter?.Resource)).toEqual([
      'arn:aws:iam::666666666666:role/orgstrap/orgstrap-terraform',
    ]);
  });

  test('reads and writes the states of its pipeline, writes none outside a workspace, and deletes locks only', () => {
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      Description: 'The Terraform state of the pipeline delivery, to apply',
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Allow', Action: 's3:ListBucket', Resource: BUCKET }),
          Match.objectLike({ Effect: 'Allow', Action: 's3:GetObject', Resource: `${BUCKET}/*` }),
          Match.objectLike({ Effect: 'Allow', Action: 's3:PutObject', Resource: `${BUCKET}/env:/*` }),
          Match.objectLike({ Effect: 'Allow', Action: 's3:DeleteObject', Resource: `${BUCKET}/env:/*.tflock` }),
          Match.objectLike({
            Effect: 'Allow',
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^StateKey'), 'Arn'] },
            Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
          }),
        ],
      },
    });
  });
});

describe('the CI plan role', () => {
  test('trusts the CI user of its pipeline that plans, and nobody else', () => {
    template.resourceCountIs('AWS::IAM::Role', ACCESSES.length);
    template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'orgstrap-ci-plan-delivery',
      PermissionsBoundary: 'arn:aws:iam::333333333333:policy/orgstrap/orgstrap-ci-boundary',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'OnlyTheCiUserThatPlansBecomesThisRole',
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::333333333333:root' },
            Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
            Condition: {
              ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::333333333333:user/orgstrap/orgstrap-ci-plan-delivery' },
              StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' },
            },
          },
        ],
      },
    });
  });

  test('enters the Terraform plan role of the accounts, and never the Terraform role', () => {
    const resources = accountPolicies(assembly, 'Pipeline-delivery', 'CiPlanRole').map(
      ({ Statement: [enter] }) => enter?.Resource,
    );
    expect(resources).toEqual([
      [
        'arn:aws:iam::444444444444:role/orgstrap/orgstrap-terraform-plan',
        'arn:aws:iam::555555555555:role/orgstrap/orgstrap-terraform-plan',
      ],
    ]);
  });

  test('reads states, and writes nothing but locks', () => {
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      Description: 'The Terraform state of the pipeline delivery, to plan',
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Action: 's3:ListBucket', Resource: BUCKET }),
          Match.objectLike({ Action: 's3:GetObject', Resource: `${BUCKET}/*` }),
          Match.objectLike({ Action: ['s3:PutObject', 's3:DeleteObject'], Resource: `${BUCKET}/env:/*.tflock` }),
          Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'] }),
        ],
      },
    });
  });
});

describe('a pipeline of 200 accounts', () => {
  const many = synthesised(
    sharedOpsConfig({ environments: manyAccounts(200), pipelines: [pipeline('delivery', ['dev'])] }),
  );
  const documents = accountPolicies(many, 'Pipeline-delivery');

  test('names each account once, over several policies that are each within IAM’s limit', () => {
    expect(documents).toHaveLength(3);
    const arns = documents.flatMap(({ Statement }) => Statement.flatMap(({ Resource }) => Resource));
    expect(new Set(arns).size).toBe(200);
    expect(arns).toHaveLength(200);
    for (const document of documents) expect(JSON.stringify(document).length).toBeLessThanOrEqual(MANAGED_POLICY_LIMIT);
    expect(JSON.stringify(arns)).not.toContain('*');
  });

  test('has the organization in every one of them', () => {
    for (const { Statement } of documents) {
      expect(Statement.map(({ Condition }) => Condition)).toEqual([
        { StringEquals: { 'aws:ResourceOrgID': 'o-exampleorgid' } },
      ]);
    }
  });

  test('wears all of them', () => {
    many.template('Pipeline-delivery').hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: [
        { Ref: Match.stringLikeRegexp('^CiTerraformRoleState') },
        ...[1, 2, 3].map((part) => ({ Ref: Match.stringLikeRegexp(`^CiTerraformRoleAccounts${part}`) })),
      ],
    });
  });
});

test('a pipeline with more accounts than ten policies hold is refused, with what to do', () => {
  const config = sharedOpsConfig({ environments: manyAccounts(1_000), pipelines: [pipeline('delivery', ['dev'])] });
  expect(() => builtApp(config)).toThrow(Failure);
  expect(() => builtApp(config)).toThrow(
    /the 1000 accounts of the pipeline delivery take 12 managed policies, a role wears 10: give the pipeline fewer environments, or split an environment and its OU;/,
  );
});
