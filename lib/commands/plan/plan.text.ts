import { EXIT, type ExitStatus } from '../../domain/failure';
import { countsAsWidening } from '../../iam/access-change';
import { type Colours, coloursFor } from '../../terminal/colours';
import { countsText } from '../nag/report';
import type { ComparedOrganization } from './compared-organization';
import type { DeploymentTargets } from './deployment-targets';
import { leftText, notesText } from './edits.text';
import type { AccessFinding } from './finding';
import type { Plan } from './plan';
import { protectionText } from './protection.text';
import { acceptedBucketsText } from './renamed-buckets.text';
import type { Action, ResourceChange } from './resource-changes';
import type { Wave } from './wave';

/** A finding that is about a hundred actions shows the first of them; `--json` shows all. */
const VALUES_SHOWN: Readonly<Record<AccessFinding['direction'], number>> = { widens: 8, unclear: 8, narrows: 3 };
const ACCOUNTS_SHOWN = 6;
const DIFFERENCES_SHOWN = 20;

const SIGNS: Readonly<Record<Action, string>> = {
  add: '+',
  change: '~',
  replace: '-/+',
  'may replace': '~/+',
  remove: '-',
  retain: '(-)',
};

/** A plan for people to read: how the organization differs, a block for each wave that changes, and what it comes down to. */
export function planText(plan: Plan, isColoured: boolean): string {
  const colours = coloursFor(isColoured);
  const { waves, edits, leftBehind, checks } = plan;
  const changed = waves.filter(({ state }) => state !== 'unchanged');
  const blocks = changed.map((wave, index) => waveText(wave, sameAs(wave, changed.slice(0, index)), colours));
  const unchanged = waves.filter(({ state }) => state === 'unchanged').map(({ stack }) => stack);
  return [
    ...organizationText(plan.organization, colours),
    ...blocks,
    ...(unchanged.length > 0 ? [`unchanged: ${unchanged.join(', ')}\n`] : []),
    ...notesText(edits, colours),
    ...leftText(leftBehind),
    ...keptByIdentityCenterText(plan),
    ...protectionText(plan.protection),
    ...acceptedBucketsText(waves.flatMap(({ renamedBuckets }) => renamedBuckets)),
    `${summaryText(plan, colours)}\nchecks: ${countsText(checks)}; orgstrap nag lists them\n`,
  ].join('\n');
}

/** In what the live organization is not as `org.yaml` says, and a deployment goes on all the same. */
function organizationText({ differences, notSeen }: ComparedOrganization, colours: Colours): readonly string[] {
  if (notSeen !== undefined) return [`org.yaml was not compared with the organization: ${notSeen}\n`];
  if (differences.length === 0) return [];
  const head = `${colours.yellow('the organization is not as org.yaml says')}; orgstrap doctor says what mends it`;
  const rest = differences.length - DIFFERENCES_SHOWN;
  return [
    lines([
      head,
      ...differences.slice(0, DIFFERENCES_SHOWN).map(({ found }) => `  ${found}`),
      ...(rest > 0 ? [`  and ${rest} more (--json shows them)`] : []),
    ]),
  ];
}

/** What the usual order of a deployment leaves of Identity Center, and the order that leaves nothing. */
function keptByIdentityCenterText({ leftPermissionSets: sets, leftPolicies: policies }: Plan): readonly string[] {
  if (sets.length === 0 && policies.length === 0) return [];
  return [
    lines([
      ...(sets.length > 0
        ? [
            `assigned to nobody after this, but left in Identity Center: ${sets.join(', ')}, which cannot go before their assignments`,
          ]
        : []),
      ...(policies.length > 0
        ? [`left in product accounts: ${policies.join(', ')}, which cannot go before the permission sets put them off`]
        : []),
      'what is left blocks its name; to leave nothing, deploy first what nobody should have any more:',
      ...FROM_THE_END.map((command) => `  ${command}`),
    ]),
  ];
}

const FROM_THE_END = [
  "npx cdk deploy 'Assignments-*' --exclusively",
  'npx cdk deploy PermissionSets --exclusively',
  'npx cdk deploy --all',
] as const;

function waveText(wave: Wave, same: Wave | undefined, colours: Colours): string {
  const head = `${colours.bold(wave.stack)} (${wave.state}, ${deliveryText(wave)})`;
  const notes = notesOf(wave).map((note) => `  ${note}`);
  if (same !== undefined) return lines([head, ...notes, `  as in ${same.stack}`]);
  const of = (direction: AccessFinding['direction']) =>
    wave.findings.filter((finding) => finding.direction === direction);
  return lines([
    head,
    ...notes,
    ...section('changes', [...wave.changes.map(changeText), ...wave.sections.map((name) => `~ ${name}`)]),
    ...section(colours.red('widens'), of('widens').flatMap(findingLines)),
    ...section(colours.yellow('cannot be judged, counts as widening'), of('unclear').flatMap(findingLines)),
    ...section(colours.green('narrows'), of('narrows').flatMap(findingLines)),
  ]);
}

