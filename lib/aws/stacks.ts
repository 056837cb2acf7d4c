/** The CloudFormation stacks of one account in one Region. */
export interface Stacks {
  /** Those that hold something: not what was deleted, never finished its creation, or was only drafted. */
  list(): Promise<readonly StackSummary[]>;
  /** The text of a deployed stack's template, in the form in which it was sent. */
  template(name: string): Promise<string>;
}

export interface StackSummary {
  readonly name: string;
  /** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSummary.html */
  readonly status: string;
}
