/**
 * What a change does to what somebody may do. `unclear` is for what orgstrap does not understand: it counts as widening
 * until a person has read it.
 */
export type Direction = 'widens' | 'narrows' | 'unclear';

/** One change that matters for security. */
export interface Finding {
  readonly direction: Direction;
  /** The name of the resource, or its logical id where CloudFormation names it. */
  readonly resource: string;
  readonly what: string;
  /** The actions, principals, values... that it is about. */
  readonly values: readonly string[];
}

/** A finding whose resource is known one floor up. */
export type Change = Omit<Finding, 'resource'>;

/** Whether something counts as widening, which includes what could not be judged. */
export function countsAsWidening({ direction }: Pick<Finding, 'direction'>): boolean {
  return direction !== 'narrows';
}

export function widens(what: string, values: readonly string[] = []): Change {
  return { direction: 'widens', what, values };
}

export function narrows(what: string, values: readonly string[] = []): Change {
  return { direction: 'narrows', what, values };
}

/** Something changed, and what that means is for a person to say. */
export function unclear(noun: string, values: readonly string[] = []): Change {
  return toRead(`${noun} changed`, values);
}

/** The same of what is not merely a change. */
export function toRead(sentence: string, values: readonly string[] = []): Change {
  return { direction: 'unclear', what: `${sentence}: read it`, values };
}

export function inResource(resource: string, changes: readonly Change[]): readonly Finding[] {
  return changes.map((change) => ({ resource, ...change }));
}
