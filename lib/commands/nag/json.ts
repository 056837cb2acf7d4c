import { SEVERITIES } from '../../domain/template-finding';
import type { NagReport, PlacedFinding } from './report';
import { fingerprintOf } from './report';
import { helpFor } from './rule-help';

/** The shape of the JSON, as `docs/nag.schema.json` has it; what a later version adds does not change the number. */
const VERSION = 1;

/** The report as JSON. */
export function jsonOf(report: NagReport): string {
  const { version: orgstrap, config, checks, incomplete, counts, open, acknowledged } = report;
  return `${JSON.stringify(
    {
      version: VERSION,
      orgstrap,
      config,
      checks,
      ...(incomplete === undefined ? {} : { incomplete }),
      counts: {
        ...Object.fromEntries(
          SEVERITIES.map((severity) => [severity, open.filter((finding) => finding.severity === severity).length]),
        ),
        acknowledged: counts.acknowledged,
      },
      findings: open.map(shown),
      acknowledged: acknowledged.map((finding) => ({
        ...shown(finding),
        acknowledgement: finding.acknowledgement,
      })),
    },
    null,
    2,
  )}\n`;
}

function shown(finding: PlacedFinding) {
  const { check, rule, found, severity, message, fix, construct, resourceType, places } = finding;
  return {
    check,
    rule,
    ...(found === undefined ? {} : { found }),
    severity,
    message,
    ...(fix === undefined ? {} : { fix }),
    construct,
    ...(resourceType === undefined ? {} : { resourceType }),
    places,
    help: helpFor(check, rule).uri,
    fingerprint: fingerprintOf(finding),
  };
}
