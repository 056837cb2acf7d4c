import {
  type CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  paginateDescribeStacks,
  type Stack,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import type { HomeRegion } from '../domain/region';
import { awsAnswer } from './aws-answer';
import type { Throttle } from './throttle';

/** A stack, and the Region that it is in. */
export interface PlacedStack {
  readonly name: string;
  readonly region: HomeRegion;
}

/** What CloudFormation says of a stack at this moment. */
export interface StackState extends PlacedStack {
  /** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
  readonly status: string;
  readonly isProtected: boolean;
  /** Unlike the name, of this stack alone: it goes on meaning it once it is deleted. */
  readonly id: string;
  /** When the last operation on it began, in milliseconds. */
  readonly changed: number;
}

/** A resource that failed, and AWS's reason. */
export interface ResourceFailure {
  readonly logicalId: string;
  readonly type: string;
  readonly reason: string;
}

/** The stacks of one account while something is done to them. */
export interface StackStates {
  /** All of some Regions, those that hold nothing included: drafted, rolled back, on their way. */
  all(regions: readonly HomeRegion[]): Promise<readonly StackState[]>;
  /** Undefined where there is none. @param id - of a stack that may be deleted meanwhile */
  find(stack: PlacedStack, id?: string): Promise<StackState | undefined>;
  /** What failed in the last operation of a stack, the first first; at most a few. */
  failures(stack: PlacedStack): Promise<readonly ResourceFailure[]>;
  /** Takes termination protection off. */
  unprotect(stack: PlacedStack): Promise<void>;
  /** Begins to delete a stack. */
  remove(stack: PlacedStack): Promise<void>;
}

/** What comes after these happens because of them. */
const FAILURES_SHOWN = 3;
/** What other resources of the same operation say once one has failed. */
const CANCELLED = /^Resource (creation|update|deletion) cancelled/i;

/**
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html
 */
export class CloudFormationStackStates implements StackStates {
  private readonly clients = new Map<HomeRegion, CloudFormationClient>();

  constructor(
    private readonly clientIn: (region: HomeRegion) => CloudFormationClient,
    private readonly throttle: Throttle,
  ) {}

  async all(regions: readonly HomeRegion[]): Promise<readonly StackState[]> {
    const found = await Promise.all(
      regions.map((region) =>
        awsAnswer(
          'cloudformation:DescribeStacks',
          this.throttle(() => this.allIn(region)),
        ),
      ),
    );
    return found.flat();
  }

  async find({ name, region }: PlacedStack, id = name): Promise<StackState | undefined> {
    const request = new DescribeStacksCommand({ StackName: id });
    const sent = this.throttle(() => this.clientOf(region).send(request)).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    const [stack] = (await awsAnswer('cloudformation:DescribeStacks', sent))?.Stacks ?? [];
    return stack === undefined ? undefined : stateOf(stack, region)[0];
  }

  failures(stack: PlacedStack): Promise<readonly ResourceFailure[]> {
    return awsAnswer(
      'cloudformation:DescribeStackEvents',
      this.throttle(() => this.failuresOf(stack)),
    );
  }

  async unprotect({ name, region }: PlacedStack): Promise<void> {
    const request = new UpdateTerminationProtectionCommand({ StackName: name, EnableTerminationProtection: false });
    await awsAnswer(
      'cloudformation:UpdateTerminationProtection',
      this.throttle(() => this.clientOf(region).send(request)),
    );
  }

  async remove({ name, region }: PlacedStack): Promise<void> {
    await awsAnswer(
      'cloudformation:DeleteStack',
      this.throttle(() => this.clientOf(region).send(new DeleteStackCommand({ StackName: name }))),
    );
  }

  private async allIn(region: HomeRegion): Promise<readonly StackState[]> {
    const found: StackState[] = [];
    for await (const { Stacks = [] } of paginateDescribeStacks({ client: this.clientOf(region) }, {})) {
      found.push(...Stacks.flatMap((stack) => stateOf(stack, region)));
    }
    return found;
  }

  /** Events come newest first; those of the last operation end where the stack itself began it. */
  private async failuresOf({ name, region }: PlacedStack): Promise<readonly ResourceFailure[]> {
    const found: ResourceFailure[] = [];
    const pages = paginateDescribeStackEvents({ client: this.clientOf(region) }, { StackName: name });
    for await (const { StackEvents: events = [] } of pages) {
      for (const event of events) {
        const { ResourceStatus: status = '', ResourceStatusReason: reason, LogicalResourceId: logicalId = '' } = event;
        const isOfStack = event.PhysicalResourceId === event.StackId;
        if (isOfStack && BEGINNINGS.has(status)) return found.reverse().slice(0, FAILURES_SHOWN);
        if (isOfStack || !status.endsWith('_FAILED') || reason === undefined || CANCELLED.test(reason)) continue;
        found.push({ logicalId, type: event.ResourceType ?? '', reason });
      }
    }
    return found.reverse().slice(0, FAILURES_SHOWN);
  }

  private clientOf(region: HomeRegion): CloudFormationClient {
    const client = this.clients.get(region) ?? this.clientIn(region);
    this.clients.set(region, client);
    return client;
  }
}

/** The first thing that a stack says of an operation. */
const BEGINNINGS: ReadonlySet<string> = new Set(['CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'DELETE_IN_PROGRESS']);

/** CloudFormation has no error of its own for a stack that is not there. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist');
}

function stateOf(stack: Stack, region: HomeRegion): readonly StackState[] {
  const { StackName: name, StackStatus: status, StackId: id = '', EnableTerminationProtection: isProtected } = stack;
  if (name === undefined || status === undefined) return [];
  const changed = (stack.LastUpdatedTime ?? stack.CreationTime)?.getTime() ?? 0;
  return [{ name, status, id, region, isProtected: isProtected === true, changed }];
}
