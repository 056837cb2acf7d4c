import type { JsonObject } from '../iam/json';
import type { Request } from '../iam/request';
import type { Parameters } from '../requests/wire-request';
import type { StoredSnapshot } from '../store/stored-snapshot';

/**
 * The operations of a service that are known, and the permissions that each takes. None taken means that AWS lets
 * everybody do it. What is not in a table is refused.
 */
export type QueryTable = Readonly<
  Record<string, (parameters: Parameters, here: RequestPlace) => readonly RequiredPermission[]>
>;

export type JsonTable = Readonly<
  Record<string, (input: JsonObject, here: RequestPlace) => readonly RequiredPermission[]>
>;

/** Where an operation takes place: the caller's account, and the Region that the request is signed for. */
export interface RequestPlace {
  readonly account: string;
  readonly region: string;
  readonly snapshot: StoredSnapshot;
  /** The ARN of the user who asks. @default - no user does */
  readonly user?: string;
  /** The source identity of the session that asks. @default - it has none */
  readonly sourceIdentity?: string;
  /** The KMS key of a stored object, as it was named when it was written. */
  encryptionKey(bucket: string, key: string, version: string | undefined): Promise<string | undefined>;
}

/** The ARN of something in the caller's account and this Region. */
export function arnHere({ snapshot, region, account }: RequestPlace, service: string, resource: string): string {
  return `arn:${snapshot.partition}:${service}:${region}:${account}:${resource}`;
}

/** A permission that an operation takes. Who asks is the same for all of them. */
export type RequiredPermission = Omit<Request, 'caller'> & {
  /**
   * Where it was worked out from AWS's service authorization reference: patterns of all that the call may be about, with a `*` for what the request does
   * not tell. @default - a table by hand knows the call
   */
  readonly about?: readonly string[];
};
