import { EXIT, Failure } from '../failure';

/** Where a state was before orgstrap: an object of a bucket that somebody made, as Terraform's S3 backend keeps it. */
export interface OldPlace {
  readonly bucket: string;
  readonly key: string;
  /** Of the bucket, and of the lock table. */
  readonly region: string;
  /** The DynamoDB table of the locks. @default - the locks are objects beside the states, or there are none */
  readonly lockTable?: string;
}

/** What `--from`, `--region` and `--lock-table` say. */
export interface SaidPlace {
  readonly from: string;
  readonly region: string;
  readonly lockTable?: string | undefined;
}

const ADDRESS = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/([^*?$]*[^*?$/])$/;
const TABLE = /^[\w.-]{3,255}$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d+$/;

/**
 * @throws Failure `NoOldPlace` with all that is wrong with it; a key with `*`, `?` or `$` is wrong, because a bucket policy would take it for a pattern
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function oldPlace({ from, region, lockTable }: SaidPlace): OldPlace {
  const [, bucket = '', key = ''] = ADDRESS.exec(from) ?? [];
  const problems = [
    ...(key === ''
      ? [
          `--from: found ${from}, expected s3://BUCKET/KEY with the whole key of one state, such as s3://acme-states/env:/dev/network.tfstate`,
        ]
      : []),
    ...(REGION.test(region) ? [] : [`--region: found ${region}, expected the Region of the bucket, such as eu-west-1`]),
    ...(lockTable === undefined || TABLE.test(lockTable)
      ? []
      : [`--lock-table: found ${lockTable}, expected the name of a DynamoDB table in the Region of the bucket`]),
  ];
  if (problems.length > 0) throw new Failure('NoOldPlace', problems.join('\n'), EXIT.unusable);
  return { bucket, key, region, ...(lockTable !== undefined && { lockTable }) };
}

/** As people write it. */
export function addressOf({ bucket, key }: OldPlace): string {
  return `s3://${bucket}/${key}`;
}

/** What Terraform calls the lock of a state in a table. @see https://developer.hashicorp.com/terraform/language/backend/s3#dynamodb-state-locking */
export function lockItemOf({ bucket, key }: OldPlace): string {
  return `${bucket}/${key}`;
}

/** The item in which Terraform keeps the MD5 of the state, so that it never works with an older one. */
export function digestItemOf(place: OldPlace): string {
  return `${lockItemOf(place)}-md5`;
}

/** Beside the state, for Terraform from 1.10 and OpenTofu from 1.10 on. */
export function lockObjectOf({ key }: OldPlace): string {
  return `${key}.tflock`;
}
