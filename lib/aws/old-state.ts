import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { digestItemOf, lockItemOf, lockObjectOf, type OldPlace } from '../domain/state/old-place';
import { awsAnswer, isNamed } from './aws-answer';
import { unfinishedAnswer } from './aws-errors';

/** One of the two ways in which Terraform locks a state in S3. */
export interface OldLock {
  /** Where it is, in words. */
  readonly where: string;
  /** Takes it, where nobody has it. @returns the text of the lock that is there then: this one, or somebody's */
  take(text: string): Promise<string>;
  /** Gives it back, as long as it is this one. */
  release(text: string): Promise<void>;
}

/** A state where it was before, with the credentials of somebody who works with it there. Every method throws a Failure where AWS refuses. */
export interface OldState {
  /** The object beside the state. */
  readonly object: OldLock;
  /** The item of the lock table. @default - none was named */
  readonly item?: OldLock;
  /** Undefined where there is no such object. */
  read(): Promise<string | undefined>;
  /** The MD5, in hexadecimal, that the state must have by the lock table. Undefined where it says none. */
  digest(): Promise<string | undefined>;
  /** The policy of the bucket. Undefined where it has none. */
  policy(): Promise<string | undefined>;
  setPolicy(policy: string): Promise<void>;
}

/**
 * Locks as Terraform does, so that Terraform understands them.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export class AwsOldState implements OldState {
  readonly object: OldLock;
  readonly item?: OldLock;

  constructor(
    private readonly place: OldPlace,
    private readonly s3: S3Client,
    private readonly dynamoDb: DynamoDBClient,
  ) {
    this.object = new ObjectLock(place, s3);
    if (place.lockTable !== undefined) this.item = new ItemLock(lockItemOf(place), place.lockTable, dynamoDb);
  }

  read(): Promise<string | undefined> {
    return objectText(this.s3, this.place.bucket, this.place.key);
  }

  async digest(): Promise<string | undefined> {
    const { lockTable } = this.place;
    if (lockTable === undefined) return undefined;
    return await itemText(this.dynamoDb, lockTable, digestItemOf(this.place), 'Digest');
  }

  async policy(): Promise<string | undefined> {
    const sent = this.s3.send(new GetBucketPolicyCommand({ Bucket: this.place.bucket })).catch((error: unknown) => {
      if (isNamed(error, 'NoSuchBucketPolicy')) return undefined;
      throw error;
    });
    return (await awsAnswer('s3:GetBucketPolicy', sent))?.Policy;
  }

  async setPolicy(policy: string): Promise<void> {
    const request = new PutBucketPolicyCommand({ Bucket: this.place.bucket, Policy: policy });
    await awsAnswer('s3:PutBucketPolicy', this.s3.send(request));
  }
}

class ObjectLock implements OldLock {
  readonly where: string;
  private readonly bucket: string;
  private readonly key: string;

  constructor(
    place: OldPlace,
    private readonly s3: S3Client,
  ) {
    this.bucket = place.bucket;
    this.key = lockObjectOf(place);
    this.where = `s3://${this.bucket}/${this.key}`;
  }

  async take(text: string): Promise<string> {
    const request = new PutObjectCommand({
      Bucket: this.bucket,
      Key: this.key,
      Body: text,
      ContentType: 'application/json',
      IfNoneMatch: '*',
    });
    // Whether it was written, refused, or its answer lost: whose it is stands in it.
    const sent = this.s3.send(request).catch((error: unknown) => {
      if (!isNamed(error, 'PreconditionFailed', 'ConditionalRequestConflict')) throw error;
    });
    await awsAnswer('s3:PutObject', sent);
    return await foundLock(objectText(this.s3, this.bucket, this.key), 's3:GetObject');
  }

  async release(text: string): Promise<void> {
    if ((await objectText(this.s3, this.bucket, this.key)) !== text) return;
    await awsAnswer('s3:DeleteObject', this.s3.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: this.key })));
  }
}

class ItemLock implements OldLock {
  readonly where: string;

  constructor(
    private readonly id: string,
    private readonly table: string,
    private readonly dynamoDb: DynamoDBClient,
  ) {
    this.where = `the item ${id} of the table ${table}`;
  }

  async take(text: string): Promise<string> {
    const request = new PutItemCommand({
      TableName: this.table,
      Item: { LockID: { S: this.id }, Info: { S: text } },
      ConditionExpression: 'attribute_not_exists(LockID)',
    });
    await awsAnswer('dynamodb:PutItem', unlessConditionFails(this.dynamoDb.send(request)));
    return await foundLock(itemText(this.dynamoDb, this.table, this.id, 'Info'), 'dynamodb:GetItem');
  }

  async release(text: string): Promise<void> {
    const request = new DeleteItemCommand({
      TableName: this.table,
      Key: { LockID: { S: this.id } },
      ConditionExpression: 'Info = :info',
      ExpressionAttributeValues: { ':info': { S: text } },
    });
    await awsAnswer('dynamodb:DeleteItem', unlessConditionFails(this.dynamoDb.send(request)));
  }
}

async function unlessConditionFails(sent: Promise<unknown>): Promise<void> {
  try {
    await sent;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

/** It may be released in the moment between the two calls: another run sees more. */
async function foundLock(asked: Promise<string | undefined>, action: string): Promise<string> {
  const found = await asked;
  if (found === undefined) throw unfinishedAnswer(action, 'the lock that was there a moment before');
  return found;
}

async function objectText(s3: S3Client, Bucket: string, Key: string): Promise<string | undefined> {
  const sent = s3.send(new GetObjectCommand({ Bucket, Key })).catch((error: unknown) => {
    if (isNamed(error, 'NoSuchKey')) return undefined;
    throw error;
  });
  const answer = await awsAnswer('s3:GetObject', sent);
  if (answer === undefined) return undefined;
  if (answer.Body === undefined) throw unfinishedAnswer('s3:GetObject', 'a body');
  return await awsAnswer('s3:GetObject', answer.Body.transformToString('utf-8'));
}

async function itemText(
  dynamoDb: DynamoDBClient,
  TableName: string,
  id: string,
  attribute: string,
): Promise<string | undefined> {
  const request = new GetItemCommand({ TableName, Key: { LockID: { S: id } }, ConsistentRead: true });
  const { Item: item } = await awsAnswer('dynamodb:GetItem', dynamoDb.send(request));
  return item?.[attribute]?.S;
}
