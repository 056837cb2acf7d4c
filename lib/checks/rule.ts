import type { CfnResource } from 'aws-cdk-lib/core';

/** One thing that must hold for every resource of every template, the member templates included. */
export interface Rule {
  readonly name: string;
  /** What must hold, and why. */
  readonly description: string;
  /** How to mend what is wrong. */
  readonly fix: string;
  /** What is wrong with a resource, one sentence each; nothing where the rule does not concern it. */
  readonly check: (resource: CfnResource) => readonly string[];
}
