import { EXIT, type ExitStatus } from '../../domain/failure';
import { ENVIRONMENT_STACKS, stackName } from '../../domain/names';
import type { OrgConfig } from '../../domain/org-config';
import type { LiveCheck } from '../../estate/live-check';
import { type Colours, coloursFor } from '../../terminal/colours';
import { counted } from '../counted';
import { accountsOf, mendingOf } from '../doctor/mend-instances';
import { verifiedStatus, verifiedText } from '../live-checks.text';
import type { Step } from '../plan/edits/edit';
import type { LeftStack } from '../plan/edits/left-stacks';
import type { Deletion } from './delete-stack';
import type { DeployedStacks, Deployment } from './deployment';
import type { FailedStack } from './failed-stacks';
import { plainReason } from './plain-reasons';
import type { StackProgress } from './progress-of';
import type { ResumedStack, StuckStack } from './stuck-stacks';

/** The shape of `orgstrap deploy --json`; what a later version adds does not change it. */
const VERSION = 1;
const ACCOUNTS_SHOWN = 6;
const STACKS_SHOWN = 2;
const BAR = 20;

/** What came of it: a failure goes before what could not be seen. */
export function deploymentStatus({ cdk, failed, toMend, deletions, verified }: Deployment): ExitStatus {
  const isDeleted = deletions.every(({ result }) => result === 'deleted' || result === 'was gone');
  if (cdk.status !== 0 || failed.length > 0 || toMend.length > 0 || !isDeleted) return EXIT.failed;
  return verified === undefined ? EXIT.done : verifiedStatus(verified);
}

