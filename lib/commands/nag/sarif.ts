import type { Severity } from '../../domain/template-finding';
import type { Place } from './report';
import { type AcknowledgedFinding, fingerprintOf, type NagReport, type PlacedFinding, textOf } from './report';
import { helpFor } from './rule-help';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** The levels of SARIF have the same names. */
type Level = Severity;

/**
 * The report as SARIF 2.1.0, in which an acknowledged finding is a result with an accepted suppression.
 *
 * GitHub's code scanning knows suppressions only in part: leave the acknowledged findings out of what is uploaded there.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifOf(report: NagReport): string {
  const findings = [...report.open, ...report.acknowledged];
  const rules = rulesOf(findings);
  const ids = rules.map(({ id }) => id);
  return `${JSON.stringify(
    {
      $schema: SCHEMA,
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'orgstrap nag', semanticVersion: report.version, rules } },
          columnKind: 'utf16CodeUnits',
          originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The folder of the repository.' } } },
          invocations: [invocationOf(report)],
          results: [
            ...report.open.map((finding) => resultOf(finding, ids)),
            ...report.acknowledged.map((finding) => ({
              ...resultOf(finding, ids),
              suppressions: [suppressionOf(finding)],
            })),
          ],
        },
      ],
    },
    null,
    2,
  )}\n`;
}

function invocationOf({ incomplete }: NagReport) {
  if (incomplete === undefined) return { executionSuccessful: true };
  return {
    executionSuccessful: false,
    toolExecutionNotifications: [{ level: 'error' as const, message: { text: incomplete } }],
  };
}

/** Every rule that found something, in the order of its name. */
function rulesOf(findings: readonly PlacedFinding[]) {
  const first = new Map<string, PlacedFinding>();
  for (const finding of findings) if (!first.has(finding.rule)) first.set(finding.rule, finding);
  return [...first.values()]
    .sort((one, other) => (one.rule < other.rule ? -1 : 1))
    .map(({ rule, check, message, severity }) => {
      const { text, uri } = helpFor(check, rule);
      return {
        id: rule,
        name: rule,
        shortDescription: { text: shortened(message) },
        fullDescription: { text: message },
        help: { text: `${text} See ${uri}`, markdown: `${text} [More](${uri})` },
        helpUri: uri,
        defaultConfiguration: { level: severity satisfies Level },
        properties: { tags: ['security', check] },
      };
    });
}

function resultOf(finding: PlacedFinding, ids: readonly string[]) {
  const [place, ...others] = finding.places;
  return {
    ruleId: finding.rule,
    ruleIndex: ids.indexOf(finding.rule),
    level: finding.severity satisfies Level,
    message: { text: finding.fix === undefined ? textOf(finding) : `${textOf(finding)} Fix: ${finding.fix}` },
    locations: [{ physicalLocation: physicalLocation(place), ...logicalLocations(finding) }],
    ...(others.length === 0
      ? {}
      : { relatedLocations: others.map((other, id) => ({ id, physicalLocation: physicalLocation(other) })) }),
    partialFingerprints: { 'orgstrapFinding/v1': fingerprintOf(finding) },
  };
}

function logicalLocations({ construct, resourceType }: PlacedFinding) {
  if (construct === '') return {};
  return {
    logicalLocations: [
      { fullyQualifiedName: construct, kind: resourceType === undefined ? 'construct' : `resource ${resourceType}` },
    ],
  };
}

function physicalLocation({ path, line, column }: Place) {
  return {
    artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
    region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
  };
}

function suppressionOf({ acknowledgement: { kept, reason, place } }: AcknowledgedFinding) {
  return {
    kind: kept === 'in the code' ? 'inSource' : 'external',
    status: 'accepted',
    justification: reason,
    ...(place === undefined ? {} : { location: { physicalLocation: physicalLocation(place) } }),
  };
}

/** GitHub shows 1024 characters of it at most. */
function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}
