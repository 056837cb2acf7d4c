/**
 * Where S3 keeps the names of orgstrap's buckets: in a part of the global namespace in which only the Terraform account can
 * create buckets, or in the one that everybody shares, where a stranger can take a name first. No bucket ever moves from
 * one to the other.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html
 */
export const BUCKET_NAMESPACES = ['account-regional', 'global'] as const;

export type BucketNamespace = (typeof BUCKET_NAMESPACES)[number];

export const DEFAULT_BUCKET_NAMESPACE: BucketNamespace = 'account-regional';

export function isBucketNamespace(text: string): text is BucketNamespace {
  return BUCKET_NAMESPACES.some((namespace) => namespace === text);
}

/** What a name ends in, by which S3 knows the namespace. */
export const NAMESPACE_SUFFIXES: Readonly<Record<BucketNamespace, string>> = { 'account-regional': '-an', global: '' };
