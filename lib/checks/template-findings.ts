import { fileURLToPath } from 'node:url';
import { type App, CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { wildcardFinding } from '../constructs/acknowledge';
import { ManagedPolicy } from '../constructs/managed-policy';
import type { Acknowledgement, Severity, SourceLine, TemplateFinding } from '../domain/template-finding';
import { named, type Statement, statementsOf } from '../iam/statement';
import { lineOfReasons, lineOfStatement, policyWithStatement } from '../policies/line-of-statement';
import { packageRoot } from '../policies/policies-folder';
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
      ...statements.map(({ policy, sid, folder }) => lineOfStatement(policy, sid, folder)),
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
  const [beside] = statements.flatMap(({ policy, sid, folder }) => listed(lineOfReasons(policy, sid, folder)));
  if (beside !== undefined) return { reason, at: acknowledgedAt, kept: 'beside the policy', source: beside };
  const source = firstLineIn(packageRoot(), acknowledgedStackTrace, ACKNOWLEDGING);
  return { reason, at: acknowledgedAt, kept: 'in the code', ...(source === undefined ? {} : { source }) };
}

/** What is called to acknowledge, in its source and compiled; who called it is what matters. */
const ACKNOWLEDGING = ['/lib/constructs/acknowledge.ts', '/lib/constructs/acknowledge.js'];

function listed(line: SourceLine | undefined): readonly SourceLine[] {
  return line === undefined ? [] : [line];
}

/**
 * The first line of a stack trace that is in a folder, and in none of its packages: what made a construct, and not the
 * library that it was made with.
 *
 * @param except - files to pass over, by how their paths end
 */
export function firstLineIn(folder: string, trace: string, except: readonly string[] = []): SourceLine | undefined {
  return trace
    .split('\n')
    .map(placeOf)
    .find(
      (place) =>
        place?.file.startsWith(`${folder}/`) &&
        !place.file.slice(folder.length).includes('/node_modules/') &&
        !except.some((ending) => place.file.endsWith(ending)),
    );
}

/** `at new Bucket (/app/lib/bucket.ts:20:5)`, with or without the parentheses. */
function placeOf(frame: string): SourceLine | undefined {
  const [, location, line, column] = /(?:\(|^\s*(?:at )?)([^()]+):(\d+):(\d+)\)?\s*$/.exec(frame) ?? [];
  if (location === undefined) return undefined;
  const file = location.startsWith('file://') ? fileURLToPath(location) : location;
  return { file, line: Number(line), column: Number(column) };
}

/** A statement of a document in `policies/`. */
interface StatementName {
  /** The document's path below `policies/`, without the ending. */
  readonly policy: string;
  /** @default - orgstrap's own */
  readonly folder?: string;
  readonly sid: string;
}

/**
 * The statements that a finding is about: those with the wildcard that it names, or the one whose `Sid` it begins with. None
 * where it is about more than a statement.
 *
 * @param found - what the rule about wildcards names: `Action::s3:Get*`
 */
function statementsBehind(
  construct: IConstruct,
  found: string | undefined,
  description: string,
): readonly StatementName[] {
  const policy = construct.node.scopes.find((scope) => scope instanceof ManagedPolicy);
  const [sid = ''] = description.split(' ', 1);
  if (policy === undefined) return onlyOneCalled(sid);
  const statements = policy.pack.flatMap(({ name, folder, document }) =>
    statementsOf(document).map((statement) => ({ name, folder, statement })),
  );
  const wild = statements.filter(({ statement }) => found !== undefined && has(policy, statement, found));
  const called = statements.filter(({ statement }) => statement.sid === sid);
  return [...wild, ...called].map(({ name, folder, statement }) => ({
    policy: name,
    folder,
    sid: statement.sid ?? '',
  }));
}

/** A trust or resource policy is no construct of its own; its statement is found by a name that no other has. */
function onlyOneCalled(sid: string): readonly StatementName[] {
  // A Sid is a sentence: a word of the description is not taken for one.
  if (!/^[A-Z][a-z0-9]+[A-Z][A-Za-z0-9]*$/.test(sid)) return [];
  const policy = policyWithStatement(sid);
  return policy === undefined ? [] : [{ policy, sid }];
}

function has(policy: ManagedPolicy, { effect, action, resource }: Statement, found: string): boolean {
  return (
    effect === 'Allow' &&
    (named(action).some((pattern) => wildcardFinding(policy, 'Action', pattern) === found) ||
      named(resource).some((pattern) => wildcardFinding(policy, 'Resource', pattern) === found))
  );
}
