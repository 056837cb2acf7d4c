import type { LiveCheck } from '../../estate/live-check';
import { fingerprintOf, severityOf } from '../../estate/live-finding';
import { type JunitCase, type JunitOutcome, type JunitSuite, junitDocument } from '../../writers/reports/junit';
import type { LiveReport } from './live-report';

type Account = LiveReport['accounts'][number];

/**
 * The report as JUnit XML: a suite for each account, in which a finding is a failed test case. What could not be seen is an error
 * where it leaves the answer open, and otherwise skipped with its reason; it never passes.
 */
export function liveJunit(report: LiveReport): string {
  return junitDocument(report.tool, [
    ...report.accounts.map((account) => suiteOf(report, account)),
    ...report.notLookedAt.map(unlooked),
  ]);
}

function suiteOf(report: LiveReport, account: Account): JunitSuite {
  return {
    name: `${account.name} ${account.id}`,
    cases: account.checks.map((check): JunitCase => {
      const { kind, name, resource = '', result } = check;
      return {
        classname: `${account.name}.${kind}`,
        name: name.includes(resource) ? name : `${name} ${resource}`,
        place: report.placeOf(check.account ?? account.id),
        ...(result !== 'ok' && { outcome: outcomeOf(check, account, report) }),
      };
    }),
  };
}

function outcomeOf(check: LiveCheck, { id }: Account, report: LiveReport): JunitOutcome {
  const { kind, result, found } = check;
  if (result === 'finding') {
    const text = textOf(check, fingerprintOf(check, id));
    return { kind: 'failure', type: `${severityOf(check)} ${kind}`, message: found, text };
  }
  if (!report.isOpen(check)) return { kind: 'skipped', message: `not seen: ${found}` };
  return { kind: 'error', type: `not seen ${kind}`, message: found, text: textOf(check, fingerprintOf(check, id)) };
}

function textOf({ found, expected, why, fix }: LiveCheck, fingerprint: string): string {
  return [
    `Found: ${found}`,
    ...(expected === undefined ? [] : [`Expected: ${expected}`]),
    `Why: ${why}`,
    ...(fix === undefined ? [] : [`Fix: ${fix}`]),
    `Fingerprint: ${fingerprint}`,
  ].join('\n');
}

function unlooked(id: string): JunitSuite {
  const reason = 'the management account has no auditor role: run orgstrap doctor with its credentials';
  return {
    name: `management account ${id}`,
    cases: [{ classname: `${id}.auditor-role`, name: 'auditor role', outcome: { kind: 'skipped', message: reason } }],
  };
}
