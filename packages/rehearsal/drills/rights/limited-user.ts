import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  DetachUserPolicyCommand,
  type IAMClient,
  ListAttachedUserPoliciesCommand,
} from '@aws-sdk/client-iam';
import type { PrintedRights } from '../../../../lib/commands/rights/rights';
import type { AccountId } from '../../../../lib/domain/ids';
import { listOf } from '../../../../lib/domain/json';
import { AUDITOR_ROLE } from '../../../../lib/domain/names';
import { partitionOf } from '../../../../lib/domain/region';
import { type Entry, SERVED } from '../../../iam-gateway/gateway/journal';
import { administratorOf, type OrgYaml, orgstrap, processEnvironment, type Rehearsal } from '../../context/rehearsal';
import type { Credentials } from '../../emulated/control';
import type { Finished } from '../../machine/child-processes';
import { NotProved } from '../../report/ledger';
import { withManagementProfile } from '../management-profile';

/** Who runs commands with printed policies, in whatever account. */
export const LIMITED_USER = 'limited';

/** Where an account keeps everybody of other accounts out of what it owns, no policy of who asks lets them in. */
const OF_OTHERS = 'because no resource-based policy allows';

/** What nobody gives somebody of this account, and the one door that verify tries in each account, which must be closed. */
function isMeant({ asked, caller = '', reason = '' }: Entry): boolean {
  return (
    reason.includes(OF_OTHERS) || (asked === 'sts:AssumeRole' && caller.includes(`:assumed-role/${AUDITOR_ROLE}/`))
  );
}

/** Whether a request was refused for an action. */
function isAbout(action: string, { reason = '' }: Entry): boolean {
  return reason.includes(`perform: ${action} on `);
}

/** Runs something with the credentials of the user. */
export type RunAs = (env: NodeJS.ProcessEnv) => Promise<Finished>;

/** What somebody runs with printed policies. */
export interface LimitedRun {
  readonly orgYaml: OrgYaml;
  /** The account that the user is of. */
  readonly account: AccountId;
  /** As `orgstrap rights` takes them; the user has the policies of all of them. */
  readonly commands: readonly string[];
  /** The account of the profile of the management account, in which the user is, too. @default - there is no such profile */
  readonly profileOf?: AccountId;
  /** Commands whose policies are among these, and of which other runs see that nothing is too many. @default - none */
  readonly besides?: readonly string[];
  /** Actions that the run asks for though these policies do not allow it: a refusal is an answer. @default - nothing */
  readonly asksInVain?: readonly string[];
  readonly statuses: readonly number[];
  readonly run: RunAs;
}

/** Which actions policies allow, and which of them were ever asked for. */
interface Use {
  readonly printed: ReadonlySet<string>;
  readonly used: Set<string>;
}

/** A user who has exactly the policies that `orgstrap rights` prints, and what becomes of that. */
export class LimitedUser {
  private readonly uses = new Map<string, Use>();
  private readonly keys = new Map<AccountId, Credentials>();
  private made = 0;

  constructor(private readonly rehearsal: Rehearsal) {}

  /**
   * Runs something as the user.
   *
   * @throws NotProved where it ends otherwise than expected, or the gateway refused any request meanwhile
   */
  async runs(given: LimitedRun): Promise<Finished> {
    const { orgYaml, account, commands, profileOf, asksInVain = [], statuses, run } = given;
    const { config } = orgYaml;
    const { journal } = this.rehearsal.gateway;
    const accounts = profileOf === undefined ? [account] : [account, profileOf];
    const worn = await Promise.all(
      accounts.map(async (one) => {
        const policies = await this.allPrinted(orgYaml, one, commands);
        if (policies.length === 0) throw new NotProved(`rights ${commands.join(' and ')} prints nothing for ${one}`);
        return { account: one, policies, keys: await this.wearing(orgYaml, one, policies) };
      }),
    );
    const [own, profile] = worn;
    if (own === undefined) throw new Error('nobody runs it');
    const env = processEnvironment(this.rehearsal, config, own.keys);
    const start = journal.entries.length;
    const finished = await run(profile === undefined ? env : withManagementProfile(this.rehearsal, env, profile.keys));
    const entries = journal.entries.slice(start);
    const refused = entries.filter(
      (entry) => !SERVED.has(entry.outcome) && !isMeant(entry) && !asksInVain.some((action) => isAbout(action, entry)),
    );
    if (refused.length > 0 || finished.status === null || !statuses.includes(finished.status)) {
      const reasons = refused.map(({ asked, reason }) => `${asked}: ${reason}`);
      throw new NotProved([`it ended with ${finished.status}`, ...reasons, finished.output].join('\n'));
    }
    for (const { account: one, policies } of worn) {
      const others = actionsOf(await this.allPrinted(orgYaml, one, given.besides ?? []));
      const arn = `arn:${partitionOf(config.homeRegion)}:iam::${one}:user/${LIMITED_USER}`;
      this.note(
        `${commands.join(' and ')} in ${one}`,
        actionsOf(policies).filter((action) => !others.includes(action)),
        entries.filter(({ caller }) => caller === arn).flatMap(({ actions = [] }) => actions),
      );
    }
    return finished;
  }

