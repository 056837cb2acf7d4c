import { Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** A finding that somebody accepted, at a construct and for everything below it. */
export interface Acknowledgement {
  readonly construct: IConstruct;
  /** The rule, qualified with its pack: `AwsSolutions::AwsSolutions-S1`. */
  readonly id: string;
}

/** Every acknowledgement in a tree, from CDK's own record of them. */
export function acknowledgementsIn(root: IConstruct): readonly Acknowledgement[] {
  return root.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.keys(data ?? {}))
      .map((id) => ({ construct, id })),
  );
}
