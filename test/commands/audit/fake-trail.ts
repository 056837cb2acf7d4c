import type { EventHistoryAccess } from '../../../lib/aws/event-history-access';
import type { EventKind, FoundEvents, RecordedEvent, WantedEvents } from '../../../lib/aws/trail-events';
import type { HomeRegion } from '../../../lib/domain/region';

interface Asked extends WantedEvents {
  readonly account: string;
  readonly region: HomeRegion;
}

/** Event histories that hold what a test puts there, the most recent event last. */
export class FakeTrail {
  readonly asked: Asked[] = [];
  readonly refusals = new Map<string, Error>();
  private readonly events = new Map<string, RecordedEvent[]>();

  constructor(private readonly regions: readonly HomeRegion[] = ['eu-west-1', 'us-east-1']) {}

  add(account: string, kind: EventKind, event: RecordedEvent, region: HomeRegion = 'eu-west-1'): void {
    const key = [account, region, kind].join();
    this.events.set(key, [event, ...(this.events.get(key) ?? [])]);
  }

  access(): EventHistoryAccess {
    return {
      enter: (account) => {
        const refusal = this.refusals.get(account);
        if (refusal !== undefined) return Promise.reject(refusal);
        const regions = this.regions.map((region) => ({
          region,
          events: { lookUp: (wanted: WantedEvents) => Promise.resolve(this.found({ ...wanted, account, region })) },
        }));
        return Promise.resolve(regions);
      },
    };
  }

  private found(asked: Asked): FoundEvents {
    const { account, region, kind, since, until, limit } = asked;
    this.asked.push(asked);
    const within = (this.events.get([account, region, kind].join()) ?? []).filter((event) => {
      const time = timeOf(event);
      return time === undefined || (time >= since && time <= until);
    });
    const events = within.slice(0, limit);
    const oldest = events.at(-1);
    const stoppedAt = within.length > limit && oldest !== undefined ? timeOf(oldest) : undefined;
    return { events, ...(stoppedAt && { stoppedAt }) };
  }
}

function timeOf({ record }: RecordedEvent): Date | undefined {
  const [, time] = /"eventTime":"([^"]+)"/.exec(record) ?? [];
  return time === undefined ? undefined : new Date(time);
}
