import { ACCESSES } from '../../domain/ci-identity';
import { EXIT, type ExitStatus } from '../../domain/failure';
import { table } from '../../terminal/columns';
import type { Diagnosis } from '../doctor/doctor';
import type { KeyReport } from '../key/status';
import type { Fleet, Seen } from './fleet';
import type { PipelineRuns } from './pipeline-runs';
import type { VerifiedBefore } from './verify-file';
import type { Wave } from './waves';

/** The shape of `orgstrap status --json`; what a later version adds does not change the number. */
const VERSION = 1;

/** A finding is for `doctor` and `verify` to tell; what AWS did not answer, or these credentials may not see, leaves the picture open. */
export function fleetStatus({ waves, pipelines, keys, diagnosis }: Fleet): ExitStatus {
  if (![waves, pipelines, keys, diagnosis].every((part) => 'seen' in part)) return EXIT.incomplete;
  const unanswered = 'seen' in diagnosis && diagnosis.seen.checks.some(({ isUnanswered }) => isUnanswered);
  const unseen = 'seen' in keys && keys.seen.some(({ notSeen }) => notSeen !== undefined);
  return unanswered || unseen ? EXIT.incomplete : EXIT.done;
}

export function fleetJson(fleet: Fleet, verified: VerifiedBefore | undefined, now: Date): string {
  return `${JSON.stringify({ version: VERSION, at: now.toISOString(), ...fleet, verified }, null, 2)}\n`;
}

/** The fleet on one screen: a row for each environment and for each pipeline, and below them what somebody must look at. */
export function fleetText(fleet: Fleet, verified: VerifiedBefore | undefined): string {
  return [
    shown('environments', fleet.waves, waveTable),
    shown('pipelines', fleet.pipelines, (runs) => pipelineTable(runs, 'seen' in fleet.keys ? fleet.keys.seen : [])),
    shown('keys', fleet.keys, keyLines),
    shown('doctor', fleet.diagnosis, doctorLines),
    verified === undefined
      ? 'verify: orgstrap verify --json > FILE, then orgstrap status --verify FILE\n'
      : verifyLines(verified),
  ].join('\n');
}

function shown<Part>(title: string, part: Seen<Part>, text: (part: Part) => string): string {
  return 'seen' in part ? text(part.seen) : `${title}: not seen, ${part.notSeen}\n`;
}

function waveTable(waves: readonly Wave[]): string {
  if (waves.length === 0) return 'environments: none\n';
  const rows = waves.map(({ environment, after, accounts, stackSets, instances, drift }) => [
    environment,
    after.join(', '),
    String(Object.keys(accounts).length),
    stackSets.length === 0 ? 'not deployed' : countsText(instances),
    stackSets.length === 0 ? '' : driftText(drift),
  ]);
  return `${table(['environment', 'after', 'accounts', 'instances', 'drift'], rows)}\n`;
}

function driftText({ instances, checkedSince }: Wave['drift']): string {
  if (checkedSince !== undefined) return `${countsText(instances)}, as of ${dayOf(checkedSince)}`;
  return Object.keys(instances).every((state) => state === 'NOT_CHECKED') ? 'nobody looked' : countsText(instances);
}

function countsText(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ');
}

function pipelineTable(runs: readonly PipelineRuns[], keys: readonly KeyReport[]): string {
  if (runs.length === 0) return 'pipelines: none\n';
  const rows = runs.map(({ pipeline, environments, lastRun }) => [
    pipeline,
    environments.join(', '),
    ...ACCESSES.map((access) => (lastRun[access] === undefined ? 'not in 400 days' : minuteOf(lastRun[access]))),
    keys
      .filter((report) => report.pipeline === pipeline)
      .map(
        ({ access, keys: own }) =>
          `${access} ${own.map(({ ageInDays: days }) => `${days} days`).join(' and ') || 'none'}`,
      )
      .join(', '),
  ]);
  const titles = ['pipeline', 'environments', ...ACCESSES.map((access) => `last ${access}`), 'age of keys'];
  return `${table(titles, rows)}\n`;
}

function keyLines(reports: readonly KeyReport[]): string {
  const lines = reports.flatMap(({ user, findings, notSeen }) => [
    ...findings.map((finding) => `  ${user}: ${finding}`),
    ...(notSeen === undefined ? [] : [`  ${user}: not seen, ${notSeen}`]),
  ]);
  return linesBelow(`keys: ${reports.length === 0 ? 'no pipeline has any' : `${reports.length} users`}`, lines);
}

function doctorLines({ account, checks }: Diagnosis): string {
  const lines = checks
    .filter(({ result }) => result !== 'ok')
    .map(({ result, name, found }) => `  ${result}: ${name}: ${found}`);
  return linesBelow(`doctor, as ${account}: ${resultsText(checks)}`, lines);
}

function verifyLines({ file, accounts }: VerifiedBefore): string {
  const all = accounts.flatMap(({ name, checks }) => checks.map((check) => ({ ...check, account: name })));
  const lines = all
    .filter(({ result }) => result !== 'ok')
    .map(({ account, result, name, found }) => `  ${result}: ${account}: ${name}: ${found}`);
  return linesBelow(`verify, ${accounts.length} accounts in ${file}: ${resultsText(all)}`, lines);
}

function resultsText(checks: readonly { readonly result: string }[]): string {
  const count = (result: string) => checks.filter((check) => check.result === result).length;
  return `${count('ok')} ok, ${count('finding')} findings, ${count('not seen')} could not be seen`;
}

function linesBelow(title: string, lines: readonly string[]): string {
  return [title, ...lines, ''].join('\n');
}

function dayOf(time: string): string {
  return time.slice(0, 'yyyy-mm-dd'.length);
}

function minuteOf(time: string): string {
  return `${time.slice(0, 'yyyy-mm-ddThh:mm'.length).replace('T', ' ')} UTC`;
}
