import {
  type CallAs,
  type CloudFormationClient,
  DescribeStackSetCommand,
  paginateListStackInstances,
  paginateListStackSets,
  type StackInstanceSummary,
  type StackSet,
  StackSetStatus,
} from '@aws-sdk/client-cloudformation';
import { awsAnswer, isNamed } from './aws-answer';
import type { Throttle } from './throttle';

/** The service-managed StackSets of an organization, seen from the management account or from a delegated administrator. */
export interface StackSets {
  /** The names of all of them, those of others included. */
  names(): Promise<readonly string[]>;
  /** Undefined where there is none of that name. */
  describe(name: string): Promise<DeployedStackSet | undefined>;
  instances(name: string): Promise<readonly StackInstance[]>;
}

/** The same, with what each is aimed at. */
export interface AimedStackSets extends Pick<StackSets, 'names' | 'instances'> {
  /** The OUs, or the root, that a StackSet targets; none where there is none of that name. */
  targets(name: string): Promise<readonly string[]>;
}

/** A StackSet as it is now. */
export interface DeployedStackSet {
  readonly name: string;
  readonly templateBody: string;
  /** Set-level values; CloudFormation answers asterisks for those with `NoEcho`. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface StackInstance {
  readonly account: string;
  /** Whether the account has what the StackSet says now: `CURRENT`, `OUTDATED`, or `INOPERABLE`. */
  readonly status: string;
  /** What the last operation came to there: `SUCCEEDED`, `FAILED`, `SKIPPED_SUSPENDED_ACCOUNT`... */
  readonly detailedStatus?: string | undefined;
  /** AWS's reason for that. */
  readonly reason?: string | undefined;
  readonly region?: string | undefined;
  /** The OU, or the root, that the StackSet targets and the account is below. */
  readonly unit?: string | undefined;
  /** The ARN of its stack. @default - there is none */
  readonly stack?: string | undefined;
  /** What the last look for drift came to: `IN_SYNC`, `DRIFTED`; `NOT_CHECKED` where nobody looked. */
  readonly drift?: string | undefined;
  /** When that was. */
  readonly driftCheckedAt?: Date | undefined;
}

/**
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackSet.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackInstances.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackSets.html
 */
export class CloudFormationStackSets implements StackSets, AimedStackSets {
  /** @param callAs - `SELF` from the management account, `DELEGATED_ADMIN` from a delegated administrator */
  constructor(
    private readonly client: CloudFormationClient,
    private readonly callAs: CallAs,
    private readonly throttle: Throttle,
  ) {}

  names(): Promise<readonly string[]> {
    return awsAnswer(
      'cloudformation:ListStackSets',
      this.throttle(() => this.allNames()),
    );
  }

  async targets(name: string): Promise<readonly string[]> {
    return (await this.described(name))?.OrganizationalUnitIds ?? [];
  }

  async describe(name: string): Promise<DeployedStackSet | undefined> {
    const stackSet = await this.described(name);
    if (stackSet === undefined) return undefined;
    return {
      name,
      templateBody: stackSet.TemplateBody ?? '',
      parameters: Object.fromEntries(
        (stackSet.Parameters ?? []).flatMap(({ ParameterKey: key, ParameterValue: value }) =>
          key === undefined || value === undefined ? [] : [[key, value]],
        ),
      ),
    };
  }

  instances(name: string): Promise<readonly StackInstance[]> {
    return awsAnswer(
      'cloudformation:ListStackInstances',
      this.throttle(() => this.all(name)),
    );
  }

  private async described(name: string): Promise<StackSet | undefined> {
    const request = new DescribeStackSetCommand({ StackSetName: name, CallAs: this.callAs });
    const sent = this.throttle(() => this.client.send(request)).catch((error: unknown) => {
      if (isNamed(error, 'StackSetNotFoundException')) return undefined;
      throw error;
    });
    return (await awsAnswer('cloudformation:DescribeStackSet', sent))?.StackSet;
  }

  private async all(name: string): Promise<readonly StackInstance[]> {
    const instances: StackInstance[] = [];
    const request = { StackSetName: name, CallAs: this.callAs };
    for await (const page of paginateListStackInstances({ client: this.client }, request)) {
      for (const summary of page.Summaries ?? []) instances.push(...instanceOf(summary));
    }
    return instances;
  }

  private async allNames(): Promise<readonly string[]> {
    const names: string[] = [];
    const request = { Status: StackSetStatus.ACTIVE, CallAs: this.callAs };
    for await (const page of paginateListStackSets({ client: this.client }, request)) {
      names.push(...(page.Summaries ?? []).flatMap(({ StackSetName: name }) => name ?? []));
    }
    return names;
  }
}

function instanceOf(summary: StackInstanceSummary): readonly StackInstance[] {
  const { Account: account, Status: status = '' } = summary;
  if (account === undefined) return [];
  return [
    {
      account,
      status,
      detailedStatus: summary.StackInstanceStatus?.DetailedStatus,
      reason: summary.StatusReason,
      region: summary.Region,
      unit: summary.OrganizationalUnitId,
      stack: summary.StackId,
      drift: summary.DriftStatus,
      driftCheckedAt: summary.LastDriftCheckTimestamp,
    },
  ];
}
