import { synthesised } from '../support/assembly';
import { sharedOpsConfig } from '../support/org-config';

/**
 * A logical id that changes is a resource that is replaced: a bucket that is left behind with the state in it, a role whose
 * fixed name is taken.
 */
const assembly = synthesised(sharedOpsConfig());

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
  expect(idsOf('Member-Boundary', 'AWS::IAM::ManagedPolicy')).toEqual({
    BoundaryPolicyC4AA4EBF: 'AWS::IAM::ManagedPolicy',
  });
});

test('the logical ids of the StackSets are for ever, and with them whole environments', () => {
  for (const stack of ['Boundary', 'ProductAccounts-dev', 'ProductAccounts-prod']) {
    expect(idsOf(stack, 'AWS::CloudFormation::StackSet')).toEqual({
      StackSet6E6355CF: 'AWS::CloudFormation::StackSet',
    });
  }
});
