import { type JunitCase, type JunitSuite, junitDocument } from '../../writers/reports/junit';
import { placeText } from '../../writers/reports/place';
import { type AcknowledgedFinding, type NagReport, type PlacedFinding, textOf } from './report';

/**
 * The report as JUnit XML: a suite for each check, in which a finding is a failed test case, an acknowledged one is a skipped
 * test case with its reason, and a check without an open finding has a test case that passes.
 */
export function junitOf(report: NagReport): string {
  const names = new Set([...report.checks, ...[...report.open, ...report.acknowledged].map(({ check }) => check)]);
  return junitDocument(
    'orgstrap nag',
    [...names].map((check) => suiteOf(check, report)),
  );
}

function suiteOf(check: string, report: NagReport): JunitSuite {
  const open = report.open.filter((finding) => finding.check === check);
  const acknowledged = report.acknowledged.filter((finding) => finding.check === check);
  return {
    name: check,
    cases: [...(open.length === 0 ? [passed(check, report.config)] : open.map(failed)), ...acknowledged.map(skipped)],
    trouble: report.incomplete,
  };
}

function passed(check: string, config: string): JunitCase {
  return { classname: check, name: `has no open finding in the templates of ${config}` };
}

function failed(finding: PlacedFinding): JunitCase {
  const { rule, severity, construct, places, fix } = finding;
  const lines = [
    textOf(finding),
    ...(fix === undefined ? [] : [`Fix: ${fix}`]),
    ...(construct === '' ? [] : [`Construct: ${construct}`]),
    ...places.map((place) => `At: ${placeText(place)}`),
  ];
  return {
    ...testCase(finding),
    outcome: { kind: 'failure', type: `${severity} ${rule}`, message: textOf(finding), text: lines.join('\n') },
  };
}

function skipped(finding: AcknowledgedFinding): JunitCase {
  const { reason } = finding.acknowledgement;
  return { ...testCase(finding), outcome: { kind: 'skipped', message: `acknowledged: ${reason}` } };
}

function testCase({ check, rule, found, construct, places, message }: PlacedFinding): JunitCase {
  const [place] = places;
  return {
    classname: `${check}.${rule.replace(`${check}-`, '')}`,
    name: [construct, found ?? message].filter((part) => part !== '').join(' '),
    place,
  };
}
