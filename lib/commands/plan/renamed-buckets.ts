import { canonical } from '../../domain/json';
import type { Template } from './template';
import { textOf } from './text-of';

/** A bucket that a deployment replaces by a new, empty one; what it holds stays in the old one. */
export interface RenamedBucket {
  readonly before: string;
  readonly after: string;
}

/**
 * The buckets that get another name. S3 renames none, so CloudFormation makes a new one.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html#cfn-s3-bucket-bucketname
 */
export function renamedBuckets(before: Template, after: Template): readonly RenamedBucket[] {
  return Object.entries(before.resources).flatMap(([id, was]) => {
    const is = after.resources[id];
    if (was.Type !== BUCKET || is?.Type !== BUCKET) return [];
    const { BucketName: oldName = UNNAMED } = was.Properties;
    const { BucketName: newName = UNNAMED } = is.Properties;
    return canonical(oldName) === canonical(newName) ? [] : [{ before: textOf(oldName), after: textOf(newName) }];
  });
}

const BUCKET = 'AWS::S3::Bucket';
const UNNAMED = 'a name that CloudFormation makes up';
