import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VALIDATION_REPORT_FILE } from 'aws-cdk-lib/cx-api';
import type { CheckCounts, CheckResults } from '../domain/template-finding';
import { lineOfReasons, lineOfStatement } from '../policies/line-of-statement';
import { type UnreviewedWildcard, UnreviewedWildcards } from '../policies/reasons';

/** What CDK writes beside the templates about every check that found something: the part of it that is used here. */
export interface ValidationReport {
  readonly pluginReports: readonly PluginReport[];
}

export interface PluginReport {
  readonly pluginName: string;
  readonly conclusion: 'success' | 'failure';
  /** Holds `error` where the check itself broke: then nothing is known. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly violations: readonly Violation[];
  readonly suppressedViolations?: readonly SuppressedViolation[];
}

export interface Violation {
  readonly ruleName: string;
  readonly description: string;
  readonly suggestedFix?: string;
  readonly severity: string;
  readonly violatingConstructs: readonly ViolatingConstruct[];
}

export interface SuppressedViolation extends Violation {
  readonly acknowledgedId: string;
  readonly reason?: string;
  readonly acknowledgedAt?: string;
  readonly acknowledgedStackTrace?: string;
}

export interface ViolatingConstruct {
  readonly constructPath: string;
  readonly stackTraces?: readonly string[];
}

/** How many findings are in a report, each construct counted. */
export function countsIn({ pluginReports }: ValidationReport): CheckCounts {
  const count = (violations: readonly Violation[] = []) =>
    violations.reduce((sum, { violatingConstructs }) => sum + violatingConstructs.length, 0);
  return {
    open: pluginReports.reduce((sum, { violations }) => sum + count(violations), 0),
    acknowledged: pluginReports.reduce((sum, { suppressedViolations }) => sum + count(suppressedViolations), 0),
  };
}

/** Reads the report that CDK wrote into the folder of an assembly, whether the checks passed or not. */
export function validationReportIn(folder: string): ValidationReport {
  return JSON.parse(readFileSync(join(folder, VALIDATION_REPORT_FILE), 'utf8'));
}

const CHECK = 'Reviewed Wildcards';

/** Wildcards and reasons that do not fit together, as findings; no template can be made of their documents. */
export function unreviewedFindings(problems: readonly UnreviewedWildcard[]): CheckResults {
  return {
    checks: [CHECK],
    findings: problems.map(({ policy, folder, sid, kind, text }) => ({
      check: CHECK,
      rule: kind === 'stale reason' ? 'Reviewed-Wildcards-StaleReason' : 'Reviewed-Wildcards-NoReason',
      message: text,
      fix: UnreviewedWildcards.fix,
      severity: 'error',
      construct: '',
      sources: [
        (kind === 'stale reason' ? lineOfReasons(policy, sid, folder) : undefined) ??
          lineOfStatement(policy, sid, folder),
      ],
    })),
    incomplete: 'no template can be made before this is mended, so no other check ran',
  };
}
