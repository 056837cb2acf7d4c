import { z } from 'zod';
import { BUCKET_NAMESPACES, type BucketNamespace, isBucketNamespace } from '../../domain/bucket-namespace';
import { type Node, nodeAt, textOf } from '../node';
import { guided } from '../schema';

export const bucketNamespace = guided(z.enum(BUCKET_NAMESPACES), {
  description:
    'The namespace of all buckets. In account-regional nobody else can take their names; global is for an organization ' +
    'that orgstrap 0.2.0 or before was deployed to: buckets cannot be renamed, and another name is a new, empty bucket.',
  expected:
    'account-regional or global; a wrong one gives every pipeline a new, empty state bucket, so there is no default',
  fix: 'write bucketNamespace: account-regional, or global where orgstrap 0.2.0 or before made the buckets',
});

/** What the file says; account-regional, which is the stricter one, where it says nothing that is fit. */
export function bucketNamespaceOf(root: Node): BucketNamespace {
  return textOf(nodeAt(root, 'bucketNamespace'), isBucketNamespace)?.value ?? 'account-regional';
}
