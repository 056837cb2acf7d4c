import {
  type CallAs,
  type CloudFormationClient,
  DeleteStackInstancesCommand,
  DescribeStackSetOperationCommand,
  UpdateStackInstancesCommand,
} from '@aws-sdk/client-cloudformation';
import { Failure } from '../domain/failure';
import { awsAnswer } from './aws-answer';
import { unfinishedAnswer } from './aws-errors';

/** Some accounts of one OU, or of the root, that a StackSet works in, in a Region. */
export interface StackInstanceTargets {
  readonly stackSet: string;
  readonly unit: string;
  readonly accounts: readonly string[];
  readonly region: string;
}

/** What orgstrap does to instances of StackSets by itself. Each may be done twice, and has happened once it returns. */
export interface StackInstanceChanges {
  /** Brings them up to date. @throws Failure `OperationFailed` where it ended otherwise than with success */
  update(targets: StackInstanceTargets): Promise<void>;
  /** Takes them out of the StackSet; their stacks stay in the accounts. @throws Failure `OperationFailed` likewise */
  letGo(targets: StackInstanceTargets): Promise<void>;
}

/** Between two looks at an operation, in milliseconds. It takes what it takes, and Ctrl-C ends the waiting. */
const PACE = 2_000;

const ONGOING: ReadonlySet<string> = new Set(['QUEUED', 'RUNNING', 'STOPPING']);

/**
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStackInstances.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStackInstances.html
 */
export class CloudFormationStackInstanceChanges implements StackInstanceChanges {
  /** @param callAs - `SELF` from the management account, `DELEGATED_ADMIN` from a delegated administrator */
  constructor(
    private readonly client: CloudFormationClient,
    private readonly callAs: CallAs,
    private readonly wait: (milliseconds: number) => Promise<void>,
  ) {}

  update(targets: StackInstanceTargets): Promise<void> {
    const sent = this.client.send(new UpdateStackInstancesCommand(this.requestFor(targets)));
    return this.ended(targets, 'cloudformation:UpdateStackInstances', sent);
  }

  letGo(targets: StackInstanceTargets): Promise<void> {
    const request = new DeleteStackInstancesCommand({ ...this.requestFor(targets), RetainStacks: true });
    return this.ended(targets, 'cloudformation:DeleteStackInstances', this.client.send(request));
  }

  private requestFor({ stackSet, unit, accounts, region }: StackInstanceTargets) {
    return {
      StackSetName: stackSet,
      CallAs: this.callAs,
      DeploymentTargets: {
        OrganizationalUnitIds: [unit],
        Accounts: [...accounts],
        AccountFilterType: 'INTERSECTION' as const,
      },
      Regions: [region],
    };
  }

  private async ended(
    { stackSet }: StackInstanceTargets,
    action: string,
    sent: Promise<{ readonly OperationId?: string | undefined }>,
  ): Promise<void> {
    const { OperationId: operation } = await awsAnswer(action, sent);
    if (operation === undefined) throw unfinishedAnswer(action, 'an operation');
    for (;;) {
      const status = await this.statusOf(stackSet, operation);
      if (status === 'SUCCEEDED') return;
      if (!ONGOING.has(status)) {
        throw new Failure(
          'OperationFailed',
          `the operation ${operation} of ${stackSet} is ${status}; orgstrap doctor says in which accounts, and why`,
        );
      }
      await this.wait(PACE);
    }
  }

  private async statusOf(stackSet: string, operation: string): Promise<string> {
    const request = new DescribeStackSetOperationCommand({
      StackSetName: stackSet,
      OperationId: operation,
      CallAs: this.callAs,
    });
    const { StackSetOperation: found } = await awsAnswer(
      'cloudformation:DescribeStackSetOperation',
      this.client.send(request),
    );
    if (found?.Status === undefined) throw unfinishedAnswer('cloudformation:DescribeStackSetOperation', 'a status');
    return found.Status;
  }
}
