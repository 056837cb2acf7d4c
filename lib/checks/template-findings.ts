import { type App, CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { Acknowledgement, Severity, SourceLine, TemplateFinding } from '../domain/template-finding';
import { lineOfReasons, lineOfStatement } from '../policies/line-of-statement';
import { packageRoot } from '../policies/package-root';
import { firstLineIn } from './stack-trace';
import { type StatementName, statementsBehind } from './statements-behind';
import type {
  PluginReport,
  SuppressedViolation,
  ValidationReport,
  ViolatingConstruct,
  Violation,
} from './validation-report';

/**
 * What CDK's report of an app's checks says, one finding for each construct, each with the place where it is mended.
 *
 * It reads what the checks found and decides nothing: whether an app may be deployed is CDK's decision.
 */
export function templateFindings(app: App, report: ValidationReport): readonly TemplateFinding[] {
  const constructs = new Map(app.node.findAll().map((construct) => [construct.node.path, construct]));
  return report.pluginReports.flatMap((plugin) => [
    ...broken(plugin),
    ...[...plugin.violations, ...(plugin.suppressedViolations ?? [])].flatMap((violation) =>
      violation.violatingConstructs.map((violating) =>
        finding(plugin.pluginName, violation, violating, constructs.get(violating.constructPath)),
      ),
    ),
  ]);
}

/** A check that broke knows nothing, which must not look like a check that found nothing. */
function broken({ pluginName, conclusion, violations, metadata }: PluginReport): readonly TemplateFinding[] {
  if (conclusion === 'success' || violations.length > 0) return [];
  return [
    {
      check: pluginName,
      rule: `${pluginName.replaceAll(' ', '-')}-DidNotRun`,
      message: metadata?.error ?? 'it failed and did not say why',
      severity: 'error',
      construct: '',
      sources: [],
    },
  ];
}

function finding(
  check: string,
  violation: Violation | SuppressedViolation,
  { constructPath, stackTraces = [] }: ViolatingConstruct,
  construct: IConstruct | undefined,
): TemplateFinding {
  const [, rule = violation.ruleName, found] = /^([^[]+)\[(.*)\]$/s.exec(violation.ruleName) ?? [];
  const statements = construct === undefined ? [] : statementsBehind(construct, found, violation.description);
  return {
    check,
    rule,
    ...(found === undefined ? {} : { found }),
    message: violation.description,
    ...(violation.suggestedFix === undefined ? {} : { fix: violation.suggestedFix }),
    severity: SEVERITIES_OF_CDK[violation.severity] ?? 'error',
    construct: constructPath,
    ...(CfnResource.isCfnResource(construct) ? { resourceType: construct.cfnResourceType } : {}),
    sources: [
      ...statements.map(({ policy, sid }) => lineOfStatement(policy, sid)),
      ...stackTraces.slice(0, 1).flatMap((trace) => listed(firstLineIn(packageRoot(), trace))),
    ],
    ...('acknowledgedId' in violation ? { acknowledgement: acknowledgementOf(violation, statements) } : {}),
  };
}

/** What is not known, such as a custom severity, is taken for the worst. */
const SEVERITIES_OF_CDK: Readonly<Record<string, Severity>> = {
  fatal: 'error',
  error: 'error',
  warning: 'warning',
  info: 'note',
};

function acknowledgementOf(
  { reason = '', acknowledgedAt = '', acknowledgedStackTrace = '' }: SuppressedViolation,
  statements: readonly StatementName[],
): Acknowledgement {
  const [beside] = statements.flatMap(({ policy, sid }) => listed(lineOfReasons(policy, sid)));
  if (beside !== undefined) return { reason, at: acknowledgedAt, kept: 'beside the policy', source: beside };
  const source = firstLineIn(packageRoot(), acknowledgedStackTrace, ACKNOWLEDGING);
  return { reason, at: acknowledgedAt, kept: 'in the code', ...(source === undefined ? {} : { source }) };
}

/** What is called to acknowledge, in its source and compiled; who called it is what matters. */
const ACKNOWLEDGING = ['/lib/constructs/acknowledge.ts', '/lib/constructs/acknowledge.js'];

function listed(line: SourceLine | undefined): readonly SourceLine[] {
  return line === undefined ? [] : [line];
}
