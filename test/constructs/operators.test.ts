import { Match } from 'aws-cdk-lib/assertions';
import type { PrincipalArn } from '../../lib/domain/ids';
import type { OrgConfig } from '../../lib/domain/org-config';
import { synthesised } from '../support/assembly';
import { orgConfig, pipeline, sharedOpsConfig } from '../support/org-config';

const OPERATORS = [
  'arn:aws:iam::333333333333:role/platform/operator',
  'arn:aws:iam::333333333333:role/platform/on-call',
  'arn:aws:iam::111111111111:user/first.operator',
].map((arn) => arn as PrincipalArn);

const TRUST = {
  Effect: 'Allow',
  Principal: { AWS: ['arn:aws:iam::333333333333:root', 'arn:aws:iam::111111111111:root'] },
  Action: 'sts:AssumeRole',
  Condition: {
    ArnEquals: { 'aws:PrincipalArn': OPERATORS },
    StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' },
  },
};

const operated = orgConfig({ operators: OPERATORS });
const assembly = synthesised(operated);
const terraformAccount = assembly.template('Member-TerraformAccount');
const productAccount = assembly.template('Member-OperatorRoles');
const inPipeline = assembly.template('Member-Pipeline-delivery');

function rolesOf(config: OrgConfig, stack: string): readonly unknown[] {
  const roles = synthesised(config).template(stack).findResources('AWS::IAM::Role');
  return Object.values(roles).map(({ Properties }) => Properties.RoleName);
}

describe('the operator role', () => {
  test('trusts exactly the operators, inside the organization, and names each of their accounts once', () => {
    terraformAccount.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'orgstrap-operator',
      Path: '/orgstrap/',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Sid: 'OnlyOperatorsBecomeTheOperatorRole', ...TRUST }],
      },
    });
  });

  test('rotates the keys of the CI users that there are, by name', () => {
    terraformAccount.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Sid: 'RotateTheAccessKeysOfCiUsers',
            Resource: ['apply', 'plan'].map(
              (access) => `arn:aws:iam::222222222222:user/orgstrap/orgstrap-ci-${access}-delivery`,
            ),
          }),
        ],
      },
    });
  });

  test('wears a boundary of its own, and the one of CI still denies all of IAM', () => {
    const [[id] = []] = Object.entries(
      terraformAccount.findResources('AWS::IAM::ManagedPolicy', {
        Properties: { ManagedPolicyName: 'orgstrap-operator-boundary' },
      }),
    );
    terraformAccount.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'orgstrap-operator',
      PermissionsBoundary: { Ref: id },
    });
    terraformAccount.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      ManagedPolicyName: 'orgstrap-ci-boundary',
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Action: Match.arrayWith(['iam:*']) })]),
      },
    });
  });

  test('is nowhere without operators, and neither is the auditor role', () => {
    expect(rolesOf(orgConfig(), 'Member-TerraformAccount')).toEqual([]);
    expect(synthesised(orgConfig()).templates.filter((file) => file.includes('Auditor'))).toEqual([]);
  });

  test('is in the Ops account where that is the Terraform account, too', () => {
    expect(rolesOf({ ...sharedOpsConfig(), operators: OPERATORS }, 'TerraformAccount')).toEqual([
      'orgstrap-auditor',
      'orgstrap-state',
      'orgstrap-operator',
    ]);
  });

  test('trusts no more operators than its trust policy has room for', () => {
    const many = Array.from(
      { length: 40 },
      (_, index) => `arn:aws:iam::333333333333:role/platform/operator-${index}` as PrincipalArn,
    );
    expect(() => synthesised(orgConfig({ operators: many }))).toThrow(
      expect.objectContaining({ code: 'TooManyOperators' }),
    );
  });

  test('has room for the CI users of twenty pipelines', () => {
    const pipelines = Array.from({ length: 20 }, (_, index) => pipeline(`a-pipeline-number-${index}`, ['dev']));
    const { Resources } = synthesised(orgConfig({ operators: OPERATORS, pipelines })).plain('Member-TerraformAccount');
    const named = JSON.stringify(Resources).match(/:user\/orgstrap\/orgstrap-ci-(?:apply|plan)-a-pipeline/g) ?? [];
    expect(named).toHaveLength(40);
  });
});

describe('the auditor role', () => {
  test.each([
    ['the Terraform account', terraformAccount],
    ['a product account', productAccount],
  ])('of %s trusts exactly the operators, and wears a boundary', (_, template) => {
    template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'orgstrap-auditor',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Sid: 'OnlyOperatorsBecomeTheAuditorRole', ...TRUST }],
      },
      PermissionsBoundary: Match.objectLike({ Ref: Match.stringLikeRegexp('AuditorRoleBoundary') }),
    });
  });

  test('reaches every product account, leaves with it, and takes no room from the roles of Terraform', () => {
    for (const { name, organizationalUnits } of operated.environments) {
      assembly.template(`OperatorRoles-${name}`).hasResourceProperties('AWS::CloudFormation::StackSet', {
        AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
        StackInstancesGroup: [{ DeploymentTargets: { OrganizationalUnitIds: organizationalUnits } }],
      });
    }
    const without = synthesised(orgConfig()).memberText('ProductAccounts-dev');
    expect(assembly.memberText('ProductAccounts-dev')).toBe(without);
  });

  test('is in the management account where that has the roles of a product account', () => {
    const managementAccount = { workspace: 'management', pipelines: ['delivery'] };
    const managed = orgConfig({ operators: OPERATORS, managementAccount, deployFrom: 'management' });
    synthesised(managed).template('ManagementAuditor').resourceCountIs('AWS::IAM::Role', 1);
    expect(assembly.templates).not.toContain('ManagementAuditor.template.json');
  });
});

describe('the secret of a CI user', () => {
  test('is made without a value, one for each access, and only where somebody may fill it', () => {
    const secrets = Object.values(inPipeline.findResources('AWS::SecretsManager::Secret')).map(
      (each) => each.Properties,
    );
    expect(secrets.map(({ Name }) => Name)).toEqual(['orgstrap/ci/delivery/apply', 'orgstrap/ci/delivery/plan']);
    for (const properties of secrets) expect(Object.keys(properties)).toEqual(['Description', 'Name']);
    synthesised(orgConfig()).template('Member-Pipeline-delivery').resourceCountIs('AWS::SecretsManager::Secret', 0);
  });

  test('gives its value to nobody but the operator role, and its management to whoever deploys', () => {
    inPipeline.allResourcesProperties('AWS::SecretsManager::ResourcePolicy', {
      BlockPublicPolicy: true,
      ResourcePolicy: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'OnlyTheOperatorRoleReachesTheKeyItself',
            Effect: 'Deny',
            Principal: '*',
            Action: [
              'secretsmanager:GetSecretValue',
              'secretsmanager:PutSecretValue',
              'secretsmanager:UpdateSecretVersionStage',
            ],
            Resource: '*',
            Condition: {
              ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:role/orgstrap/orgstrap-operator' },
            },
          },
        ],
      },
    });
  });
});