  /**
   * Every action of the printed policies was asked for by some run, but for exceptions; and no exception was.
   *
   * @param exceptions - why an action is there that nobody asks the gateway for, by the action
   * @param sometimes - the same of those that somebody may ask for, and need not
   */
  nothingTooMany(
    exceptions: Readonly<Record<string, string>>,
    sometimes: Readonly<Record<string, string>> = {},
  ): string {
    const explained = { ...exceptions, ...sometimes };
    const wrong: string[] = [];
    const excepted = new Set<string>();
    let count = 0;
    for (const [who, { printed, used }] of this.uses) {
      const unused = [...printed].filter((action) => !used.has(action));
      const unexplained = unused.filter(
        (action) => explained[`${who}: ${action}`] === undefined && explained[action] === undefined,
      );
      for (const action of unused) excepted.add(action);
      if (unexplained.length > 0) wrong.push(`${who} never asks for ${unexplained.join(', ')}`);
      count += printed.size;
    }
    const stale = Object.keys(exceptions).filter((action) => !excepted.has(action));
    if (stale.length > 0) wrong.push(`asked for, or not printed, though it is an exception: ${stale.join(', ')}`);
    if (wrong.length > 0) throw new NotProved(wrong.join('\n'));
    return `${count} actions in ${this.uses.size} sets of policies; ${excepted.size} of them are exceptions`;
  }

  private note(who: string, printed: readonly string[], used: readonly string[]): void {
    const before = this.uses.get(who)?.used ?? new Set();
    this.uses.set(who, { printed: new Set(printed), used: new Set([...before, ...used]) });
  }

  /** What is printed for an account, for all of some commands. */
  private async allPrinted(
    { file }: OrgYaml,
    account: AccountId,
    commands: readonly string[],
  ): Promise<readonly Printed[]> {
    const printed = await Promise.all(
      commands.map(async (command) => {
        const args = ['rights', ...command.split(' '), '--json', '--config', file];
        const { accounts }: PrintedRights = JSON.parse((await orgstrap(this.rehearsal, ...args)).stdout);
        return accounts.find((one) => one.account === account)?.policies ?? [];
      }),
    );
    return printed.flat();
  }

  /** The keys of the user, who has these policies and no other from now on. */
  private async wearing({ config }: OrgYaml, account: AccountId, policies: readonly Printed[]): Promise<Credentials> {
    const { iam } = await administratorOf(this.rehearsal, config, account);
    const keys = this.keys.get(account) ?? (await madeUser(iam));
    this.keys.set(account, keys);
    const UserName = LIMITED_USER;
    const { AttachedPolicies: worn = [] } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
    for (const { PolicyArn } of worn) await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn }));
    for (const { name, document } of policies) {
      const PolicyName = `${name}-${++this.made}`;
      const made = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: JSON.stringify(document) }));
      await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: made.Policy?.Arn }));
    }
    return keys;
  }
}

/** What CloudFormation does for who deploys stays inside the emulator: nobody is asked about it. */
function isCloudFormations({ Condition }: Printed['document']['Statement'][number]): boolean {
  return Condition?.['ForAnyValue:StringEquals']?.['aws:CalledVia'] === 'cloudformation.amazonaws.com';
}

function actionsOf(policies: readonly Printed[]): readonly string[] {
  const statements = policies.flatMap(({ document }) => document.Statement).filter((one) => !isCloudFormations(one));
  return statements.flatMap(({ Action }) => listOf(Action));
}

type Printed = PrintedRights['accounts'][number]['policies'][number];

async function madeUser(iam: IAMClient): Promise<Credentials> {
  await iam.send(new CreateUserCommand({ UserName: LIMITED_USER }));
  const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: LIMITED_USER }));
  if (!key?.AccessKeyId || !key.SecretAccessKey) throw new NotProved('IAM made no key');
  return { accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey };
}
