import {
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  type PolicyViolation,
  Stack,
  Stage,
} from 'aws-cdk-lib/core';
import { type Acknowledgement, acknowledgementsIn } from './acknowledgements';

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