export function deploymentJson(deployment: Deployment): string {
  const { stacks, cdk, ...rest } = deployment;
  const status = deploymentStatus(deployment);
  const result = {
    version: VERSION,
    ok: status === EXIT.done,
    stacks: stacks.map(({ name }) => name),
    cdk: { status: cdk.status },
    ...rest,
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}

/** What came of it, for people. */
export function deploymentText(config: OrgConfig, deployment: Deployment, isColoured: boolean): string {
  const colours = coloursFor(isColoured);
  const { failed, notBegun, toMend, deletions, verified, notVerified } = deployment;
  return [
    ...failed.map((stack) => failedText(config, stack, colours)),
    ...unexplainedText(deployment),
    ...(notBegun.length > 0 ? [`not begun, because they wait for it: ${notBegun.join(', ')}\n`] : []),
    ...toMend.map(
      (group) =>
        `${colours.red(`${group.stackSet} is ${group.status}`)} in ${shortened(accountsOf(group))}${group.reason === undefined ? '' : `: ${group.reason}`}\n  ${mendingOf(config, group)}\n`,
    ),
    ...deletions.map((deletion) => deletionText(deletion, colours)),
    ...(verified === undefined ? [] : [verifiedText(verified, [])]),
    ...(notVerified === undefined ? [] : [`not verified: ${notVerified}\n`]),
    `${verdictText(deployment, colours)}\n`,
  ].join('\n');
}

function verdictText(deployment: Deployment, colours: Colours): string {
  const { stacks, cdk, failed, toMend, deletions } = deployment;
  const gone = deletions.filter(({ result }) => result === 'deleted').length;
  if (cdk.status !== 0 || failed.length > 0) {
    return `${colours.red('not deployed')}: mend what is above, and run orgstrap deploy again; it goes on from there`;
  }
  const done = `${counted(stacks.length, 'stack')} deployed${gone > 0 ? `, ${counted(gone, 'stack')} deleted` : ''}`;
  if (deploymentStatus(deployment) === EXIT.done) return `${colours.green('done')}: ${done}`;
  const open = toMend.length > 0 ? `; ${counted(toMend.length, 'group')} of accounts to mend` : '';
  return `${colours.yellow('deployed, with what is above')}: ${done}${open}`;
}

/** A stack that failed, with the reasons in plain words and what to do next. */
export function failedText(
  config: OrgConfig,
  { stack, status, resources, accounts }: FailedStack,
  colours: Colours,
): string {
  const reasons = [
    ...accounts
      .slice(0, ACCOUNTS_SHOWN)
      .map(({ account, reason = 'AWS says no reason' }) => ({ where: account, reason })),
    ...(accounts.length > 0 ? [] : resources.map(({ logicalId, reason }) => ({ where: logicalId, reason }))),
  ];
  const rest = accounts.length - ACCOUNTS_SHOWN;
  return [
    `${colours.red(`${stack} failed`)} (${status})${accounts.length > 0 ? ` in ${counted(accounts.length, 'account')}` : somewhere(config, stack)}`,
    ...reasons.flatMap(({ where, reason }) => {
      const plain = plainReason(reason);
      return [
        `  ${where}: ${plain === undefined ? '' : `${plain.means}. AWS says: `}${reason}`,
        ...(plain === undefined ? [] : [`    next: ${plain.next}`]),
      ];
    }),
    ...(rest > 0 ? [`  and ${rest} more (--json shows them)`] : []),
    '',
  ].join('\n');
}

/** A StackSet that CloudFormation took back with its stack tells nobody any more in which account it failed. */
function somewhere({ environments }: OrgConfig, stack: string): string {
  const environment = environments.find(({ deployedAs }) =>
    ENVIRONMENT_STACKS.some((kind) => stackName(`${kind}-${deployedAs}`) === stack),
  );
  if (environment === undefined) return '';
  return ` in one or more of ${shortened(environment.accounts.map(({ workspace, id }) => `${workspace} ${id}`))}`;
}

/** Where no stack says why, what the CDK CLI wrote last does. */
export function unexplainedText({ cdk, failed }: DeployedStacks): readonly string[] {
  if (cdk.status === 0 || failed.length > 0) return [];
  return [`cdk deploy ended with ${cdk.status}:\n${cdk.lastLines.map((line) => `  ${line}\n`).join('')}`];
}

/** What came of deleting a stack. */
export function deletionText({ stack, result, failures, letGo = [] }: Deletion, colours: Colours): string {
  const stays = letGo.map((what) => `  stays in a suspended account, which nobody reaches: ${what}\n`).join('');
  if (result === 'deleted') return `deleted: ${stack}\n${stays}`;
  if (result === 'was gone') return `was gone already: ${stack}\n`;
  if (result === 'still running') return `${colours.yellow('still being deleted')}: ${stack}; run this again to look\n`;
  return [
    `${colours.red('not deleted')}: ${stack}`,
    ...failures.flatMap(({ logicalId, reason }) => {
      const plain = plainReason(reason);
      return [`  ${logicalId}: ${reason}`, ...(plain === undefined ? [] : [`    next: ${plain.next}`])];
    }),
    '',
  ].join('\n');
}

/** The end of what the CDK CLI wrote, for a log, where something else says what failed. */
export function cdkLog({ cdk, failed }: DeployedStacks): string {
  if (cdk.status === 0 || failed.length === 0) return '';
  return cdk.lastLines.map((line) => `cdk: ${line}\n`).join('');
}

/** What AWS is at work on, in one line. */
export function progressText(
  working: readonly StackProgress[],
  { begun, all }: { readonly begun: number; readonly all: number },
  isTerminal: boolean,
): string {
  const filled = all === 0 ? 0 : Math.round((Math.min(begun, all) / all) * BAR);
  const bar = isTerminal ? `[${'#'.repeat(filled)}${'-'.repeat(BAR - filled)}] ` : '';
  const parts = working.slice(0, STACKS_SHOWN).map(workingText);
  const rest = working.length - STACKS_SHOWN;
  return [
    `${bar}stack ${begun} of ${all}`,
    ...(parts.length > 0 ? [`: ${parts.join('; ')}`] : []),
    ...(rest > 0 ? [` and ${rest} more`] : []),
  ].join('');
}

function workingText({ stack, status, accounts }: StackProgress): string {
  if (accounts === undefined || accounts.all === 0) return `${stack} ${status}`;
  const failed = accounts.failed.length > 0 ? `, ${accounts.failed.length} failed` : '';
  return `${stack} ${accounts.done} of ${counted(accounts.all, 'account')}${failed}`;
}

/** Why nothing was begun: stacks that somebody has to bring into a state to go on from. */
export function stuckText(stuck: readonly StuckStack[]): string {
  return [
    'no deployment can go on with these stacks, and nothing was deployed:',
    ...stuck.map(
      ({ stack, status, why, commands }) =>
        `${stack} is ${status}: ${why}\n${commands.map((line) => `  ${line}\n`).join('')}`,
    ),
    'then run this again',
  ].join('\n');
}

export function resumedText(resumed: readonly ResumedStack[]): string {
  return resumed.map(({ stack, status, what }) => `${stack} is ${status}: ${what}\n`).join('');
}

/** What is deleted after the deployment, and what stays of it. */
export function toDeleteText(left: readonly LeftStack[]): string {
  if (left.length === 0) return '';
  const blocks = left.map(
    ({ stack, keeps }) => `  ${stack}\n${keeps.length > 0 ? `    keeps ${keeps.join(', ')}\n` : ''}`,
  );
  return `no longer in org.yaml; deleted after the deployment, in this order:\n${blocks.join('')}`;
}

/** Why nothing was begun: users whom IAM would not delete. */
export function usersText(users: readonly string[], steps: readonly Step[]): string {
  return [
    `${users.join(', ')} can still sign in, and IAM deletes no user who has a key, a password or an MFA device; nothing was deployed. First:`,
    ...steps.flatMap((step) => ('run' in step ? step.run.split('\n').map((line) => `  ${line}`) : [])),
    'then run this again',
  ].join('\n');
}

/** What doctor found, and what mends it. */
export function findingsText(checks: readonly LiveCheck[]): string {
  return checks.map(({ name, found, fix }) => `doctor: ${name}: ${found}\n${fix ? `    fix: ${fix}\n` : ''}`).join('');
}

/** Why nothing was begun: what doctor found, and what AWS did not tell. */
export function notReadyText(obstacles: readonly LiveCheck[]): string {
  const isKnown = obstacles.some(({ result }) => result === 'finding');
  const said = isKnown
    ? 'the organization is not ready, and nothing was deployed'
    : 'nobody knows whether the organization is ready, because AWS did not answer, and nothing was deployed';
  return `${said}:\n${findingsText(obstacles)}${isKnown ? 'mend it' : 'run this again'}, or take the word for it: --accept doctor-findings`;
}

/** The one question. */
export function questionText(
  config: OrgConfig,
  stacks: readonly { readonly name: string }[],
  toDelete: readonly LeftStack[],
): string {
  const deletes = toDelete.length > 0 ? `, and delete ${toDelete.map(({ stack }) => stack).join(', ')}` : '';
  return `deploy ${counted(stacks.length, 'stack')} to ${config.organization.id}${deletes}?`;
}

function shortened(values: readonly string[]): string {
  const rest = values.length - ACCOUNTS_SHOWN;
  return rest > 0 ? `${values.slice(0, ACCOUNTS_SHOWN).join(', ')} and ${rest} more` : values.join(', ');
}
