import {
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  type PolicyViolation,
  Stack,
  Stage,
  Validations,
} from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/**
 * How a finding may be accepted: under the name of its pack, or the validation report would not show it, and at the
 * construct that it is about, or it would silence what comes after it.
 */
export class AcknowledgementChecks implements IPolicyValidationPlugin {
  readonly name = 'Acknowledgements';

  /** @param packs - the names of the packs whose findings may be accepted at all */
  constructor(private readonly packs: readonly string[]) {}

  validate({ appConstruct }: IPolicyValidationContext): PolicyValidationPluginReport {
    const violations = acknowledgementsIn(appConstruct).flatMap((one) => [
      ...(this.packs.some((pack) => one.id.startsWith(`${pack}::`))
        ? []
        : [
            violation('OfAStockPack', one, `does not begin with ${this.packs.map((pack) => `${pack}::`).join(' or ')}`),
          ]),
      ...(Stack.isStack(one.construct) || Stage.isStage(one.construct)
        ? [violation('NeverOfAWholeStack', one, 'stands on a whole stack or app')]
        : []),
    ]);
    return { success: violations.length === 0, violations };
  }
}

function violation(rule: string, { id, construct }: Acknowledgement, wrong: string): PolicyViolation {
  return {
    ruleName: `Acknowledgements-${rule}`,
    description: `the acknowledgement of ${id} at '${construct.node.path}' ${wrong}`,
    severity: 'fatal',
    violatingResources: [{ constructPath: construct.node.path, locations: [] }],
  };
}

/** A finding that somebody accepted, at a construct and for everything below it. */
interface Acknowledgement {
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
