/** A pattern of EventBridge: for each field the values that match, or another pattern; below `$or`, the patterns. */
export interface EventPattern {
  readonly [field: string]: EventPattern | readonly PatternValue[];
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
export type PatternValue = string | EventPattern | { readonly [operator: string]: unknown };

/** Something that somebody must look at. */
export interface Alarm {
  /** Part of the rule's name: lower-case letters and hyphens. */
  readonly name: string;
  /** What happened, in a sentence. */
  readonly happened: string;
  readonly matters: string;
  readonly todo: string;
  /** What matches the events of CloudTrail that are about it; 2,048 characters as JSON at most. */
  readonly pattern: EventPattern;
}

/**
 * Matches what CloudTrail records: calls, sign-ins, and what somebody does in the console.
 *
 * Nobody but AWS sends events from a source that begins with `aws.`, so that nobody else can raise an alarm.
 */
export function recorded(detail: EventPattern): EventPattern {
  return { source: [{ prefix: 'aws.' }], 'detail-type': [{ suffix: ' via CloudTrail' }], detail };
}

/**
 * Matches calls that their service refused. CloudTrail records no parameters of those that IAM, STS, Secrets Manager and
 * Organizations refuse: only the message tells what they were about.
 */
export const REFUSED = [{ prefix: 'AccessDenied' }];

/** Matches names that orgstrap gives. */
export const OURS = [{ prefix: 'orgstrap-' }];
