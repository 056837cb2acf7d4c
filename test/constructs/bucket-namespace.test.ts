import { BUCKET_NAMESPACES, type BucketNamespace } from '../../lib/domain/bucket-namespace';
import { synthesised } from '../support/assembly';
import { orgConfig } from '../support/org-config';

const AUDIT = { trail: 'own', email: [], retentionDays: 400 } as const;

function bucketsIn(bucketNamespace: BucketNamespace) {
  const assembly = synthesised(orgConfig({ bucketNamespace, audit: AUDIT }));
  return assembly.templates.flatMap((file) =>
    Object.values(assembly.plain(file.replace('.template.json', '')).Resources)
      .filter(({ Type }) => Type === 'AWS::S3::Bucket')
      .map(({ Properties }) => Properties),
  );
}

test('every bucket is made in the account-regional namespace, under a name as S3 wants it', () => {
  const buckets = bucketsIn('account-regional');
  expect(buckets).toHaveLength(3);
  for (const bucket of buckets) {
    expect(bucket).toMatchObject({ BucketNamespace: 'account-regional' });
    expect(bucket.BucketName).toMatch(/^orgstrap-[a-z-]+-222222222222-eu-west-1-an$/);
  }
});

test('of the global namespace nothing is said, so that CloudFormation leaves the buckets of 0.2.0 alone', () => {
  const buckets = bucketsIn('global');
  expect(buckets).toHaveLength(3);
  for (const bucket of buckets) {
    expect(bucket).not.toHaveProperty('BucketNamespace');
    expect(bucket.BucketName).toMatch(/^orgstrap-[a-z-]+-222222222222-eu-west-1$/);
  }
});

test('the two namespaces differ in nothing but names, and the property that asks for one', () => {
  const [regional, global] = BUCKET_NAMESPACES.map((namespace) => JSON.stringify(bucketsIn(namespace)));
  expect(regional?.replaceAll('"BucketNamespace":"account-regional",', '').replaceAll('-1-an"', '-1"')).toBe(global);
});
