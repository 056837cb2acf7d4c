import type { LookedUp, Lookup } from './lookup';
import { lookUp } from './lookup';
import type { TrailRecord, UserIdentity } from './trail-record';

/** All that CloudTrail would have recorded, of every account and Region, in the order in which it became known. */
export class TrailHistory {
  private readonly kept: TrailRecord[] = [];
  /** By the id of an access key, when its session began. */
  private readonly begun = new Map<string, string>();
  private readonly callers = new Map<string, UserIdentity>();

  add(...records: readonly TrailRecord[]): void {
    for (const record of records) {
      const { userIdentity, eventTime } = record;
      this.kept.push(record);
      const given = keyIn(record);
      if (given !== undefined) this.begun.set(given, eventTime);
      const { accessKeyId, type } = userIdentity;
      if (accessKeyId === undefined || type === 'AWSAccount') continue;
      this.callers.set(accessKeyId, userIdentity);
      // Its beginning did not go by: of what is known, the first thing that it did comes next to it.
      if (!this.begun.has(accessKeyId)) this.begun.set(accessKeyId, eventTime);
    }
  }

  get records(): readonly TrailRecord[] {
    return this.kept;
  }

  /** When the session of a key began, as far as that went by. */
  sessionStart(accessKeyId: string): string | undefined {
    return this.begun.get(accessKeyId);
  }

  /** Who has called with a key. */
  callerWith(accessKeyId: string): UserIdentity | undefined {
    return this.callers.get(accessKeyId);
  }

  /** @throws LookupRefused for what CloudTrail does not understand */
  lookUp(wanted: Lookup): LookedUp {
    return lookUp(this.kept, wanted);
  }
}

function keyIn({ responseElements }: TrailRecord): string | undefined {
  const credentials = responseElements?.credentials;
  if (typeof credentials !== 'object' || credentials === null || !('accessKeyId' in credentials)) return undefined;
  return typeof credentials.accessKeyId === 'string' ? credentials.accessKeyId : undefined;
}
