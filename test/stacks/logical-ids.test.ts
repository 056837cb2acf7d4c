import type { PrincipalArn } from '../../lib/domain/ids';
import { synthesised } from '../support/assembly';
import { sharedOpsConfig } from '../support/org-config';
import { people } from '../support/people';

/**
 * A logical id that changes is a resource that is replaced: a bucket that is left behind with the state in it, a role whose
 * fixed name is taken.
 */
const assembly = synthesised(sharedOpsConfig({ people: people() }));

function idsOf(stack: string, ...types: readonly string[]): Readonly<Record<string, string>> {
  const resources = Object.entries(assembly.plain(stack).Resources);
  return Object.fromEntries(
    resources.filter(([, { Type }]) => types.includes(Type)).map(([id, { Type }]) => [id, Type]),
  );
}

test('the logical ids of what a pipeline has are for ever', () => {
  expect(
    idsOf(
      'Pipeline-delivery',
      'AWS::S3::Bucket',
      'AWS::S3::BucketPolicy',
      'AWS::KMS::Key',
      'AWS::KMS::Alias',
      'AWS::IAM::Role',
      'AWS::IAM::User',
      'AWS::IAM::Group',
    ),
  ).toEqual({
    StateBucket77825682: 'AWS::S3::Bucket',
    StateBucketPolicy2A7F4A95: 'AWS::S3::BucketPolicy',
    StateKey0A7A39F9: 'AWS::KMS::Key',
    StateAlias6986D2C7: 'AWS::KMS::Alias',
    CiTerraformRoleA4182CD4: 'AWS::IAM::Role',
    CiIdentity461B1B70: 'AWS::IAM::User',
    CiIdentityGroup7C4233C1: 'AWS::IAM::Group',
    CiPlanRole01604A20: 'AWS::IAM::Role',
    CiPlanIdentity6A359356: 'AWS::IAM::User',
    CiPlanIdentityGroup280CA504: 'AWS::IAM::Group',
  });
});

test('the logical ids of what the Terraform account has once are for ever', () => {
  expect(idsOf('TerraformAccount', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::IAM::ManagedPolicy')).toEqual({
    AccessLogsBucketCD784A59: 'AWS::S3::Bucket',
    AccessLogsBucketPolicyB4B974CD: 'AWS::S3::BucketPolicy',
    CiBoundaryPolicy6154386C: 'AWS::IAM::ManagedPolicy',
  });
});

test('the logical ids of the Terraform roles and of the boundary are for ever', () => {
  expect(idsOf('Member-ProductAccount', 'AWS::IAM::Role')).toEqual({
    TerraformRoleBAA3A64C: 'AWS::IAM::Role',
    TerraformPlanRoleC39892D8: 'AWS::IAM::Role',
  });
  const policies = Object.keys(idsOf('Member-ProductAccount', 'AWS::IAM::ManagedPolicy'));
  expect(policies.filter((id) => !id.startsWith('Services'))).toEqual(['BoundaryPolicyC4AA4EBF']);
});

test('the logical ids of access roles are for ever, and those of the policies that have names', () => {
  expect(idsOf('Member-AccessRoles', 'AWS::IAM::Role', 'AWS::IAM::ManagedPolicy')).toEqual({
    AccessRolesBoundary363A9F0F: 'AWS::IAM::ManagedPolicy',
    AccessRolesRoleadmin294AFD1A: 'AWS::IAM::Role',
    AccessRolesRoledeveloper7EE4B6A2: 'AWS::IAM::Role',
    AccessRolesRoleviewer0A5B2CF7: 'AWS::IAM::Role',
    AccessRolesorgstrapaccesschange1B3EE82D1: 'AWS::IAM::ManagedPolicy',
    AccessRolesorgstrapaccessiam1DF45B10A: 'AWS::IAM::ManagedPolicy',
    AccessRolesorgstrapaccessrefusals1B90C3C98: 'AWS::IAM::ManagedPolicy',
    AccessRolesorgstrapaccessview158421496: 'AWS::IAM::ManagedPolicy',
  });
});

test('the logical ids of people and of their groups are for ever', () => {
  expect(idsOf('OpsAccount', 'AWS::IAM::User', 'AWS::IAM::Group')).toEqual({
    PeopleEverybody4F73E9A2: 'AWS::IAM::Group',
    PeopleGroupdevelopersF3E9BEC6: 'AWS::IAM::Group',
    PeopleGroupoperators2B19A2FF: 'AWS::IAM::Group',
    PeopleUserada74583724: 'AWS::IAM::User',
    PeopleUsergraceexamplecom2FCC9DD0: 'AWS::IAM::User',
  });
});

test('the logical ids of what handles people are for ever', () => {
  const operators = ['arn:aws:iam::333333333333:role/operator' as PrincipalArn];
  const operated = synthesised(sharedOpsConfig({ people: people(), operators }));
  for (const stack of ['Member-OperatorRoles', 'OpsAccount']) {
    expect(operated.plain(stack).Resources).toMatchObject({
      PeopleOperatorRole7EE395A3: { Type: 'AWS::IAM::Role' },
      PeopleOperatorRoleBoundaryE3DE6C5B: { Type: 'AWS::IAM::ManagedPolicy' },
    });
  }
  expect(operated.plain('Member-AccessRoles').Resources).toHaveProperty('ClosedBAF26A78');
  expect(operated.plain('Member-AccessRoles').Resources).not.toHaveProperty('PeopleOperatorRole7EE395A3');
});

test('the logical ids of the StackSets are for ever, and with them whole environments', () => {
  const everything = synthesised(
    sharedOpsConfig({
      people: people(),
      operators: ['arn:aws:iam::333333333333:role/operator' as PrincipalArn],
      audit: { trail: 'own', retentionDays: 400, email: [] },
    }),
  );
  const waves = everything.stacks.filter((name) => /-(?:dev|stage|prod)$/.test(name));
  expect(waves).toHaveLength(18);
  for (const wave of waves) {
    expect(Object.entries(everything.plain(wave).Resources).map(([id, { Type }]) => [id, Type])).toEqual([
      ['StackSet6E6355CF', 'AWS::CloudFormation::StackSet'],
    ]);
  }
});
