import type { Control } from '../emulated/control';
import { recordOfMade } from '../trail/made-call';
import type { TrailHistory } from '../trail/trail-history';
import type { TrailRecord } from '../trail/trail-record';

/** What CloudFormation did for stacks and StackSets, as CloudTrail would have recorded it. */
export class Deployments {
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
      return recordOfMade(each, { partition: this.partition, at: new Date(), caller });
    });
  }
}
