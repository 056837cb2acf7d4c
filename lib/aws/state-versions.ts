import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { StateBucketPlace } from '../domain/state/state-place';
import { awsAnswer, isNamed } from './aws-answer';
import { unfinishedAnswer } from './aws-errors';

/** A version of an object: what it was from a time on. */
export interface ObjectVersion {
  readonly key: string;
  readonly id: string;
  readonly written: Date;
  /** In bytes. */
  readonly size: number;
  readonly isCurrent: boolean;
  /** Whether the object was deleted then: such a version has no content. */
  readonly isDeletion: boolean;
}

/** An object as it is now. */
export type CurrentObject = Pick<ObjectVersion, 'key' | 'written' | 'size'>;

/** The content of a version. */
export interface StoredText {
  readonly text: string;
  readonly version: string;
  /** What tells it from every other content, for S3. */
  readonly tag: string;
  readonly written: Date;
}

/** The states of a bucket with their versions, and their locks. Every method throws a Failure where AWS refuses or does not answer. */
export interface StateVersions {
  /** All objects of which the key begins so, as they are now. */
  current(place: StateBucketPlace, prefix: string): Promise<readonly CurrentObject[]>;
  /** The versions of one object, the newest first. */
  versions(place: StateBucketPlace, key: string): Promise<readonly ObjectVersion[]>;
  /** Undefined where there is no such object, or no such version of it. @param version - @default - the one that is there now */
  read(place: StateBucketPlace, key: string, version?: string): Promise<StoredText | undefined>;
  /**
   * Writes what replaces a content, and answers the id of the new version.
   *
   * @param over - the tag of what must be there until then; undefined where nothing may be there
   * @returns undefined where something else is there: nothing was written then
   */
  write(place: StateBucketPlace, key: string, text: string, over: string | undefined): Promise<string | undefined>;
  /** Deletes an object as long as it has that content. @returns whether it did */
  remove(place: StateBucketPlace, key: string, tag: string): Promise<boolean>;
}

