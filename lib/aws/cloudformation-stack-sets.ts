import {
  type CallAs,
  type CloudFormationClient,
  DescribeStackSetCommand,
  paginateListStackInstances,
} from '@aws-sdk/client-cloudformation';
import type { Turnstile } from './at-most';
import { explained, isNamed } from './explained';
import type { DeployedStackSet, StackInstance, StackSets } from './stack-sets';

/**
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackSet.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackInstances.html
 */
export class CloudFormationStackSets implements StackSets {
  /** @param callAs - `SELF` from the management account, `DELEGATED_ADMIN` from a delegated administrator */
  constructor(
    private readonly client: CloudFormationClient,
    private readonly callAs: CallAs,
    private readonly turn: Turnstile,
  ) {}

  async describe(name: string): Promise<DeployedStackSet | undefined> {
    const request = new DescribeStackSetCommand({ StackSetName: name, CallAs: this.callAs });
    const sent = this.turn(() => this.client.send(request)).catch((error: unknown) => {
      if (isNamed(error, 'StackSetNotFoundException')) return undefined;
      throw error;
    });
    const stackSet = (await explained('cloudformation:DescribeStackSet', sent))?.StackSet;
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
    return explained(
      'cloudformation:ListStackInstances',
      this.turn(() => this.all(name)),
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
