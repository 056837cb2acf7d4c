/**
 * The event history of one account in one Region: what CloudTrail recorded of management events in the last 90 days,
 * whether there is a trail or not.
 */
export interface TrailEvents {
  lookUp(wanted: WantedEvents): Promise<FoundEvents>;
}

export interface WantedEvents {
  readonly kind: EventKind;
  readonly since: Date;
  readonly until: Date;
  /** After so many events it stops. */
  readonly limit: number;
}

/** Calls of `sts:AssumeRole`, which count as reading; or everything that does not only read. */
export type EventKind = 'assumptions' | 'changes';

export interface FoundEvents {
  /** The most recent first. */
  readonly events: readonly RecordedEvent[];
  /** The time of the oldest of them, where the limit was reached and there are older ones. */
  readonly stoppedAt?: Date;
}

export interface RecordedEvent {
  /** The record of CloudTrail, as JSON. */
  readonly record: string;
  /** The names of the resources that CloudTrail found in it. */
  readonly resources: readonly string[];
}
