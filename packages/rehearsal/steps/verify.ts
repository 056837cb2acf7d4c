import type { AccountId } from '../../../lib/domain/ids';
import { AUDITOR_ROLE, TERRAFORM_ROLES, TRAIL } from '../../../lib/domain/names';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { administratorOf, type OrgYaml, orgstrapAsOperator, type Rehearsal } from '../context/rehearsal';
import { withOpenRole } from '../credentials/administrator';
import type { Clients } from '../emulated/clients';
import { NotProved } from '../report/ledger';
import { type Tampering, tamperings } from './tampering';
import { environmentsWithTerraform } from './terraform-roles';

/** What `orgstrap verify --json` writes, as far as it is looked at here. */
interface Report {
  readonly accounts: readonly {
    readonly name: string;
    readonly checks: readonly {
      readonly name: string;
      readonly result: string;
      readonly found: string;
      readonly fix?: string;
    }[];
  }[];
}

/** The emulator has root users without credentials to speak of: what it says of them proves nothing. */
const ROOT_USER = /^root user: /;

/**
 * Looks at every account with the real `orgstrap verify`, as the operator that `org.yaml` names: before and after an
 * administrator of a product account opens a role by hand, and stops the trail. That is before the guardrails, which refuse both.
 */
export async function verifyAccounts(rehearsal: Rehearsal, orgYaml: OrgYaml): Promise<void> {
  // `additions.ts` has said so.
  if (orgYaml.config.operators === undefined) return;
  const isSound = await rehearsal.ledger.prove('orgstrap verify finds every account as it should be', async () => {
    const { names, checks, wrong } = await verified(rehearsal, orgYaml);
    if (wrong.length > 0) throw new NotProved(wrong.join('\n'));
    return `${checks} checks of ${names.join(', ')}`;
  });
  if (!isSound) return;
  for (const each of tamperings(orgYaml.config)) {
    await rehearsal.ledger.prove(each.claim, () => verifiedAfter(rehearsal, orgYaml, each));
  }
  const account = lastAccountWithTerraform(orgYaml.config);
  if (account === undefined)
    return rehearsal.ledger.inert('no role is opened', 'no product account has a Terraform role');
  const opened = 'orgstrap verify finds a role that an administrator opened by hand, and nothing else';
  await rehearsal.ledger.prove(opened, () =>
    rehearsal.alarmMonitor.during({ claim: opened, alarms: ['identity-is-changed'] }, () =>
      verifiedWithOpenRole(rehearsal, orgYaml, account),
    ),
  );
  if (orgYaml.config.audit?.trail !== 'own') return;
  const stopped = 'orgstrap verify finds a trail that an administrator stopped, and nothing else';
  await rehearsal.ledger.prove(stopped, () =>
    rehearsal.alarmMonitor.during({ claim: stopped, alarms: ['trail-is-changed'] }, () =>
      verifiedWithoutTrail(rehearsal, orgYaml, account),
    ),
  );
}

/** What is found after somebody changed one thing by hand; afterwards it is as it was, which is looked at, too. */
async function verifiedAfter(rehearsal: Rehearsal, orgYaml: OrgYaml, { expected, tamper }: Tampering): Promise<string> {
  const { config } = orgYaml;
  const undo = await tamper(await administratorOf(rehearsal, config, config.accounts.terraform));
  const { wrong } = await verified(rehearsal, orgYaml).finally(undo);
  const found = onlyFinding(wrong, expected);
  const { wrong: left } = await verified(rehearsal, orgYaml);
  if (left.length > 0) throw new NotProved(`it was not undone: ${left.join('\n')}`);
  return found;
}

/** In one product account, everybody becomes its Terraform role. */
async function verifiedWithOpenRole(rehearsal: Rehearsal, orgYaml: OrgYaml, account: AccountId): Promise<string> {
  const { config } = orgYaml;
  const { iam } = await administratorOf(rehearsal, config, account);
  const found = await withOpenRole(iam, TERRAFORM_ROLES.apply, [account], config, () => verified(rehearsal, orgYaml));
  return onlyFinding(found.wrong, ['wider than it should be']);
}

/** In one product account, nothing that happens reaches the alarms. */
async function verifiedWithoutTrail(rehearsal: Rehearsal, orgYaml: OrgYaml, account: AccountId): Promise<string> {
  const administrator = await administratorOf(rehearsal, orgYaml.config, account);
  await onTrail(administrator, 'StopLogging');
  try {
    const { wrong } = await verified(rehearsal, orgYaml);
    return onlyFinding(wrong, ['does not log']);
  } finally {
    await onTrail(administrator, 'StartLogging');
  }
}

