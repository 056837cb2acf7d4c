import { BUCKET_NAMESPACES } from '../../lib/domain/bucket-namespace';
import { longestPipelineName } from '../../lib/domain/names';
import { namesOf } from '../../lib/domain/names-of';
import type { OrgConfig } from '../../lib/domain/org-config';
import { HOME_REGIONS } from '../../lib/domain/region';
import { orgConfig } from '../support/org-config';

const names = namesOf(orgConfig({ homeRegion: 'cn-north-1' }));

test('partition, home Region and accounts are those of org.yaml', () => {
  expect(names.ciRoleArn('plan', 'delivery')).toBe(
    'arn:aws-cn:iam::222222222222:role/orgstrap/orgstrap-ci-plan-delivery',
  );
  expect(names.personArn('ann')).toBe('arn:aws-cn:iam::333333333333:user/orgstrap/people/ann');
  expect(names.stateBucketArn('delivery')).toBe('arn:aws-cn:s3:::orgstrap-state-delivery-222222222222-cn-north-1-an');
  expect(names.stateKeyAliasArn('delivery')).toBe(
    'arn:aws-cn:kms:cn-north-1:222222222222:alias/orgstrap-state-delivery',
  );
  expect(names.audit.alarmBusArn).toBe('arn:aws-cn:events:cn-north-1:222222222222:event-bus/orgstrap-alarms');
});

test('a star in the place of a name matches all, and in the place of an account any', () => {
  expect(names.stateBucketsPattern).toBe('orgstrap-state-*-222222222222-cn-north-1-an');
  expect(names.terraformRoleArn('*', 'apply')).toBe('arn:aws-cn:iam::*:role/orgstrap/orgstrap-terraform');
  expect(names.ciKeySecretsPattern('*')).toBe('arn:aws-cn:secretsmanager:*:222222222222:secret:orgstrap/ci/*');
});

describe('the name of a bucket', () => {
  function bucketsOf(config: OrgConfig, pipeline = 'delivery'): readonly string[] {
    const names = namesOf(config);
    return [names.stateBucket(pipeline), names.accessLogBucket, names.audit.trailBucket];
  }

  test('ends in the account, the Region and -an, which is how S3 knows whose it is', () => {
    expect(bucketsOf(orgConfig())).toEqual([
      'orgstrap-state-delivery-222222222222-eu-west-1-an',
      'orgstrap-access-logs-222222222222-eu-west-1-an',
      'orgstrap-trail-222222222222-eu-west-1-an',
    ]);
  });

  test('is in the global namespace as it was in 0.2.0', () => {
    expect(bucketsOf(orgConfig({ bucketNamespace: 'global' }))).toEqual([
      'orgstrap-state-delivery-222222222222-eu-west-1',
      'orgstrap-access-logs-222222222222-eu-west-1',
      'orgstrap-trail-222222222222-eu-west-1',
    ]);
  });

  test.each(BUCKET_NAMESPACES)('has at most the 63 characters that S3 takes in the namespace %s', (bucketNamespace) => {
    const lengths = HOME_REGIONS.flatMap((homeRegion) =>
      bucketsOf(
        orgConfig({ homeRegion, bucketNamespace }),
        'p'.repeat(longestPipelineName(bucketNamespace, homeRegion)),
      ).map((name) => name.length),
    );
    expect(Math.max(...lengths)).toBe(63);
  });

  test.each(BUCKET_NAMESPACES)(
    'is matched in the namespace %s by the pattern of what is protected',
    (bucketNamespace) => {
      const names = namesOf(orgConfig({ bucketNamespace }));
      expect(names.stateBucket('*')).toContain(names.bucketsPattern('state-*').slice(0, -1));
      expect(names.bucketsPattern('state-*')).toBe('orgstrap-state-*-222222222222-eu-west-1*');
    },
  );
});
