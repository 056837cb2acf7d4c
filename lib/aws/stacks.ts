import {
  type CloudFormationClient,
  GetTemplateCommand,
  paginateDescribeStacks,
  paginateListStackResources,
  StackStatus,
} from '@aws-sdk/client-cloudformation';
import { awsAnswer } from './aws-answer';
import type { Throttle } from './throttle';

/** The CloudFormation stacks of one account in one Region. */
export interface Stacks {
  /** Those that hold something: not what was deleted, never finished its creation, or was only drafted. */
  list(): Promise<readonly StackSummary[]>;
  /** The text of a deployed stack's template, in the form in which it was sent. */
  template(name: string): Promise<string>;
}

/** What the stacks of one account made. */
export interface StackResources extends Pick<Stacks, 'list'> {
  /** The physical ids of what a stack holds: names, or ARNs. */
  resources(name: string): Promise<readonly string[]>;
}

interface StackSummary {
  readonly name: string;
  /** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html */
  readonly status: string;
  /** Whether it cannot be deleted before its termination protection is off. */
  readonly isProtected: boolean;
}

/** Stacks without resources: deleted, a change set that was never executed, or rolled back to nothing. */
const EMPTY: ReadonlySet<string> = new Set([
  StackStatus.CREATE_FAILED,
  StackStatus.DELETE_COMPLETE,
  StackStatus.REVIEW_IN_PROGRESS,
  StackStatus.ROLLBACK_COMPLETE,
  StackStatus.ROLLBACK_FAILED,
  StackStatus.ROLLBACK_IN_PROGRESS,
]);

/**
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html
 */
export class CloudFormationStacks implements Stacks, StackResources {
  constructor(
    private readonly client: CloudFormationClient,
    private readonly throttle: Throttle,
  ) {}

  list(): Promise<readonly StackSummary[]> {
    return awsAnswer(
      'cloudformation:DescribeStacks',
      this.throttle(() => this.all()),
    );
  }

  async template(name: string): Promise<string> {
    const request = new GetTemplateCommand({ StackName: name, TemplateStage: 'Original' });
    const { TemplateBody: body } = await awsAnswer(
      'cloudformation:GetTemplate',
      this.throttle(() => this.client.send(request)),
    );
    return body ?? '';
  }

  resources(name: string): Promise<readonly string[]> {
    return awsAnswer(
      'cloudformation:ListStackResources',
      this.throttle(() => this.resourcesOf(name)),
    );
  }

  private async resourcesOf(name: string): Promise<readonly string[]> {
    const ids: string[] = [];
    for await (const page of paginateListStackResources({ client: this.client }, { StackName: name })) {
      ids.push(...(page.StackResourceSummaries ?? []).flatMap(({ PhysicalResourceId: id }) => id ?? []));
    }
    return ids;
  }

  private async all(): Promise<readonly StackSummary[]> {
    const found: StackSummary[] = [];
    for await (const { Stacks = [] } of paginateDescribeStacks({ client: this.client }, {})) {
      for (const { StackName: name, StackStatus: status, EnableTerminationProtection: isProtected = false } of Stacks) {
        if (name !== undefined && status !== undefined && !EMPTY.has(status)) found.push({ name, status, isProtected });
      }
    }
    return found;
  }
}

/** The stacks of one account in several Regions. No name is in two: what is not in the home Region has its Region in it. */
export class StacksOfRegions implements Stacks {
  private readonly places = new Map<string, Stacks>();

  /** @param regions - the stacks of each Region */
  constructor(private readonly regions: readonly Stacks[]) {}

  async list(): Promise<readonly StackSummary[]> {
    const found = await Promise.all(
      this.regions.map(async (stacks) => {
        const summaries = await stacks.list();
        for (const { name } of summaries) this.places.set(name, stacks);
        return summaries;
      }),
    );
    return found.flat();
  }

  /** @throws Error where it was not listed before: nothing tells in which Region it is */
  async template(name: string): Promise<string> {
    const stacks = this.places.get(name);
    if (stacks === undefined) throw new Error(`nobody listed the stack ${name}`);
    return await stacks.template(name);
  }
}
