import * as z from 'zod';
import {
  BUCKET_NAMESPACES,
  type BucketNamespace,
  DEFAULT_BUCKET_NAMESPACE,
  isBucketNamespace,
} from '../../domain/bucket-namespace';
import { type Node, nodeAt, textOf } from '../node';
import { guided } from '../schema';

export const bucketNamespace = guided(z.enum(BUCKET_NAMESPACES).optional(), {
  description:
    'The namespace of all buckets. Write global where orgstrap 0.2.0 or before was deployed: its buckets keep their names, ' +
    'and another name is a new, empty bucket. Without the key it is account-regional, in which nobody else can take them.',
  expected: 'account-regional or global',
  example: 'global',
  default: DEFAULT_BUCKET_NAMESPACE,
  fix: 'write bucketNamespace: global where orgstrap 0.2.0 or before made the buckets, or remove it',
});

/** What the file says; the default where it says nothing that is fit. */
export function bucketNamespaceOf(root: Node): BucketNamespace {
  return textOf(nodeAt(root, 'bucketNamespace'), isBucketNamespace)?.value ?? DEFAULT_BUCKET_NAMESPACE;
}
