import type { CheckCounts } from './template-finding';

/** A stack of an assembly that is left in a folder. */
export interface AssembledStack {
  /** By which the CDK CLI knows it. */
  readonly id: string;
  readonly name: string;
  /** Its template, as JSON. */
  readonly template: string;
  readonly account: string;
  readonly region: string;
  /** The names of the stacks that it waits for. */
  readonly waitsFor: readonly string[];
}

/** Every stack of an organization, those of every account, in the order of `cdk deploy --all`, and what the checks came to. */
export interface AssembledApp {
  readonly stacks: readonly AssembledStack[];
  readonly checks: CheckCounts;
}
