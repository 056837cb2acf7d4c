import {
  type CallAs,
  type CloudFormationClient,
  ListStackSetOperationsCommand,
  paginateListStackSetOperationResults,
} from '@aws-sdk/client-cloudformation';
import { awsAnswer, isNamed } from './aws-answer';
import type { Throttle } from './throttle';

/** One operation of a StackSet. */
export interface StackSetOperation {
  readonly id: string;
  /** AWS's word: `CREATE`, `UPDATE`, `DELETE`, `DETECT_DRIFT`. */
  readonly action: string;
  /** `RUNNING`, `QUEUED`, `STOPPING`, `STOPPED`, `SUCCEEDED` or `FAILED`. */
  readonly status: string;
}

/** What an operation came to in one account. */
export interface OperationResult {
  readonly account: string;
  readonly region?: string | undefined;
  /** `PENDING`, `RUNNING`, `SUCCEEDED`, `FAILED` or `CANCELLED`. */
  readonly status: string;
  readonly reason?: string | undefined;
}

/** What StackSets are doing, and have done. */
export interface StackSetOperations {
  /** The latest ones of a StackSet, the newest first; none where there is no such StackSet. */
  latest(stackSet: string): Promise<readonly StackSetOperation[]>;
  results(stackSet: string, operation: string): Promise<readonly OperationResult[]>;
}

/** No more of one StackSet wait for each other. */
const LATEST = 20;

/**
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackSetOperations.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackSetOperationResults.html
 */
export class CloudFormationStackSetOperations implements StackSetOperations {
  /** @param callAs - `SELF` from the management account, `DELEGATED_ADMIN` from a delegated administrator */
  constructor(
    private readonly client: CloudFormationClient,
    private readonly callAs: CallAs,
    private readonly throttle: Throttle,
  ) {}

  async latest(stackSet: string): Promise<readonly StackSetOperation[]> {
    const request = new ListStackSetOperationsCommand({
      StackSetName: stackSet,
      CallAs: this.callAs,
      MaxResults: LATEST,
    });
    const sent = this.throttle(() => this.client.send(request)).catch((error: unknown) => {
      if (isNamed(error, 'StackSetNotFoundException')) return undefined;
      throw error;
    });
    const answer = await awsAnswer('cloudformation:ListStackSetOperations', sent);
    return (answer?.Summaries ?? []).flatMap(({ OperationId: id, Action: action = '', Status: status = '' }) =>
      id === undefined ? [] : [{ id, action, status }],
    );
  }

  results(stackSet: string, operation: string): Promise<readonly OperationResult[]> {
    return awsAnswer(
      'cloudformation:ListStackSetOperationResults',
      this.throttle(() => this.allResults(stackSet, operation)),
    );
  }

  private async allResults(stackSet: string, operation: string): Promise<readonly OperationResult[]> {
    const found: OperationResult[] = [];
    const request = { StackSetName: stackSet, OperationId: operation, CallAs: this.callAs };
    for await (const { Summaries = [] } of paginateListStackSetOperationResults({ client: this.client }, request)) {
      for (const { Account: account, Region: region, Status: status = '', StatusReason: reason } of Summaries) {
        if (account !== undefined) found.push({ account, region, status, reason });
      }
    }
    return found;
  }
}
