import type { S3Call } from '../request/call';
import { Unmapped } from './unmapped';

/** Headers of S3 that mean the same for everybody, or whose meaning the tables know. */
const KNOWN: ReadonlySet<string> = new Set([
  'x-amz-acl',
  'x-amz-checksum-mode',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-decoded-content-length',
  'x-amz-expected-bucket-owner',
  'x-amz-object-ownership',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-security-token',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-tagging',
  'x-amz-trailer',
  'x-amz-user-agent',
]);

/**
 * Copies, locks, grants, keys of a customer's own: headers by which a request means more than its method says.
 *
 * @throws Unmapped for those that nobody has looked up
 */
export function refuseStrangeHeaders({ headers, method, key, query, body }: S3Call): void {
  const strange = [...headers.keys()].filter(
    (name) => name.startsWith('x-amz-') && !KNOWN.has(name) && !/^x-amz-(meta-|checksum-[a-z0-9]+$)/.test(name),
  );
  if (strange.length > 0) throw new Unmapped(`s3: ${method} with ${strange.join(', ')}`);
  // A bucket may be made with tags, which takes another permission: in plain sight, or written so that only XML sees it.
  const isNewBucket = method === 'PUT' && key === undefined && query.size === 0;
  if (isNewBucket && !/^(?!.*(<Tag|<!))[\t\n\r\x20-\x7e]*$/s.test(body.toString('latin1'))) {
    throw new Unmapped('s3:CreateBucket with tags, or in a form that could hide them');
  }
}
