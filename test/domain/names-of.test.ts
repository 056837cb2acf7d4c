import { namesOf } from '../../lib/domain/names-of';
import { orgConfig } from '../support/org-config';

const names = namesOf(orgConfig({ homeRegion: 'cn-north-1' }));

test('partition, home Region and accounts are those of org.yaml', () => {
  expect(names.ciRoleArn('plan', 'delivery')).toBe(
    'arn:aws-cn:iam::222222222222:role/orgstrap/orgstrap-ci-plan-delivery',
  );
  expect(names.personArn('ann')).toBe('arn:aws-cn:iam::333333333333:user/orgstrap/people/ann');
  expect(names.stateBucketArn('delivery')).toBe('arn:aws-cn:s3:::orgstrap-state-delivery-222222222222-cn-north-1');
  expect(names.stateKeyAliasArn('delivery')).toBe(
    'arn:aws-cn:kms:cn-north-1:222222222222:alias/orgstrap-state-delivery',
  );
  expect(names.audit.alarmBusArn).toBe('arn:aws-cn:events:cn-north-1:222222222222:event-bus/orgstrap-alarms');
});

test('a star in the place of a name matches all, and in the place of an account any', () => {
  expect(names.stateBucketsPattern).toBe('orgstrap-state-*-222222222222-cn-north-1');
  expect(names.terraformRoleArn('*', 'apply')).toBe('arn:aws-cn:iam::*:role/orgstrap/orgstrap-terraform');
  expect(names.ciKeySecretsPattern('*')).toBe('arn:aws-cn:secretsmanager:*:222222222222:secret:orgstrap/ci/*');
});
