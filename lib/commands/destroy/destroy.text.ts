import { EXIT, type ExitStatus } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { type Colours, coloursFor } from '../../terminal/colours';
import { counted } from '../counted';
import { isDeployed } from '../deploy/cdk-deployment';
import type { DoomedStack } from '../deploy/delete-stack';
import { deletionText, failedText, unexplainedText } from '../deploy/deploy.text';
import type { Step } from '../plan/edits/edit';
import type { Destruction } from './destroy';
import type { KeptThing } from './kept';
import type { PipelineStates } from './states';
import type { OpenUsers } from './users';

/** The shape of `orgstrap destroy --json`; what a later version adds does not change it. */
const VERSION = 1;
const SHOWN = 6;

/** Whether nothing is left but what is named. */
export function destructionStatus({ retired, deletions, left }: Destruction): ExitStatus {
  const isRetired = retired === undefined || isDeployed(retired);
  const isGone = deletions.every(({ result }) => result === 'deleted' || result === 'was gone');
  return isRetired && isGone && left.length === 0 ? EXIT.done : EXIT.failed;
}

export function destructionJson(destruction: Destruction): string {
  const { retired, ...rest } = destruction;
  const result = {
    version: VERSION,
    ok: destructionStatus(destruction) === EXIT.done,
    retired: retired === undefined ? [] : retired.stacks.map(({ name }) => name),
    failed: retired?.failed ?? [],
    ...rest,
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}

export function destructionText(config: OrgConfig, destruction: Destruction, isColoured: boolean): string {
  const colours = coloursFor(isColoured);
  const { retired, deletions, left, kept, exported } = destruction;
  const isDone = destructionStatus(destruction) === EXIT.done;
  return [
    ...(exported === undefined ? [] : [`${counted(exported, 'state')} exported\n`]),
    ...(retired === undefined
      ? []
      : [...retired.failed.map((stack) => failedText(config, stack, colours)), ...unexplainedText(retired)]),
    ...deletions.map((deletion) => deletionText(deletion, colours)),
    ...(left.length > 0 ? [`still there: ${left.join(', ')}\n`] : []),
    ...(isDone ? [keptText(kept), organizationText(config)] : []),
    `${verdictText(isDone, deletions.length, colours)}\n`,
  ].join('');
}

function verdictText(isDone: boolean, count: number, colours: Colours): string {
  return isDone
    ? `${colours.green('destroyed')}: ${counted(count, 'stack')} deleted, and nothing is left but what is named above`
    : `${colours.red('not destroyed')}: mend what is above, and run orgstrap destroy again; it goes on from there`;
}

/** What stays, and where; named before the question, and in the end. */
export function keptText(kept: readonly KeptThing[]): string {
  if (kept.length === 0) return '';
  const lines = kept.map(({ what, accounts, why }) => `  ${what} in ${shortened(accounts)}: ${why}\n`);
  return `kept, and yours to delete once nobody needs it:\n${lines.join('')}`;
}

/** What the organization trusts and delegates beside the stacks. */
function organizationText({ accounts, deployFrom, homeRegion }: OrgConfig): string {
  const deregister =
    'aws organizations deregister-delegated-administrator ' +
    `--account-id ${accounts.ops} --service-principal member.org.stacksets.cloudformation.amazonaws.com`;
  const commands = [
    ...(deployFrom === 'ops' ? [deregister] : []),
    `aws cloudformation deactivate-organizations-access --region ${homeRegion}`,
  ];
  return [
    'kept as well: trusted access of StackSets, and with it who administers them; where nobody else needs it, with credentials of the management account:\n',
    ...commands.map((command) => `  ${command}\n`),
  ].join('');
}

/** What goes, before the question. */
export function doomedText(doomed: readonly DoomedStack[], retiring: readonly { readonly name: string }[]): string {
  const names = retiring.map(({ name }) => `  ${name}\n`).join('');
  return [
    ...(retiring.length > 0 ? [`emptied first, so that nobody enters any account:\n${names}`] : []),
    ...(doomed.length > 0
      ? [`then deleted, in this order:\n${doomed.map(({ stack, region }) => `  ${stack} (${region})\n`).join('')}`]
      : ['no stack is there\n']),
  ].join('');
}

/** Why nothing was begun: states that would be managed by nobody. */
export function statesText(states: readonly PipelineStates[]): string {
  const seen = states.filter(({ keys }) => keys.length > 0);
  const unseen = states.filter(({ notSeen }) => notSeen !== undefined);
  return [
    'nobody manages what Terraform made once this is destroyed, and there are states; nothing was done:',
    ...seen.map(({ pipeline, bucket, keys }) => `  ${pipeline}: ${bucket} has ${shortened(keys)}`),
    ...unseen.map(
      ({ pipeline, bucket, notSeen }) => `  ${pipeline}: nobody sees from here whether ${bucket} has any: ${notSeen}`,
    ),
    'destroy with Terraform what shall not stay; then --keep-states leaves the buckets with all states as they are, and --export-states FOLDER copies the states first',
  ].join('\n');
}

/** Why nothing was begun: users whom IAM would not delete, all at once. */
export function openUsersText(open: readonly OpenUsers[], words: readonly string[]): string {
  const names = (users: OpenUsers['users']) => users.map(({ name, account }) => `${name} (${account})`).join(', ');
  return [
    'IAM deletes no user who has a key, a password or an MFA device; nothing was done:',
    ...open.flatMap(({ users, isSeen, steps }) => [
      isSeen ? `  ${names(users)} can still sign in` : `  nobody sees from here whether ${names(users)} can sign in`,
      ...stepLines(steps),
    ]),
    `then run this again${words.length > 0 ? `, with the word for what nobody sees from here: --accept ${words.join(' ')}` : ''}`,
  ].join('\n');
}

function stepLines(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) => ('run' in step ? step.run.split('\n').map((line) => `    ${line}`) : []));
}

function shortened(values: readonly string[]): string {
  const rest = values.length - SHOWN;
  return rest > 0 ? `${values.slice(0, SHOWN).join(', ')} and ${rest} more` : values.join(', ');
}
