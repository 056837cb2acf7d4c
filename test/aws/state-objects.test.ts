import { S3Client } from '@aws-sdk/client-s3';
import { S3StateObjects } from '../../lib/aws/state-objects';
import { type Answer, answering } from './answering';

function objectsThat(answer: () => Answer) {
  const { settings } = answering(answer);
  return new S3StateObjects(new S3Client(settings));
}

const OWNER = '222222222222';

test('the keys of a bucket are listed', async () => {
  const contents = ['env:/dev/terraform.tfstate', 'env:/prod/terraform.tfstate'];
  const body = `<ListBucketResult>${contents.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')}</ListBucketResult>`;
  expect(await objectsThat(() => ({ body })).keys('bucket', OWNER)).toEqual(contents);
});

test('a bucket that is not there holds none', async () => {
  const body = '<Error><Code>NoSuchBucket</Code><Message>no</Message></Error>';
  expect(await objectsThat(() => ({ status: 404, body })).keys('bucket', OWNER)).toEqual([]);
});

test('a bucket that these credentials may not see is a refusal', async () => {
  const body = '<Error><Code>AccessDenied</Code><Message>no</Message></Error>';
  await expect(objectsThat(() => ({ status: 403, body })).keys('bucket', OWNER)).rejects.toMatchObject({
    code: 'AwsRefused',
  });
});