function onTrail({ call }: Clients, operation: 'StartLogging' | 'StopLogging') {
  return call({ service: 'cloudtrail', operation, input: { Name: TRAIL } });
}

function lastAccountWithTerraform(config: OrgConfig): AccountId | undefined {
  return environmentsWithTerraform(config)
    .flatMap(({ accounts }) => accounts)
    .at(-1)?.id;
}

/** @param parts - what it says @throws NotProved where it is not this one, or not alone */
function onlyFinding([found = 'nothing', ...others]: readonly string[], parts: readonly string[]): string {
  if (others.length > 0 || !parts.every((part) => found.includes(part)))
    throw new NotProved([found, ...others].join('\n'));
  return found;
}

/** The guardrails are installed after the rest, and looked at by themselves. */
const GUARDRAIL = /^control policy /;

/** With the guardrails, each is found as it should be: seen from the management account, or from Ops. */
export async function verifyGuardrails(rehearsal: Rehearsal, orgYaml: OrgYaml): Promise<void> {
  // `additions.ts` has said so.
  if (orgYaml.config.operators === undefined) return;
  const claim = 'orgstrap verify finds every guardrail attached to the root, and saying what it should';
  await rehearsal.ledger.prove(claim, async () => {
    const checks = await checksOf(rehearsal, orgYaml, ({ name }) => GUARDRAIL.test(name));
    const wrong = checks.filter(({ result }) => result !== 'ok').map(({ name, found }) => `${name}: ${found}`);
    if (wrong.length > 0 || checks.length === 0) throw new NotProved(wrong.join('\n') || 'no guardrail was looked at');
    return checks.map(({ name }) => name.replace(GUARDRAIL, '')).join(', ');
  });
}

/** All checks of `orgstrap verify` but those of root users and of guardrails, and what each that did not hold has found. */
export async function verified(rehearsal: Rehearsal, orgYaml: OrgYaml) {
  const { checks, wrong } = await verifiedChecks(rehearsal, orgYaml);
  return {
    names: [...new Set(checks.map(({ account }) => account))],
    checks: checks.length,
    wrong: wrong.map(({ account, name, found }) => `${account}: ${name}: ${found}`),
  };
}

/** The same, each with what mends it. */
export async function verifiedChecks(rehearsal: Rehearsal, orgYaml: OrgYaml) {
  const checks = await checksOf(rehearsal, orgYaml, ({ name }) => !ROOT_USER.test(name) && !GUARDRAIL.test(name));
  return { checks, wrong: checks.filter(({ result }) => result !== 'ok') };
}

type ReportedCheck = Report['accounts'][number]['checks'][number];

async function checksOf(rehearsal: Rehearsal, orgYaml: OrgYaml, isWanted: (check: ReportedCheck) => boolean) {
  const { accounts } = await reported(rehearsal, orgYaml);
  return accounts.flatMap(({ name: account, checks }) =>
    checks.filter(isWanted).map((check) => ({ account, ...check })),
  );
}

/**
 * In each account verify tries one door, which IAM must keep closed.
 *
 * @throws NotProved where anything else is refused meanwhile
 */
async function reported(rehearsal: Rehearsal, orgYaml: OrgYaml): Promise<Report> {
  const written: string[] = [];
  const denials = await rehearsal.gateway.journal.denialsOf(async () => {
    written.push(await orgstrapAsOperator(rehearsal, orgYaml, ['verify', '--json'], [0, 1, 3]));
  });
  const report: Report = JSON.parse(written.join(''));
  const refused = ['sts:AssumeRole', ...(missesRole(report) ? ['iam:GetRole'] : [])];
  const others = denials.filter(
    ({ asked, caller = '' }) => !refused.includes(asked) || !caller.includes(`:assumed-role/${AUDITOR_ROLE}/`),
  );
  if (others.length > 0) {
    throw new NotProved(others.map(({ asked, caller, reason }) => `${asked} by ${caller}: ${reason}`).join('\n'));
  }
  return report;
}

/** Of a role that is gone IAM knows no path, and the auditor may look at one path. */
function missesRole({ accounts }: Report): boolean {
  return accounts.some(({ checks }) => checks.some(({ found }) => found.startsWith('there is no such role')));
}
