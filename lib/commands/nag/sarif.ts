import { type SarifResult, type SarifRule, sarifDocument } from '../../writers/reports/sarif';
import { type AcknowledgedFinding, fingerprintOf, type NagReport, type PlacedFinding, textOf } from './report';
import { helpFor } from './rule-help';

/**
 * The report as SARIF, in which an acknowledged finding is a result with an accepted suppression.
 *
 * GitHub's code scanning knows suppressions only in part: leave the acknowledged findings out of what is uploaded there.
 */
export function sarifOf({ version, open, acknowledged, incomplete }: NagReport): string {
  return sarifDocument({
    tool: 'orgstrap nag',
    version,
    rules: rulesOf([...open, ...acknowledged]),
    results: [...open.map(resultOf), ...acknowledged.map(suppressed)],
    notifications: incomplete === undefined ? [] : [{ level: 'error', message: incomplete }],
  });
}

/** Every rule that found something, in the order of its name. */
function rulesOf(findings: readonly PlacedFinding[]): readonly SarifRule[] {
  const first = new Map<string, PlacedFinding>();
  for (const finding of findings) if (!first.has(finding.rule)) first.set(finding.rule, finding);
  return [...first.values()]
    .sort((one, other) => (one.rule < other.rule ? -1 : 1))
    .map(({ rule, check, message, severity }) => ({
      id: rule,
      text: message,
      help: helpFor(check, rule),
      severity,
      tags: ['security', check],
    }));
}

function resultOf(finding: PlacedFinding): SarifResult {
  const { rule, severity, fix, places, construct, resourceType } = finding;
  return {
    rule,
    severity,
    message: fix === undefined ? textOf(finding) : `${textOf(finding)} Fix: ${fix}`,
    places,
    ...(construct !== '' && {
      about: { name: construct, kind: resourceType === undefined ? 'construct' : `resource ${resourceType}` },
    }),
    fingerprint: fingerprintOf(finding),
  };
}

function suppressed(finding: AcknowledgedFinding): SarifResult {
  const { kept, reason, place } = finding.acknowledgement;
  return {
    ...resultOf(finding),
    suppression: { kind: kept === 'in the code' ? 'inSource' : 'external', reason, place },
  };
}
