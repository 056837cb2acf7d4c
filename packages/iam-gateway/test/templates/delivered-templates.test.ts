import type { Snapshot } from '../../iam/snapshot';
import type { DeployedTemplate } from '../../templates/snapshot-of-templates';
import { HOME, MANAGEMENT, OTHER, UNIT } from '../iam/small-organization';
import { deployed, role, snapshotWith, statement, valueIn } from './template-fixtures';

describe('a StackSet', () => {
  const body = JSON.stringify({ Resources: { Role: role() } });
  const stackSet = (properties: Readonly<Record<string, unknown>>) =>
    deployed({
      Set: {
        Type: 'AWS::CloudFormation::StackSet',
        Properties: { StackSetName: 's', PermissionModel: 'SERVICE_MANAGED', TemplateBody: body, ...properties },
      },
    });
  const to = (targets: Readonly<Record<string, unknown>>, others = {}) => ({
    StackInstancesGroup: [{ DeploymentTargets: targets, Regions: ['eu-west-1'], ...others }],
  });
  const accountsIn = (snapshot: Snapshot) => [...snapshot.roles.keys()].map((arn) => arn.split(':')[4]);

  test.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    [
      'every account below its units, but not the management account',
      { OrganizationalUnitIds: ['r-abcd'] },
      [HOME, OTHER],
    ],
    ['no account beside them', { OrganizationalUnitIds: [UNIT] }, [OTHER]],
    [
      'the listed ones where they intersect',
      { OrganizationalUnitIds: ['r-abcd'], AccountFilterType: 'INTERSECTION', Accounts: [HOME] },
      [HOME],
    ],
    [
      'all but the listed ones where they differ',
      { OrganizationalUnitIds: ['r-abcd'], AccountFilterType: 'DIFFERENCE', Accounts: [HOME] },
      [OTHER],
    ],
  ])('reaches %s', (_, targets, accounts) => {
    expect(accountsIn(snapshotWith(stackSet(to(targets))))).toEqual(accounts);
  });

  test('gives its parameters to its members, in which functions mean the account of each', () => {
    const TemplateBody = JSON.stringify({
      Parameters: { P: { Type: 'CommaDelimitedList' } },
      Resources: { Role: role({ Policies: [{ PolicyName: 'p', PolicyDocument: statement('s3:*', { Ref: 'P' }) }] }) },
    });
    const Parameters = [{ ParameterKey: 'P', ParameterValue: 'a,b' }];
    const snapshot = snapshotWith(stackSet({ ...to({ OrganizationalUnitIds: [UNIT] }), TemplateBody, Parameters }));
    expect(valueIn(snapshot)).toEqual(['a', 'b']);
    expect(snapshot.roles.get(`arn:aws:iam::${OTHER}:role/r`)?.trust.Statement[0]?.Principal).toEqual({ AWS: OTHER });
  });

  test.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    [
      'targets that StackSets refuses',
      to({ OrganizationalUnitIds: [UNIT], AccountFilterType: 'UNION' }),
      /filter UNION/,
    ],
    ['overrides', to({ OrganizationalUnitIds: [UNIT] }, { ParameterOverrides: [] }), /s has parameter overrides/],
    [
      'permissions of its own',
      { ...to({ OrganizationalUnitIds: [UNIT] }), PermissionModel: 'SELF_MANAGED' },
      /not service-managed/,
    ],
    [
      'a parameter too many',
      { ...to({ OrganizationalUnitIds: [UNIT] }), Parameters: [{ ParameterKey: 'Q', ParameterValue: 'x' }] },
      /StackSet-s is given Q/,
    ],
  ])('is refused with %s', (_, properties, message) => {
    expect(() => snapshotWith(stackSet(properties))).toThrow(message);
  });
});

describe('a control policy', () => {
  const guard = (Type: string, TargetIds: readonly string[], account = MANAGEMENT): DeployedTemplate => ({
    ...deployed({
      Guard: {
        Type: 'AWS::Organizations::Policy',
        Properties: { Name: 'guard', Type, TargetIds, Content: statement('s3:*') },
      },
    }),
    account,
  });

  test('is attached beside the full access that is there', () => {
    const snapshot = snapshotWith(
      guard('SERVICE_CONTROL_POLICY', ['r-abcd', UNIT]),
      guard('RESOURCE_CONTROL_POLICY', [OTHER]),
    );
    const { serviceControlPolicies, resourceControlPolicies } = snapshot.organization;
    expect(serviceControlPolicies.get(UNIT)?.map(({ name }) => name)).toEqual(['FullAWSAccess', 'guard']);
    expect([...serviceControlPolicies.keys()]).toEqual(['r-abcd', UNIT]);
    expect(resourceControlPolicies.get(OTHER)?.map(({ name }) => name)).toEqual(['guard']);
  });

  test.each<[string, DeployedTemplate, RegExp]>([
    [
      'on what is not in the organization',
      guard('SERVICE_CONTROL_POLICY', ['ou-abcd-99999999']),
      /attached to ou-abcd-99999999/,
    ],
    [
      'by a member account',
      guard('SERVICE_CONTROL_POLICY', ['r-abcd'], HOME),
      /guard is not deployed in the management account/,
    ],
    ['of another type', guard('TAG_POLICY', ['r-abcd']), /guard is a TAG_POLICY/],
  ])('is refused %s', (_, template, message) => {
    expect(() => snapshotWith(template)).toThrow(message);
  });
});
