import { Match } from 'aws-cdk-lib/assertions';
import type { PrincipalArn } from '../../lib/domain/ids';
import { synthesised } from '../support/assembly';
import { sharedOpsConfig } from '../support/org-config';

const assembly = synthesised(sharedOpsConfig());
const template = assembly.template('Pipeline-delivery');
const BUCKET = 'orgstrap-state-delivery-333333333333-eu-west-1-an';
const CI_TERRAFORM_ROLE = 'arn:aws:iam::333333333333:role/orgstrap/orgstrap-ci-terraform-delivery';
const CI_PLAN_ROLE = 'arn:aws:iam::333333333333:role/orgstrap/orgstrap-ci-plan-delivery';
const STATE_ROLE = 'arn:aws:iam::333333333333:role/orgstrap/orgstrap-state';
const KEY_ARN = { 'Fn::GetAtt': [Match.stringLikeRegexp('^StateKey'), 'Arn'] };

/** Expects the bucket's policy to deny something, with exactly this statement. */
function expectDenial(statement: Readonly<Record<string, unknown>>): void {
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    Bucket: BUCKET,
    PolicyDocument: { Statement: Match.arrayWith([{ Effect: 'Deny', Principal: '*', ...statement }]) },
  });
}

describe('the state bucket', () => {
  test('keeps every version', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: BUCKET,
      VersioningConfiguration: { Status: 'Enabled' },
    });
  });

  test('forgets old versions only, and only after a year and a hundred newer ones', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [
          {
            Id: 'KeepAHundredVersionsForAYear',
            Status: 'Enabled',
            NoncurrentVersionExpiration: { NoncurrentDays: 365, NewerNoncurrentVersions: 100 },
            ExpiredObjectDeleteMarker: true,
          },
          { Id: 'AbortUploads', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
        ],
      },
    });
  });

  test('encrypts with the key of its pipeline', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY_ARN },
          },
        ],
      },
    });
  });

  test('is closed to the public, and knows no ACLs', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
  });

  test('logs who reads and writes, under the name of its pipeline', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      LoggingConfiguration: {
        DestinationBucketName: 'orgstrap-access-logs-333333333333-eu-west-1-an',
        LogFilePrefix: 'delivery/',
      },
    });
  });

  test('has no policy but the one that is checked below, and allows nothing by it', () => {
    template.resourceCountIs('AWS::S3::BucketPolicy', 1);
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: { Statement: Match.not(Match.arrayWith([Match.objectLike({ Effect: 'Allow' })])) },
    });
  });

  test('refuses everything that does not come by TLS 1.2', () => {
    const Resource = [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`];
    expectDenial({
      Sid: 'NothingWithoutTls',
      Action: 's3:*',
      Resource,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    expectDenial({
      Sid: 'NothingBeforeTls12',
      Action: 's3:*',
      Resource,
      Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } },
    });
  });

  test('lets nobody but the CI roles of its pipeline touch objects', () => {
    expectDenial({
      Sid: 'OnlyWhoUsesTheseStatesTouchesObjects',
      Action: Match.arrayWith(['s3:GetObject*', 's3:PutObject*', 's3:DeleteObject']),
      Resource: `arn:aws:s3:::${BUCKET}/*`,
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': [CI_TERRAFORM_ROLE, CI_PLAN_ROLE] } },
    });
  });

  test('lets nobody but the CI Terraform role of its pipeline write more than locks', () => {
    expectDenial({
      Sid: 'OnlyWhoWritesTheseStatesWritesMoreThanLocks',
      Action: ['s3:PutObject*', 's3:DeleteObject'],
      NotResource: `arn:aws:s3:::${BUCKET}/*.tflock`,
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': [CI_TERRAFORM_ROLE] } },
    });
  });

  test('lets the state role in, with its key, where there are operators to become it, and nobody else', () => {
    const operators = ['arn:aws:iam::333333333333:role/operator' as PrincipalArn];
    const operated = synthesised({ ...sharedOpsConfig(), operators }).template('Pipeline-delivery');
    operated.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Condition: { ArnNotEquals: { 'aws:PrincipalArn': [CI_TERRAFORM_ROLE, CI_PLAN_ROLE, STATE_ROLE] } },
          }),
          Match.objectLike({ Condition: { ArnNotEquals: { 'aws:PrincipalArn': [CI_TERRAFORM_ROLE, STATE_ROLE] } } }),
        ]),
      },
    });
    operated.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Condition: Match.objectLike({
              ArnEquals: { 'aws:PrincipalArn': [CI_TERRAFORM_ROLE, CI_PLAN_ROLE, STATE_ROLE] },
            }),
          }),
        ]),
      },
    });
  });

  test('lets nobody delete a state, or a version of one', () => {
    expectDenial({
      Sid: 'StatesAreNeverDeletedOnlyLocksAre',
      Action: 's3:DeleteObject',
      NotResource: `arn:aws:s3:::${BUCKET}/*.tflock`,
    });
    expectDenial({
      Sid: 'NoVersionOfAStateIsEverDeleted',
      Action: 's3:DeleteObjectVersion',
      Resource: `arn:aws:s3:::${BUCKET}/*`,
    });
  });

  test('does not lock the deployer out: no denial of policy changes concerns them', () => {
    const [policy] = Object.values(template.findResources('AWS::S3::BucketPolicy'));
    const statements: readonly { readonly Action: string | readonly string[]; readonly Condition?: unknown }[] =
      policy?.Properties.PolicyDocument.Statement ?? [];
    const concerned = statements.filter(({ Action }) => /"s3:(?:\*"|Put\*|PutBucket)/.test(JSON.stringify(Action)));
    expect(concerned.map(({ Condition }) => Condition)).toEqual([
      { Bool: { 'aws:SecureTransport': 'false' } },
      { NumericLessThan: { 's3:TlsVersion': '1.2' } },
    ]);
  });

  test('refuses what is encrypted in another way or with another key', () => {
    const header = 's3:x-amz-server-side-encryption';
    expectDenial({
      Sid: 'NoOtherEncryptionThanKms',
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${BUCKET}/*`,
      Condition: { Null: { [header]: 'false' }, StringNotEquals: { [header]: 'aws:kms' } },
    });
    expectDenial({
      Sid: 'NoOtherKeyThanTheStateKey',
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${BUCKET}/*`,
      Condition: {
        Null: { [`${header}-aws-kms-key-id`]: 'false' },
        StringNotEquals: {
          [`${header}-aws-kms-key-id`]: [KEY_ARN, 'arn:aws:kms:eu-west-1:333333333333:alias/orgstrap-state-delivery'],
        },
      },
    });
  });
});

describe('the state key', () => {
  test('is rotated every year', () => {
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true, PendingWindowInDays: 30 });
  });

  test('is used by the CI roles of its pipeline alone, and only through S3', () => {
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: [
          Match.objectLike({ Sid: 'TheAccountAdministersTheKeyButDoesNotUseIt' }),
          {
            Sid: 'OnlyTheCiRolesAndTheStateRoleUseTheKeyThroughS3',
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::333333333333:root' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Resource: '*',
            Condition: {
              ArnEquals: { 'aws:PrincipalArn': [CI_TERRAFORM_ROLE, CI_PLAN_ROLE] },
              StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
            },
          },
        ],
      },
    });
  });

  test('keeps the account as its administrator, who cannot use it', () => {
    const [key] = Object.values(template.findResources('AWS::KMS::Key'));
    const [administrators] = key?.Properties.KeyPolicy.Statement ?? [];
    expect(administrators.Principal).toEqual({ AWS: 'arn:aws:iam::333333333333:root' });
    expect(administrators.Condition).toBeUndefined();
    expect(administrators.Action).toEqual(expect.arrayContaining(['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion']));
    for (const use of ['Decrypt', 'Encrypt', 'ReEncrypt', 'GenerateDataKey', 'CreateGrant', '*']) {
      expect(JSON.stringify(administrators.Action)).not.toContain(`kms:${use}`);
    }
  });

  test('has an alias that the backend names', () => {
    template.hasResourceProperties('AWS::KMS::Alias', {
      AliasName: 'alias/orgstrap-state-delivery',
      TargetKeyId: { Ref: Match.stringLikeRegexp('^StateKey') },
    });
  });
});

describe('what holds state', () => {
  test.each([
    ['Pipeline-delivery', 'AWS::S3::Bucket'],
    ['Pipeline-delivery', 'AWS::S3::BucketPolicy'],
    ['Pipeline-delivery', 'AWS::KMS::Key'],
    ['Pipeline-delivery', 'AWS::KMS::Alias'],
    ['TerraformAccount', 'AWS::S3::Bucket'],
    ['TerraformAccount', 'AWS::S3::BucketPolicy'],
  ])('is kept when its stack goes, but not when its first creation fails: %s, %s', (stack, type) => {
    assembly.template(stack).allResources(type, {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
    assembly.template(stack).resourceCountIs(type, 1);
  });
});
