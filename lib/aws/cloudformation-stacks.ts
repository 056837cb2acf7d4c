import {
  type CloudFormationClient,
  GetTemplateCommand,
  paginateListStacks,
  StackStatus,
} from '@aws-sdk/client-cloudformation';
import type { Turnstile } from './at-most';
import { explained } from './explained';
import type { StackSummary, Stacks } from './stacks';

/** In these there is nothing: deleted, a draft, or rolled back to nothing. */
const EMPTY: ReadonlySet<string> = new Set([
  StackStatus.CREATE_FAILED,
  StackStatus.DELETE_COMPLETE,
  StackStatus.REVIEW_IN_PROGRESS,
  StackStatus.ROLLBACK_COMPLETE,
  StackStatus.ROLLBACK_FAILED,
  StackStatus.ROLLBACK_IN_PROGRESS,
]);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
export class CloudFormationStacks implements Stacks {
  constructor(
    private readonly client: CloudFormationClient,
    private readonly turn: Turnstile,
  ) {}

  list(): Promise<readonly StackSummary[]> {
    return explained(
      'cloudformation:ListStacks',
      this.turn(() => this.all()),
    );
  }

  async template(name: string): Promise<string> {
    const request = new GetTemplateCommand({ StackName: name, TemplateStage: 'Original' });
    const { TemplateBody: body } = await explained(
      'cloudformation:GetTemplate',
      this.turn(() => this.client.send(request)),
    );
    return body ?? '';
  }

  private async all(): Promise<readonly StackSummary[]> {
    const wanted = Object.values(StackStatus).filter((status) => !EMPTY.has(status));
    const stacks: StackSummary[] = [];
    for await (const page of paginateListStacks({ client: this.client }, { StackStatusFilter: wanted })) {
      for (const { StackName: name, StackStatus: status } of page.StackSummaries ?? []) {
        if (name !== undefined && status !== undefined) stacks.push({ name, status });
      }
    }
    return stacks;
  }
}
