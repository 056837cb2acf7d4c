import type { AccessKey, KeyOwner } from '../requests/access-key';
import type { Call } from '../requests/call';
import type { Stored } from './stored';
import { Documents, type StoredSnapshot, storedSnapshot } from './stored-snapshot';

/** Where the gateway learns what is stored at this moment. */
export interface SnapshotSource {
  snapshot(): Promise<Stored>;
  accessKey(id: string): Promise<StoredAccessKey | undefined>;
  /** The KMS key of an object, as it was named when it was written; undefined where it is encrypted otherwise. */
  encryptionKey(bucket: string, key: string, version: string | undefined): Promise<string | undefined>;
}

/** An access key whose session policy, if it has one, is text. */
export type StoredAccessKey = Omit<AccessKey, 'owner'> & {
  readonly owner:
    | Extract<KeyOwner, { kind: 'user' }>
    | (Omit<Extract<KeyOwner, { kind: 'userSession' }>, 'mfa'> & { readonly mfa: string | null })
    | (Omit<Extract<KeyOwner, { kind: 'session' }>, 'policy' | 'sourceIdentity'> & {
        readonly policy: string | null;
        readonly sourceIdentity: string | null;
      });
};

/** The snapshot and the keys, read once for each generation: until something that decides about access has changed. */
export class SnapshotCache {
  private readonly documents = new Documents();
  private generation = 0;
  private cached: { readonly generation: number; readonly snapshot: Promise<StoredSnapshot> } | undefined;
  private keys = new Map<string, Promise<AccessKey | undefined>>();

  constructor(private readonly source: SnapshotSource) {}

  /** Says that something has changed. What is being read at this moment may be from before, and is not kept. */
  changed(): void {
    this.generation++;
    this.keys = new Map();
  }

  snapshot(): Promise<StoredSnapshot> {
    if (this.cached?.generation === this.generation) return this.cached.snapshot;
    const snapshot = this.source.snapshot().then((stored) => storedSnapshot(stored, this.documents));
    this.cached = { generation: this.generation, snapshot };
    snapshot.catch(() => this.changed());
    return snapshot;
  }

  /** Keys that nobody has are asked for again: they may be made at any time. */
  async accessKey(id: string): Promise<AccessKey | undefined> {
    const { keys } = this;
    const known = keys.get(id);
    if (known !== undefined) return known;
    const asked = this.source.accessKey(id).then((stored) => stored && this.read(stored));
    keys.set(id, asked);
    const answer = await asked.finally(() => keys.delete(id));
    if (answer !== undefined) keys.set(id, asked);
    return answer;
  }

  encryptionKey(bucket: string, key: string, version: string | undefined): Promise<string | undefined> {
    return this.source.encryptionKey(bucket, key, version);
  }

  private read({ owner, ...key }: StoredAccessKey): AccessKey {
    if (owner.kind === 'user') return { ...key, owner };
    if (owner.kind === 'userSession') {
      const { mfa, ...session } = owner;
      return { ...key, owner: { ...session, ...(mfa === null ? {} : { mfa }) } };
    }
    const { policy, sourceIdentity, ...session } = owner;
    return {
      ...key,
      owner: {
        ...session,
        ...(policy === null ? {} : { policy: this.documents.read(policy) }),
        ...(sourceIdentity === null ? {} : { sourceIdentity }),
      },
    };
  }
}

/**
 * Whether a call may change who may do what: all that is not known to only read, in the services whose state decides
 * about access. CloudFormation and Organizations change other accounts, too.
 */
export function mayChangeAccess(call: Call): boolean {
  if (call.protocol === 's3') return call.key === undefined && call.method !== 'GET' && call.method !== 'HEAD';
  if (!DECIDING.has(call.service) || isPreparation(call)) return false;
  return !/^(Describe|Get|List)/.test(call.operation);
}

/**
 * What makes or drops a change set, or protects a stack, changes no resource. A deployment of hundreds of stacks does so for each, and each time all
 * that is stored in all accounts would be read again.
 */
function isPreparation({ service, operation }: Exclude<Call, { readonly protocol: 's3' }>): boolean {
  return service === 'cloudformation' && PREPARATIONS.has(operation);
}

const PREPARATIONS: ReadonlySet<string> = new Set([
  'CreateChangeSet',
  'DeleteChangeSet',
  'UpdateTerminationProtection',
]);

const DECIDING: ReadonlySet<string> = new Set([
  'cloudformation',
  'iam',
  'kms',
  'organizations',
  'secretsmanager',
  'sqs',
]);
