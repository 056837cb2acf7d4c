import { GetObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { awsAnswer, isNamed } from './aws-answer';
import { unfinishedAnswer } from './aws-errors';

/** What is kept in the state buckets of an account, as it is now: earlier versions are not asked for. */
export interface StateObjects {
  /** The keys of a bucket; none where there is no such bucket. */
  keys(bucket: string, owner: string): Promise<readonly string[]>;
  read(bucket: string, owner: string, key: string): Promise<Uint8Array>;
}

/**
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export class S3StateObjects implements StateObjects {
  constructor(private readonly client: S3Client) {}

  keys(bucket: string, owner: string): Promise<readonly string[]> {
    const listed = this.all(bucket, owner).catch((error: unknown) => {
      if (isNamed(error, 'NoSuchBucket')) return [];
      throw error;
    });
    return awsAnswer('s3:ListBucket', listed);
  }

  async read(bucket: string, owner: string, key: string): Promise<Uint8Array> {
    const request = new GetObjectCommand({ Bucket: bucket, Key: key, ExpectedBucketOwner: owner });
    const { Body: body } = await awsAnswer('s3:GetObject', this.client.send(request));
    if (body === undefined) throw unfinishedAnswer('s3:GetObject', 'a body');
    return await awsAnswer('s3:GetObject', body.transformToByteArray());
  }

  private async all(bucket: string, owner: string): Promise<readonly string[]> {
    const keys: string[] = [];
    const request = { Bucket: bucket, ExpectedBucketOwner: owner };
    for await (const { Contents = [] } of paginateListObjectsV2({ client: this.client }, request)) {
      keys.push(...Contents.flatMap(({ Key: key }) => key ?? []));
    }
    return keys;
  }
}
