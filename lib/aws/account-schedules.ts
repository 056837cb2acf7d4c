import { GetScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import { awsAnswer, isNamed } from './aws-answer';

/** Schedules of EventBridge Scheduler of one account, in its default group. */
export interface AccountSchedules {
  /** Undefined where there is no such schedule. */
  schedule(name: string, region: string): Promise<FoundSchedule | undefined>;
}

export interface FoundSchedule {
  readonly state: string;
  readonly expression: string;
  readonly flexibleTimeWindow: string;
  /** Without what it has by default, such as its retries. */
  readonly target: {
    readonly arn: string;
    readonly roleArn: string;
    readonly source?: string | undefined;
    readonly detailType?: string | undefined;
    readonly detail?: string | undefined;
  };
  /** The key of somebody's that it is encrypted with; undefined where it is AWS's own. */
  readonly key?: string | undefined;
  /** Outside of which it does nothing, in ISO form. */
  readonly begins?: string | undefined;
  readonly ends?: string | undefined;
}

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html */
export class SchedulerAccountSchedules implements AccountSchedules {
  constructor(private readonly clientIn: (region: string) => SchedulerClient) {}

  async schedule(name: string, region: string): Promise<FoundSchedule | undefined> {
    const sent = this.clientIn(region)
      .send(new GetScheduleCommand({ Name: name, GroupName: 'default' }))
      .catch((error: unknown) => {
        if (isNamed(error, 'ResourceNotFoundException')) return undefined;
        throw error;
      });
    const found = await awsAnswer('scheduler:GetSchedule', sent);
    if (found === undefined) return undefined;
    const { Target: target, EventBridgeParameters: event } = { ...found, ...found.Target };
    return {
      state: found.State ?? '',
      expression: found.ScheduleExpression ?? '',
      flexibleTimeWindow: found.FlexibleTimeWindow?.Mode ?? '',
      target: {
        arn: target?.Arn ?? '',
        roleArn: target?.RoleArn ?? '',
        source: event?.Source,
        detailType: event?.DetailType,
        detail: target?.Input,
      },
      key: found.KmsKeyArn === '' ? undefined : found.KmsKeyArn,
      begins: found.StartDate?.toISOString(),
      ends: found.EndDate?.toISOString(),
    };
  }
}
