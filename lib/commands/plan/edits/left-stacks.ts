import { deletionOf, inDeletionOrder } from './delete-stack';
import { usersIn } from './deleted-users';
import type { Step } from './edit';
import { type Edited, leftStacks } from './edited';
import { regionOf, retainedIn } from './estate';

/** A stack that left the app: `cdk deploy` does not take it away. */
export interface LeftStack {
  readonly stack: string;
  readonly region: string;
  /** What stays when it is deleted: `TYPE NAME`. */
  readonly keeps: readonly string[];
  /** IAM users who must have no key, password or device when it is deleted. */
  readonly users: readonly string[];
  /** The commands that delete it, with credentials of the deployment account. */
  readonly commands: readonly string[];
}

/** In the order in which they can be deleted. */
export function stacksLeftBehind(edited: Edited): readonly LeftStack[] {
  return inDeletionOrder(leftStacks(edited)).map((stack) => ({
    stack: stack.name,
    region: regionOf(stack, edited.config.homeRegion),
    keeps: retainedIn(stack),
    users: usersIn(stack),
    commands: deletionOf(stack, edited.config.homeRegion).flatMap(commandOf),
  }));
}

function commandOf(step: Step): readonly string[] {
  return 'run' in step ? [step.run] : [];
}
