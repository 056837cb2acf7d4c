import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
  PolicyViolation,
} from 'aws-cdk-lib/core';
import type { NagPack } from 'cdk-nag';
import { acknowledgementsIn } from './acknowledgement-checks';
import { withoutSpareResourceClasses } from './spare-resource-classes';

/**
 * A stock rule pack, unmodified, whose acknowledgements are held against what it finds: one that silences nothing is a
 * finding itself, because it would silence the next person's mistake.
 */
export class ReviewedPack implements IPolicyValidationPlugin {
  readonly name: string;

  constructor(private readonly pack: NagPack) {
    this.name = pack.name;
  }

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const report = withoutSpareResourceClasses(context.appConstruct, () => this.pack.validate(context));
    // The pack lists what is acknowledged, too; CDK takes that away after all packs have run.
    const stale = this.staleAcknowledgements(context, report.violations);
    return { ...report, success: report.success && stale.length === 0, violations: [...report.violations, ...stale] };
  }

  private staleAcknowledgements(
    context: IPolicyValidationContext,
    found: readonly PolicyViolation[],
  ): PolicyViolation[] {
    const paths = new Map(
      found.map(({ ruleName, violatingResources }) => [
        // CDK writes ids without spaces.
        `${this.name}::${ruleName}`.replaceAll(' ', '-'),
        violatingResources.map(({ constructPath }) => `${constructPath}/`),
      ]),
    );
    return acknowledgementsIn(context.appConstruct)
      .filter(({ id }) => id.startsWith(`${this.name}::`))
      .filter(({ id, construct }) => !paths.get(id)?.some((path) => path.startsWith(`${construct.node.path}/`)))
      .map(({ id, construct }) => ({
        ruleName: `${this.name}-StaleAcknowledgement`,
        description: `${id} is acknowledged at ${construct.node.path}, where nothing is found: remove it`,
        severity: 'fatal',
        violatingResources: [{ constructPath: construct.node.path, locations: [] }],
      }));
  }
}
