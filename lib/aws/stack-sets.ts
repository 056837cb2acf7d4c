import {
  type CallAs,
  type CloudFormationClient,
  DescribeStackSetCommand,
  paginateListStackInstances,
} from '@aws-sdk/client-cloudformation';
import { awsAnswer, isNamed } from './aws-answer';
import type { Throttle } from './throttle';

/** The service-managed StackSets of an organization, seen from the management account or from a delegated administrator. */
export interface StackSets {
  /** Undefined where there is none of that name. */
  describe(name: string): Promise<DeployedStackSet | undefined>;
  instances(name: string): Promise<readonly StackInstance[]>;
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
  /** Whether the account has what the StackSet says now. */
  readonly isCurrent: boolean;
}

/**
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackSet.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackInstances.html
 */
export class CloudFormationStackSets implements StackSets {
  /** @param callAs - `SELF` from the management account, `DELEGATED_ADMIN` from a delegated administrator */
  constructor(
    private readonly client: CloudFormationClient,
    private readonly callAs: CallAs,
    private readonly throttle: Throttle,
  ) {}

  async describe(name: string): Promise<DeployedStackSet | undefined> {
    const request = new DescribeStackSetCommand({ StackSetName: name, CallAs: this.callAs });
    const sent = this.throttle(() => this.client.send(request)).catch((error: unknown) => {
      if (isNamed(error, 'StackSetNotFoundException')) return undefined;
      throw error;
    });
    const stackSet = (await awsAnswer('cloudformation:DescribeStackSet', sent))?.StackSet;
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

  private async all(name: string): Promise<readonly StackInstance[]> {
    const instances: StackInstance[] = [];
    const request = { StackSetName: name, CallAs: this.callAs };
    for await (const page of paginateListStackInstances({ client: this.client }, request)) {
      for (const { Account: account, Status: status } of page.Summaries ?? []) {
        if (account !== undefined) instances.push({ account, isCurrent: status === 'CURRENT' });
      }
    }
    return instances;
  }
}
