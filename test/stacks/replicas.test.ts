import { Match } from 'aws-cdk-lib/assertions';
import { synthesised } from '../support/assembly';
import { orgConfig, sharedOpsConfig } from '../support/org-config';

const HOME = 'orgstrap-state-delivery-333333333333-eu-west-1-an';
const REPLICA = 'orgstrap-state-delivery-333333333333-eu-central-1-an';
const ROLE = 'arn:aws:iam::333333333333:role/orgstrap/orgstrap-replication-delivery';
const STATE = { replica: 'eu-central-1', objectLock: { mode: 'GOVERNANCE', days: 30 } } as const;

describe('where states have a replica', () => {
  const assembly = synthesised(sharedOpsConfig({ state: STATE }));
  const pipeline = assembly.template('Pipeline-delivery');
  const replica = assembly.template('Replica-delivery-eu-central-1');

  test('every version is copied, encrypted with the key of the other Region, and no deletion is', () => {
    pipeline.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: HOME,
      ReplicationConfiguration: {
        Role: ROLE,
        Rules: [
          {
            Id: 'CopyEveryVersion',
            Status: 'Enabled',
            Priority: 1,
            Filter: { Prefix: '' },
            DeleteMarkerReplication: { Status: 'Disabled' },
            SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
            Destination: {
              Bucket: `arn:aws:s3:::${REPLICA}`,
              EncryptionConfiguration: {
                ReplicaKmsKeyID: 'arn:aws:kms:eu-central-1:333333333333:alias/orgstrap-state-delivery',
              },
            },
          },
        ],
      },
    });
  });

  test('the bucket waits for the role that S3 works as', () => {
    const [bucket] = Object.values(pipeline.findResources('AWS::S3::Bucket'));
    expect(bucket?.DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^StateReplicationRole/)]));
  });

  test('the replica is a bucket of the same kind, in which S3 alone writes', () => {
    replica.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: REPLICA,
      VersioningConfiguration: { Status: 'Enabled' },
      ReplicationConfiguration: Match.absent(),
    });
    replica.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: 'OnlyWhoWritesTheseStatesWritesMoreThanLocks',
            Condition: { ArnNotEquals: { 'aws:PrincipalArn': [ROLE] } },
          }),
          Match.objectLike({ Sid: 'NoVersionOfAStateIsEverDeleted', Effect: 'Deny' }),
        ]),
      },
    });
  });

  test('the key of the replica encrypts for S3, and decrypts for nobody where there are no operators', () => {
    const [key] = Object.values(replica.findResources('AWS::KMS::Key'));
    const statements: readonly { readonly Sid: string }[] = key?.Properties.KeyPolicy.Statement ?? [];
    expect(statements.map(({ Sid }) => Sid)).toEqual([
      'TheAccountAdministersTheKeyButDoesNotUseIt',
      'OnlyTheReplicationRoleEncryptsCopiesThroughS3',
    ]);
  });

  test('both buckets lock versions, and none is replaced for that', () => {
    for (const template of [pipeline, replica]) {
      template.hasResourceProperties('AWS::S3::Bucket', {
        ObjectLockEnabled: Match.absent(),
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 30 } },
        },
      });
    }
  });

  test('what holds copies is kept when its stack goes', () => {
    for (const type of ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::KMS::Key', 'AWS::KMS::Alias']) {
      replica.allResources(type, { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    }
  });

  test('the replica is deployed in its Region, before what is copied to it', () => {
    expect(assembly.stack('Replica-delivery-eu-central-1').environment).toBe('aws://333333333333/eu-central-1');
    expect(assembly.waitsFor('Pipeline-delivery')).toContain('Replica-delivery-eu-central-1');
  });
});

describe('where the Terraform account is out of reach', () => {
  const assembly = synthesised(orgConfig({ state: { replica: 'eu-central-1' } }));

  test('a StackSet of the home Region delivers the replica to the other one', () => {
    assembly.template('Replica-delivery-eu-central-1').hasResourceProperties('AWS::CloudFormation::StackSet', {
      StackInstancesGroup: [Match.objectLike({ Regions: ['eu-central-1'] })],
    });
    expect(assembly.stack('Replica-delivery-eu-central-1').environment).toBe('aws://333333333333/eu-west-1');
  });

  test('nothing is locked that nobody asked for', () => {
    assembly.template('Member-Pipeline-delivery').hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockConfiguration: Match.absent(),
    });
  });
});

test('without replicas there is no stack of one, and no role', () => {
  const assembly = synthesised(sharedOpsConfig());
  expect(assembly.templates.filter((file) => file.startsWith('Replica'))).toEqual([]);
  const roles = Object.values(assembly.template('Pipeline-delivery').findResources('AWS::IAM::Role'));
  expect(roles.map(({ Properties }) => Properties.RoleName).filter((name) => /replication/.test(name))).toEqual([]);
});
