import { Match } from 'aws-cdk-lib/assertions';
import { type Assembly, synthesised } from '../support/assembly';
import { orgConfig } from '../support/org-config';

const fromOps = synthesised(orgConfig());
const fromManagement = synthesised(orgConfig({ deployFrom: 'management' }));

const STACK_SET = 'AWS::CloudFormation::StackSet';
const ALL = ['TerraformAccount', 'Pipeline-delivery', 'ProductAccounts-dev', 'ProductAccounts-prod'];

function expectStackSet(assembly: Assembly, stack: string, properties: Readonly<Record<string, unknown>>): void {
  const template = assembly.template(stack);
  template.resourceCountIs(STACK_SET, 1);
  template.hasResourceProperties(STACK_SET, properties);
}

test.each(ALL)('%s is called as the delegated administrator from Ops, and as itself from management', (stack) => {
  expectStackSet(fromOps, stack, { CallAs: 'DELEGATED_ADMIN', PermissionModel: 'SERVICE_MANAGED' });
  expectStackSet(fromManagement, stack, { CallAs: 'SELF', PermissionModel: 'SERVICE_MANAGED' });
});

test.each(ALL)('%s changes all accounts of a wave at once, and fails where more than half of them do', (stack) => {
  expectStackSet(fromOps, stack, {
    StackSetName: `orgstrap-${stack}`,
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    ManagedExecution: { Active: true },
    OperationPreferences: {
      ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE',
      FailureTolerancePercentage: 50,
      MaxConcurrentPercentage: 100,
    },
  });
});

test.each(ALL)('%s goes to the home Region alone, without overrides', (stack) => {
  expectStackSet(fromOps, stack, {
    StackInstancesGroup: [
      { Regions: ['eu-west-1'], DeploymentTargets: Match.anyValue(), ParameterOverrides: Match.absent() },
    ],
  });
});

describe('a wave', () => {
  test('reaches its organizational units, and what enters them later, and leaves no role behind', () => {
    expectStackSet(fromOps, 'ProductAccounts-stage', {
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
      StackInstancesGroup: [
        { DeploymentTargets: { OrganizationalUnitIds: ['ou-abcd-22222222'], AccountFilterType: Match.absent() } },
      ],
    });
  });

  test('tells its accounts by a set-level parameter whom to trust', () => {
    expectStackSet(fromOps, 'ProductAccounts-prod', {
      Parameters: [
        {
          ParameterKey: 'CiTerraformRoleArns',
          ParameterValue: 'arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-terraform-delivery',
        },
        {
          ParameterKey: 'CiPlanRoleArns',
          ParameterValue: 'arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-plan-delivery',
        },
      ],
    });
  });
});

describe('forwarding rules', () => {
  const audit = { trail: 'organization', retentionDays: 365, email: [] } as const;

  test('wait for their role in an account that enters, by the ARN that its StackSet has in the management account', () => {
    for (const assembly of [
      synthesised(orgConfig({ audit })),
      synthesised(orgConfig({ audit, deployFrom: 'management' })),
    ]) {
      expectStackSet(assembly, 'Forwarding-dev', {
        AutoDeployment: {
          DependsOn: [
            {
              'Fn::Join': [
                '',
                [
                  'arn:aws:cloudformation:',
                  { Ref: 'AWS::Region' },
                  ':111111111111:stackset/',
                  {
                    'Fn::GetStackOutput': {
                      StackName: 'orgstrap-ForwardingRoles-dev',
                      OutputName: Match.stringLikeRegexp('StackSetId'),
                      Region: 'eu-west-1',
                    },
                  },
                ],
              ],
            },
          ],
        },
      });
    }
  });

  test('wait for nothing where org.yaml says so', () => {
    const assembly = synthesised(orgConfig({ audit, stackSetDependencies: false }));
    expectStackSet(assembly, 'Forwarding-dev', { AutoDeployment: { Enabled: true, DependsOn: Match.absent() } });
  });
});

test.each(['TerraformAccount', 'Pipeline-delivery'])(
  '%s reaches the Terraform account, and never an account that joins',
  (stack) => {
    expectStackSet(fromOps, stack, {
      AutoDeployment: { Enabled: false, RetainStacksOnAccountRemoval: Match.absent(), DependsOn: Match.absent() },
      StackInstancesGroup: [
        {
          DeploymentTargets: {
            OrganizationalUnitIds: ['r-abcd'],
            AccountFilterType: 'INTERSECTION',
            Accounts: ['222222222222'],
          },
        },
      ],
    });
  },
);
