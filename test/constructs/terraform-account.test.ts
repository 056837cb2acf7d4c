import { Match } from 'aws-cdk-lib/assertions';
import { synthesised } from '../support/assembly';
import { sharedOpsConfig } from '../support/org-config';

const template = synthesised(sharedOpsConfig()).template('TerraformAccount');

describe('the bucket of the access logs', () => {
  test('takes logs of the state buckets of this account, and lets nobody else in', () => {
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Sid: 'NothingWithoutTls', Effect: 'Deny' }),
          Match.objectLike({ Sid: 'NothingBeforeTls12', Effect: 'Deny' }),
          Match.objectLike({ Sid: 'NoAccessLogIsEverDeletedByHand', Effect: 'Deny' }),
          Match.objectLike({ Sid: 'NobodyButAServiceWritesOrChangesAnAccessLog', Effect: 'Deny' }),
          {
            Sid: 'S3WritesTheAccessLogsOfTheBucketsOfOrgstrapInThisAccount',
            Effect: 'Allow',
            Principal: { Service: 'logging.s3.amazonaws.com' },
            Action: 's3:PutObject',
            Resource: 'arn:aws:s3:::orgstrap-access-logs-333333333333-eu-west-1-an/*',
            Condition: {
              ArnLike: { 'aws:SourceArn': ['arn:aws:s3:::orgstrap-state-*-333333333333-eu-west-1-an'] },
              StringEquals: { 'aws:SourceAccount': '333333333333' },
            },
          },
        ],
      },
    });
  });

  test('is encrypted in the only way in which S3 delivers logs, versioned and closed to the public', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: 'orgstrap-access-logs-333333333333-eu-west-1-an',
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { BucketKeyEnabled: false, ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
        ],
      },
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });
});

describe('the boundary of everybody in the Terraform account', () => {
  test('never lets StackSets, identities or the organization be reached', () => {
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      ManagedPolicyName: 'orgstrap-ci-boundary',
      Path: '/orgstrap/',
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Sid: 'CiNeverReachesStackSetsBecauseTheyReachEveryAccount',
            Effect: 'Deny',
            Action: ['cloudformation:*StackSet*', 'cloudformation:*StackInstances'],
            Resource: '*',
          },
          {
            Sid: 'CiNeverChangesIdentitiesOrTheOrganization',
            Effect: 'Deny',
            Action: Match.arrayWith(['iam:*', 'organizations:*', 'account:*']),
            Resource: '*',
          },
        ]),
      },
    });
  });

  test('allows no more than entering roles of orgstrap, states, and keys through S3', () => {
    const [policy] = Object.values(template.findResources('AWS::IAM::ManagedPolicy'));
    const allowed: readonly { readonly Effect: string; readonly Action: string | readonly string[] }[] =
      policy?.Properties.PolicyDocument.Statement ?? [];
    expect(allowed.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action)).toEqual([
      'sts:AssumeRole',
      'sts:SetSourceIdentity',
      's3:ListBucket',
      's3:GetObject',
      's3:PutObject',
      's3:DeleteObject',
      'kms:Decrypt',
      'kms:GenerateDataKey',
    ]);
  });
});