/**
 * Writes and deletes on conditions, which S3 decides: two who write at the same time cannot both have their way.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
export class S3StateVersions implements StateVersions {
  /** @param clientIn - of a Region */
  constructor(private readonly clientIn: (region: string) => S3Client) {}

  async current(place: StateBucketPlace, prefix: string): Promise<readonly CurrentObject[]> {
    return await awsAnswer('s3:ListBucket', this.allCurrent(place, prefix));
  }

  private async allCurrent({ bucket, owner, region }: StateBucketPlace, prefix: string): Promise<CurrentObject[]> {
    const found: CurrentObject[] = [];
    const client = this.clientIn(region);
    const request = { Bucket: bucket, ExpectedBucketOwner: owner, Prefix: prefix };
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, request)) {
      for (const { Key: key, LastModified: written, Size: size = 0 } of Contents) {
        if (key !== undefined && written !== undefined) found.push({ key, written, size });
      }
    }
    return found;
  }

  async versions(place: StateBucketPlace, key: string): Promise<readonly ObjectVersion[]> {
    const all = await awsAnswer('s3:ListBucketVersions', this.allVersions(place, key));
    return all.toSorted((one, other) => newestFirst(one, other));
  }

  /** Another key may begin with this one: that of its lock does. */
  private async allVersions({ bucket, owner, region }: StateBucketPlace, key: string): Promise<ObjectVersion[]> {
    const found: ObjectVersion[] = [];
    let from: { readonly KeyMarker?: string; readonly VersionIdMarker?: string } | undefined = {};
    while (from !== undefined) {
      const request = { Bucket: bucket, ExpectedBucketOwner: owner, Prefix: key, ...from };
      const page = await this.clientIn(region).send(new ListObjectVersionsCommand(request));
      found.push(...versionsOn(page).filter((version) => version.key === key));
      from = nextPage(page, key);
    }
    return found;
  }

  async read(
    { bucket, owner, region }: StateBucketPlace,
    key: string,
    version?: string,
  ): Promise<StoredText | undefined> {
    const action = version === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
    const request = new GetObjectCommand({
      Bucket: bucket,
      Key: key,
      ExpectedBucketOwner: owner,
      ...(version !== undefined && { VersionId: version }),
    });
    const sent = this.clientIn(region)
      .send(request)
      .catch((error: unknown) => {
        // S3 has no such method for a deletion, and takes an id that it never gave for a wrong argument.
        if (isNamed(error, 'NoSuchKey', 'NoSuchVersion', 'MethodNotAllowed', 'InvalidArgument')) return undefined;
        throw error;
      });
    const answer = await awsAnswer(action, sent);
    if (answer === undefined) return undefined;
    const { Body: body, VersionId: id, ETag: tag, LastModified: written } = answer;
    if (body === undefined || id === undefined || tag === undefined || written === undefined) {
      throw unfinishedAnswer(action, 'a version with a body');
    }
    return { text: await awsAnswer(action, body.transformToString('utf-8')), version: id, tag, written };
  }

  async write(
    { bucket, owner, region }: StateBucketPlace,
    key: string,
    text: string,
    over: string | undefined,
  ): Promise<string | undefined> {
    // The bucket encrypts with its own key whatever names none.
    const request = new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      ExpectedBucketOwner: owner,
      Body: text,
      ContentType: 'application/json',
      ...(over === undefined ? { IfNoneMatch: '*' } : { IfMatch: over }),
    });
    const answer = await awsAnswer('s3:PutObject', unlessElse(this.clientIn(region).send(request)));
    if (answer === undefined) return undefined;
    if (answer.VersionId === undefined) throw unfinishedAnswer('s3:PutObject', 'the id of a version');
    return answer.VersionId;
  }

  async remove({ bucket, owner, region }: StateBucketPlace, key: string, tag: string): Promise<boolean> {
    const request = new DeleteObjectCommand({ Bucket: bucket, Key: key, ExpectedBucketOwner: owner, IfMatch: tag });
    return (await awsAnswer('s3:DeleteObject', unlessElse(this.clientIn(region).send(request)))) !== undefined;
  }
}

function versionsOn({ Versions = [], DeleteMarkers = [] }: ListObjectVersionsCommandOutput): readonly ObjectVersion[] {
  return [
    ...Versions.map((one) => ({ ...one, isDeletion: false })),
    ...DeleteMarkers.map((one) => ({ ...one, Size: 0, isDeletion: true })),
  ].flatMap(
    ({ Key: key, VersionId: id, LastModified: written, Size: size = 0, IsLatest: isCurrent = false, isDeletion }) =>
      key === undefined || id === undefined || written === undefined
        ? []
        : [{ key, id, written, size, isCurrent, isDeletion }],
  );
}

/** Keys come in their order, so those behind this one need not be asked for. */
function nextPage(
  { IsTruncated: isMore, NextKeyMarker, NextVersionIdMarker }: ListObjectVersionsCommandOutput,
  key: string,
): { readonly KeyMarker?: string; readonly VersionIdMarker?: string } | undefined {
  if (isMore !== true || NextKeyMarker === undefined || NextKeyMarker > key) return undefined;
  return {
    KeyMarker: NextKeyMarker,
    ...(NextVersionIdMarker !== undefined && { VersionIdMarker: NextVersionIdMarker }),
  };
}

/** Undefined where what a condition asks for is not so. */
async function unlessElse<Answer>(sent: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await sent;
  } catch (error) {
    if (isNamed(error, 'PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey')) return undefined;
    throw error;
  }
}

/** S3 tells seconds: of two of the same second, the current one is the newer. */
function newestFirst(one: ObjectVersion, other: ObjectVersion): number {
  return other.written.getTime() - one.written.getTime() || Number(other.isCurrent) - Number(one.isCurrent);
}
