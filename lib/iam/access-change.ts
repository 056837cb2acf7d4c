/**
 * What a change does to what somebody may do. `unclear` is for what orgstrap does not understand: it counts as widening
 * until a person has read it.
 */
export type Direction = 'widens' | 'narrows' | 'unclear';

/** One change of what somebody may do. */
export interface AccessChange {
  readonly direction: Direction;
  readonly what: string;
  /** The actions, principals, values... that it is about. */
  readonly values: readonly string[];
}

/** Whether something counts as widening, which includes what could not be judged. */
export function countsAsWidening({ direction }: Pick<AccessChange, 'direction'>): boolean {
  return direction !== 'narrows';
}

export function widens(what: string, values: readonly string[] = []): AccessChange {
  return { direction: 'widens', what, values };
}

export function narrows(what: string, values: readonly string[] = []): AccessChange {
  return { direction: 'narrows', what, values };
}

/** Something changed, and what that means is for a person to say. */
export function unclear(noun: string, values: readonly string[] = []): AccessChange {
  return toRead(`${noun} changed`, values);
}

/** The same of what is not merely a change. */
export function toRead(sentence: string, values: readonly string[] = []): AccessChange {
  return { direction: 'unclear', what: `${sentence}: read it`, values };
}
