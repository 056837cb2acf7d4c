import type { AccountId } from '../../../lib/domain/ids';
import { type OrgYaml, processEnvironment, type Rehearsal } from '../context/rehearsal';
import { NotProved } from '../report/ledger';

/** A service, a verb, and options with their values; prose before and behind it is left out. */
const COMMAND = /aws [a-z0-9]+ (?:wait )?[a-z0-9-]+(?: --[a-z0-9-]+(?:[ =](?!--)[^\s;]+)?)*/g;

/** The commands of the AWS CLI that a text for people names, in their order. */
export function awsCommandsIn(text: string): readonly string[] {
  return [...text.matchAll(COMMAND)].map(([command]) => command.replace(/[,.:)]+$/, ''));
}

/** Options, and the names of stacks or quoted patterns of them. */
const DEPLOYMENT = /npx cdk deploy((?: (?:--[a-z-]+|'[^']+'|[A-Z][\w-]*))+)/g;

/** The arguments of every `npx cdk deploy` that a text for people names, in their order, as a shell reads them. */
export function deploymentsIn(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(DEPLOYMENT)].map(([, args = '']) => args.trim().replaceAll("'", '').split(' '));
}

/** The command of a finding for what somebody did beside CloudFormation, as it is copied into a shell; empty where it has none. */
export function commandByHand(fix: string): string {
  const [, byHand = ''] = fix.split('beside CloudFormation');
  return /(?:aws|npx cdk) .*$/s.exec(byHand)?.[0] ?? '';
}

/**
 * Runs a command of the AWS CLI as an administrator of an account.
 *
 * @throws NotProved where it fails
 */
export function runAws(rehearsal: Rehearsal, orgYaml: OrgYaml, account: AccountId, command: string): Promise<string> {
  const [program = '', ...args] = command.split(' ');
  return runAs(rehearsal, orgYaml, account, command, program, args);
}

/** The same of what is more than one command: a shell reads it. @throws NotProved where it fails */
export function runShell(rehearsal: Rehearsal, orgYaml: OrgYaml, account: AccountId, line: string): Promise<string> {
  return runAs(rehearsal, orgYaml, account, line, 'sh', ['-c', line]);
}

async function runAs(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  account: AccountId,
  command: string,
  program: string,
  args: readonly string[],
): Promise<string> {
  const credentials = await rehearsal.control.administratorOf(account);
  const { status, output } = await rehearsal.children.run(program, args, {
    cwd: rehearsal.work,
    env: {
      ...processEnvironment(rehearsal, config, credentials),
      // Version 1 knows no other variable.
      AWS_DEFAULT_REGION: config.homeRegion,
      AWS_PAGER: '',
      HOME: rehearsal.work,
    },
  });
  if (status !== 0) throw new NotProved(`${command}\nended with ${status}\n${output}`);
  return output;
}
