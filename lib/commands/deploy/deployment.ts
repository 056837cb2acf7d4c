import type { AssembledStack } from '../../domain/assembled-app';
import type { InstanceGroup } from '../doctor/mend-instances';
import type { VerifiedAccount } from '../verify/verify';
import type { CdkEnd } from './cdk-process';
import type { Deletion } from './delete-stack';
import type { FailedStack } from './failed-stacks';

/** What came of what the CDK CLI deployed. */
export interface DeployedStacks {
  /** The stacks that were to be deployed, in their order. */
  readonly stacks: readonly AssembledStack[];
  readonly cdk: CdkEnd;
  readonly failed: readonly FailedStack[];
  /** Stacks that wait for one that failed, and were not begun. */
  readonly notBegun: readonly string[];
  /** Instances of StackSets that are not up to date, though their stacks are. */
  readonly toMend: readonly InstanceGroup[];
}

/** What came of a deployment. */
export interface Deployment extends DeployedStacks {
  /** Of stacks that left `org.yaml`. */
  readonly deletions: readonly Deletion[];
  /** What `orgstrap verify` saw; undefined where it did not look. */
  readonly verified?: readonly VerifiedAccount[];
  /** Why nobody verified. */
  readonly notVerified?: string;
}