/** An earlier wave with the same changes: one member template goes to every environment. */
function sameAs(wave: Wave, earlier: readonly Wave[]): Wave | undefined {
  const contentOf = ({ stack, changes, sections, findings }: Wave) =>
    JSON.stringify({ changes, sections, findings }).replaceAll(stack, '');
  return earlier.find((other) => contentOf(other) === contentOf(wave));
}

function deliveryText({ delivery, reach }: Wave): string {
  const accounts = counted(reach.accounts.length, 'account');
  return delivery === 'cdk deploy'
    ? `in account ${reach.accounts.join(', ')}`
    : `StackSet to ${accounts}, says ${reach.from}`;
}

function notesOf({ delivery, reach, notCurrent }: Wave): readonly string[] {
  return [
    ...(delivery === 'stack set' ? [`reaches ${reachText(reach)}`] : []),
    ...(reach.missing.length > 0
      ? [`not reached, though in org.yaml: ${shortened(reach.missing, ACCOUNTS_SHOWN)}`]
      : []),
    ...(notCurrent.length > 0
      ? [`not up to date, so more changes there than is shown: ${shortened(notCurrent, ACCOUNTS_SHOWN)}`]
      : []),
  ];
}

function reachText({ accounts, named }: DeploymentTargets): string {
  if (accounts.length === 0) return 'no account';
  const others = accounts.filter((account) => !named.some((name) => name.endsWith(account)));
  return [
    ...(named.length > 0 ? [shortened(named, ACCOUNTS_SHOWN)] : []),
    ...(others.length > 0
      ? [`${named.length > 0 ? 'and, not in org.yaml, ' : ''}${shortened(others, ACCOUNTS_SHOWN)}`]
      : []),
  ].join(' ');
}

function changeText({ action, type, name, properties }: ResourceChange): string {
  const hint = action === 'replace' || action === 'may replace' || action === 'retain' ? ` (${HINTS[action]})` : '';
  return `${SIGNS[action]} ${type} ${name}${properties.length > 0 ? `: ${properties.join(', ')}` : ''}${hint}`;
}

const HINTS = {
  replace: 'is replaced',
  'may replace': 'may be replaced',
  retain: 'stays, and CloudFormation forgets it',
} as const;

function findingLines({ direction, resource, what, values }: AccessFinding): readonly string[] {
  const shown = values.slice(0, VALUES_SHOWN[direction]).map((value) => `    ${value}`);
  const rest = values.length - VALUES_SHOWN[direction];
  return [`${resource}: ${what}`, ...shown, ...(rest > 0 ? [`    and ${rest} more (--json shows them)`] : [])];
}

function section(title: string, content: readonly string[]): readonly string[] {
  return content.length === 0 ? [] : [`  ${title}`, ...content.map((line) => `    ${line}`)];
}

function summaryText(plan: Plan, colours: Colours): string {
  const { widens, changes } = summaryOf(plan);
  if (!changes) return 'nothing changes';
  const changed = plan.waves.filter(({ state }) => state !== 'unchanged');
  const accounts = new Set(changed.flatMap(({ reach }) => reach.accounts)).size;
  const findings = changed.flatMap((wave) => wave.findings);
  const count = (direction: AccessFinding['direction']) =>
    findings.filter((finding) => finding.direction === direction).length;
  const verdict = widens ? colours.red('widens') : colours.green('nothing widens');
  return (
    `${verdict}: ${counted(changed.length, 'stack')} of ${plan.waves.length} and ${counted(accounts, 'account')}; ` +
    `${count('widens')} widening, ${count('unclear')} not judged, ${count('narrows')} narrowing`
  );
}

function shortened(values: readonly string[], shown: number): string {
  const rest = values.length - shown;
  return rest > 0 ? `${values.slice(0, shown).join(', ')} and ${rest} more` : values.join(', ');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function lines(texts: readonly string[]): string {
  return `${texts.join('\n')}\n`;
}

/** The shape of `orgstrap plan --json`; what a later version adds does not change the number. */
const VERSION = 2;

/** What a plan comes down to. */
export interface PlanSummary {
  /** Whether something widens, or could not be judged. */
  readonly widens: boolean;
  readonly changes: boolean;
}

function summaryOf({ waves }: Plan): PlanSummary {
  return {
    widens: waves.some(({ findings }) => findings.some(countsAsWidening)),
    changes: waves.some(({ state }) => state !== 'unchanged'),
  };
}

/** What a plan ends with 1 for. */
export type FailOn = 'widening' | 'change';

export function planStatus(plan: Plan, failOn: FailOn | undefined): ExitStatus {
  const { widens, changes } = summaryOf(plan);
  if (failOn === 'widening') return widens ? EXIT.failed : EXIT.done;
  return failOn === 'change' && changes ? EXIT.failed : EXIT.done;
}

export function planJson(plan: Plan): PlanSummary & Plan & { readonly version: number } {
  return { version: VERSION, ...summaryOf(plan), ...plan };
}
