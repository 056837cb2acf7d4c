import type { AccessChange } from '../../iam/access-change';

/** A change of what somebody may do, and where it is found. */
export interface AccessFinding extends AccessChange {
  /** The name of the resource, or its logical id where CloudFormation names it. */
  readonly resource: string;
}

export function inResource(resource: string, changes: readonly AccessChange[]): readonly AccessFinding[] {
  return changes.map((change) => ({ resource, ...change }));
}
