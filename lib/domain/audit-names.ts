import type { AccountId } from './ids';
import {
  ALARM_BUS,
  ALARM_TOPIC,
  AUDIT_KEY_ALIAS,
  alarmRuleName,
  FORWARDING_RULES,
  silenceAlarmName,
  TRAIL,
  TRAIL_LOG_GROUP,
} from './names';
import type { HomeRegion, Partition } from './region';

/** The names and ARNs of the audit: a trail in each account that is watched, and the rest in the Terraform account. */
export class AuditNames {
  constructor(
    private readonly partition: Partition,
    private readonly region: HomeRegion,
    private readonly terraformAccount: AccountId,
    /** The name of the bucket that has the files of the trails of all accounts. */
    readonly trailBucket: string,
  ) {}

  trailArn(account: string): string {
    return this.arn('cloudtrail', account, `trail/${TRAIL}`);
  }

  get trailLogGroupArn(): string {
    return this.arn('logs', this.terraformAccount, `log-group:${TRAIL_LOG_GROUP}`);
  }

  /** The alias of the key of the trails and of the alarms. */
  get keyAliasArn(): string {
    return this.arn('kms', this.terraformAccount, AUDIT_KEY_ALIAS);
  }

  get alarmTopicArn(): string {
    return this.arn('sns', this.terraformAccount, ALARM_TOPIC);
  }

  get alarmBusArn(): string {
    return this.arn('events', this.terraformAccount, `event-bus/${ALARM_BUS}`);
  }

  /** Matches the rules of all alarms, which are on the bus of alarms. */
  get alarmRulesPattern(): string {
    return this.arn('events', this.terraformAccount, `rule/${ALARM_BUS}/${alarmRuleName('*')}`);
  }

  /** Matches the alarms of CloudWatch that miss accounts. */
  get silenceAlarmsPattern(): string {
    return this.arn('cloudwatch', this.terraformAccount, `alarm:${silenceAlarmName('*')}`);
  }

  /** Matches every rule on the bus of alarms. */
  get rulesOfAlarmBusPattern(): string {
    return this.arn('events', this.terraformAccount, `rule/${ALARM_BUS}/*`);
  }

  /**
   * Match the forwarding rules of every account and Region. A rule of the default bus has no bus in its ARN; should EventBridge
   * ask IAM for the long one, it is that.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-manage-iam-access.html
   */
  get forwardingRulesPatterns(): readonly string[] {
    return ['', 'default/'].map((bus) => `arn:${this.partition}:events:*:*:rule/${bus}${FORWARDING_RULES}`);
  }

  /** Matches the analyzers of an account, with their archive rules; `*` matches those of all. */
  analyzersPattern(account: string): string {
    return this.arn('access-analyzer', account, 'analyzer/orgstrap-*');
  }

  private arn(service: string, account: string, resource: string): string {
    return `arn:${this.partition}:${service}:${this.region}:${account}:${resource}`;
  }
}
