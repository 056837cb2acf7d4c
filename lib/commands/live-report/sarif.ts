import { CHECK_KINDS } from '../../estate/check-kinds';
import type { LiveCheck } from '../../estate/live-check';
import { fingerprintOf, severityOf } from '../../estate/live-finding';
import { type SarifNotification, type SarifResult, type SarifRule, sarifDocument } from '../../writers/reports/sarif';
import { type LiveReport, sentenceOf } from './live-report';

type Account = LiveReport['accounts'][number];

interface Found {
  readonly check: LiveCheck;
  readonly account: Account;
}

/**
 * The report as SARIF: a result for each finding, at the line of org.yaml that names the account. What could not be seen is no
 * result but a notification, an error where it leaves the answer open.
 */
export function liveSarif(report: LiveReport): string {
  const all = report.accounts.flatMap((account) => account.checks.map((check) => ({ check, account })));
  const findings = all.filter(({ check }) => check.result === 'finding');
  return sarifDocument({
    tool: report.tool,
    version: report.version,
    rules: rulesOf(findings),
    results: findings.map((found) => resultOf(found, report)),
    notifications: [
      ...all.filter(({ check }) => check.result === 'not seen').map((unseen) => notificationOf(unseen, report)),
      ...report.notLookedAt.map((id) => ({ level: 'note' as const, message: `nobody looked at the account ${id}` })),
    ],
  });
}

/** Every kind that found something, in the order of its id. */
function rulesOf(findings: readonly Found[]): readonly SarifRule[] {
  const first = new Map(findings.map(({ check }) => [check.kind, check]));
  return [...first.values()]
    .sort((one, other) => (one.kind < other.kind ? -1 : 1))
    .map(({ kind, why }) => ({
      id: kind,
      text: CHECK_KINDS[kind].asks,
      help: { text: `Why: ${why}.` },
      severity: CHECK_KINDS[kind].severity,
      tags: ['security'],
    }));
}

function resultOf({ check, account }: Found, { placeOf }: LiveReport): SarifResult {
  const id = check.account ?? account.id;
  return {
    rule: check.kind,
    severity: severityOf(check),
    message: sentenceOf(check, account),
    places: [placeOf(id)],
    about: { name: [id, check.kind, ...(check.resource ?? '').split(' ')].filter(Boolean).join('/'), kind: 'resource' },
    fingerprint: fingerprintOf(check, account.id),
  };
}

function notificationOf({ check, account }: Found, { isOpen }: LiveReport): SarifNotification {
  return { level: isOpen(check) ? 'error' : 'note', message: `not seen: ${sentenceOf(check, account)}` };
}
