import type { Stage } from '../../stage';

/** Something that goes through and should not have been done, the alarms that must tell of it, and what somebody does. */
export interface Intrusion {
  readonly what: string;
  readonly alarms: readonly string[];
  readonly attempt: () => Promise<unknown>;
}

/** Does what nothing refuses: the alarms are all that there is against it. */
export async function goThrough(
  { ledger, watch }: Stage,
  who: string,
  intrusions: readonly Intrusion[],
): Promise<void> {
  for (const { what, alarms, attempt } of intrusions) {
    const claim = `nothing but an alarm stops ${who} who ${what}`;
    await ledger.prove(claim, async () => {
      await watch.during({ claim, alarms }, attempt);
      return `${alarms.join(' and ')} must tell of it`;
    });
  }
}
