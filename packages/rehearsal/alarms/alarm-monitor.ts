import { alarmRuleName } from '../../../lib/domain/names';
import { recordOfCloudFormationCall } from '../../iam-gateway/trail/cloudformation-call';
import type { TrailHistory } from '../../iam-gateway/trail/trail-history';
import { eventOf, type TrailRecord } from '../../iam-gateway/trail/trail-record';
import type { AlarmNotification, Control } from '../emulated/control';

/** What somebody tries who should not, and the alarms that must tell of it. */
export interface Attack {
  readonly claim: string;
  /** Names of alarms, each once. */
  readonly alarms: readonly string[];
}

/** An alarm that was raised, and by what. */
export interface RaisedAlarm extends AlarmNotification {
  readonly record: TrailRecord;
}

/** An attack, and what was raised while it went on. */
export interface AttackOutcome extends Attack {
  readonly raised: readonly RaisedAlarm[];
  /** What must have been raised, and was not. */
  readonly silent: readonly string[];
}

/** What the alarms made of everything that was done. */
export interface AlarmReport {
  /** How many events they were given. */
  readonly delivered: number;
  /** What was raised by something other than an attack, or is not one of the alarms of the attack. */
  readonly unexpected: readonly RaisedAlarm[];
  readonly attacks: readonly AttackOutcome[];
}

interface AttackWindow extends Attack {
  readonly from: number;
  readonly until: number;
}

/**
 * Gives the alarms that are deployed everything that anybody did, CloudFormation included, and knows what was an attack.
 *
 * Every alarm that was raised while an attack went on counts as the attack's. So work that went on beside it could hide its alarms behind
 * the attack; the same work is done without one, too, and raises none there.
 */
export class AlarmMonitor {
  private readonly attackWindows: AttackWindow[] = [];
  private readonly raised: { readonly index: number; readonly raised: RaisedAlarm }[] = [];
  private readonly deployments: Deployments;
  private delivered = 0;
  private deployed = 0;

  constructor(
    private readonly trail: TrailHistory,
    private readonly control: Pick<Control, 'deliver' | 'madeSince'>,
    partition: string,
  ) {
    this.deployments = new Deployments(control, trail, partition);
  }

  /** Does something that must raise alarms. */
  async during<Answer>(attack: Attack, attempt: () => Promise<Answer>): Promise<Answer> {
    const from = this.trail.records.length;
    try {
      return await attempt();
    } finally {
      this.attackWindows.push({ ...attack, from, until: this.trail.records.length });
    }
  }

  /** Gives the rules that there are now every event that they have not been given yet. */
  async deliverEvents(): Promise<void> {
    const records = this.trail.records.slice(this.delivered);
    const made = await this.deployments.records();
    const answers = await this.control.deliver([...records, ...made].map(eventOf));
    [...records, ...made].forEach((record, place) => {
      const index = place < records.length ? this.delivered + place : BY_CLOUDFORMATION;
      for (const alarm of answers[place] ?? []) this.raised.push({ index, raised: { ...alarm, record } });
    });
    this.delivered += records.length;
    this.deployed += made.length;
  }

  report(): AlarmReport {
    const expected = new Set<RaisedAlarm>();
    const attacks = this.attackWindows.map(({ claim, alarms, from, until }) => {
      const rules = alarms.map(alarmRuleName);
      const raised = this.raised
        .filter(({ index, raised: { rule } }) => index >= from && index < until && rules.includes(rule))
        .map((each) => each.raised);
      for (const each of raised) expected.add(each);
      const silent = alarms.filter((name) => !raised.some(({ rule }) => rule === alarmRuleName(name)));
      return { claim, alarms, raised, silent };
    });
    const unexpected = this.raised.map(({ raised }) => raised).filter((each) => !expected.has(each));
    return { delivered: this.delivered + this.deployed, unexpected, attacks };
  }
}

/** Stands for what CloudFormation did, which is not an attack. */
const BY_CLOUDFORMATION = -1;

/** What CloudFormation did for stacks and StackSets, as CloudTrail would have recorded it. */
class Deployments {
  private known = 0;

  constructor(
    private readonly control: Pick<Control, 'madeSince'>,
    private readonly trail: TrailHistory,
    private readonly partition: string,
  ) {}

  /** Those that nobody has asked for yet. */
  async records(): Promise<readonly TrailRecord[]> {
    const made = await this.control.madeSince(this.known);
    this.known = made.at(-1)?.n ?? this.known;
    return made.map((each) => {
      const caller = 'accessKeyId' in each.by ? this.trail.callerWith(each.by.accessKeyId) : undefined;
      return recordOfCloudFormationCall(each, { partition: this.partition, at: new Date(), caller });
    });
  }
}
