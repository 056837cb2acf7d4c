import type { StackState } from '../../aws/stack-states';

/** A stack that no deployment can go on with, and what somebody does first. */
export interface StuckStack {
  readonly stack: string;
  readonly status: string;
  readonly why: string;
  readonly commands: readonly string[];
}

/** A stack that an earlier run left half way, and that the CDK CLI goes on with by itself. */
export interface ResumedStack {
  readonly stack: string;
  readonly status: string;
  readonly what: string;
}

/**
 * What the CDK CLI makes of a stack that is there, by its source in version 2.1148.1 (`StackStatus`, `deployStack`): it deletes one whose
 * creation was rolled back and makes it anew, and it goes on with a draft. One that failed in the middle it would roll back first, and asks
 * for that where nobody sits; whoever mends the cause decides that better.
 *
 * @see https://github.com/aws/aws-cdk-cli/blob/main/packages/%40aws-cdk/toolkit-lib/lib/api/deployments/deploy-stack.ts
 */
export function resumedStacks(states: readonly StackState[]): readonly ResumedStack[] {
  return states.flatMap(({ name: stack, status }) => {
    const what = RESUMED[status];
    return what === undefined ? [] : [{ stack, status, what }];
  });
}

const RESUMED: Readonly<Record<string, string>> = {
  ROLLBACK_COMPLETE: 'its creation failed and was taken back; it is deleted, and made anew',
  ROLLBACK_FAILED: 'its creation failed, and so did the way back; it is deleted, and made anew',
  REVIEW_IN_PROGRESS: 'somebody drafted it and never made it; it is made',
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-continueupdaterollback.html */
export function stuckStacks(states: readonly StackState[]): readonly StuckStack[] {
  return states.flatMap(({ name: stack, status, region }) => {
    const where = `--stack-name ${stack} --region ${region}`;
    const [why, ...verbs] = STUCK[status] ?? [];
    if (why === undefined) return [];
    return [{ stack, status, why, commands: verbs.map((verb) => `aws cloudformation ${verb} ${where}`) }];
  });
}

const STUCK: Readonly<Record<string, readonly string[]>> = {
  UPDATE_ROLLBACK_FAILED: [
    'an update failed, and the way back failed, too: mend what its events name, then let it go back',
    'continue-update-rollback',
    'wait stack-rollback-complete',
  ],
  UPDATE_FAILED: [
    'somebody updated it without a rollback: let it go back to what it was',
    'rollback-stack',
    'wait stack-rollback-complete',
  ],
  CREATE_FAILED: [
    'somebody made it without a rollback: delete it, and it is made anew',
    'delete-stack',
    'wait stack-delete-complete',
  ],
  DELETE_FAILED: [
    'somebody began to delete it, and something would not go: mend what its events name, delete it, and it is made anew',
    'delete-stack',
    'wait stack-delete-complete',
  ],
};
