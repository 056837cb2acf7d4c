import { once } from 'node:events';
import { join } from 'node:path';
import type { Document } from 'yaml';
import type { AccountId } from '../../../lib/domain/ids';
import { stackName } from '../../../lib/domain/names';
import { deploymentAccountOf } from '../../../lib/domain/org-config';
import { packageRoot } from '../../../lib/policies/policies-folder';
import { administratorOf, type OrgYaml, processEnvironment, type Rehearsal } from '../context/rehearsal';
import { everyStack } from '../emulated/every-stack';
import type { Finished } from '../machine/child-processes';
import { NotProved } from '../report/ledger';
import { cdkProcess, completeStacks } from '../steps/deploy';
import { verified } from '../steps/verify';
import { mendingIn } from './diagnosis';
import { documentedCommands, filledIn, runCommand } from './documented-commands';
import { editedCopy } from './org';
import { awsCommandsIn, deploymentsIn, runAws } from './printed-commands';
import { accountsThatTrust, accountsWithQueues } from './reach';
import { found, type Words } from './words';

/** A step of a drill has failed, so that its story cannot go on. Why is in the ledger. */
export class StoryEnds extends Error {}

/** An organization in which a drill plays, and the verbs that drills are told in: each is a line of the ledger. */
export class Scene {
  private edits = 0;

  /** @param orgYaml - what is deployed when the drill begins */
  constructor(
    readonly rehearsal: Rehearsal,
    readonly orgYaml: OrgYaml,
  ) {}

  /**
   * Anything that must hold.
   *
   * @throws StoryEnds where it does not
   */
  async step(sentence: string, attempt: () => Promise<string>): Promise<void> {
    if (!(await this.rehearsal.ledger.prove(sentence, attempt))) throw new StoryEnds(sentence);
  }

  /** Somebody edits `org.yaml`; the file before the edit stays as it was. */
  edit(change: (org: Document) => void, from: OrgYaml = this.orgYaml): OrgYaml {
    return editedCopy(join(this.rehearsal.work, `org-${++this.edits}.yaml`), change, from.file);
  }

  /** `orgstrap plan` ends with a status, and says something. */
  plan(
    sentence: string,
    orgYaml: OrgYaml,
    status: number,
    words: Words = {},
    options: readonly string[] = [],
  ): Promise<string> {
    return this.command(sentence, orgYaml, ['plan', ...options], status, words);
  }

  /** `cdk deploy --all`, to its end. */
  deploy(sentence: string, orgYaml: OrgYaml, complete?: readonly string[]): Promise<void> {
    return this.step(sentence, async () => {
      const { status, output } = await this.cdkDeploy(orgYaml);
      if (status !== 0) throw new NotProved(`cdk deploy ended with ${status}\n${output}`);
      const stacks = await completeStacks(this.rehearsal, orgYaml, accountOf(orgYaml), complete);
      return `${stacks} stacks complete`;
    });
  }

  /** The same with the `org.yaml` of before: a stack that a failure has rolled back is what it was, and CloudFormation goes on saying so. */
  deployBack(sentence: string, orgYaml = this.orgYaml): Promise<void> {
    return this.deploy(sentence, orgYaml, ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']);
  }

  /** `cdk deploy --all` fails, and says why. */
  deployFails(sentence: string, orgYaml: OrgYaml, words: Words): Promise<void> {
    return this.step(sentence, async () => {
      const { status, output } = await this.cdkDeploy(orgYaml);
      if (status === 0) throw new NotProved('cdk deploy ended with 0');
      return `status ${status}${found(output, words)}`;
    });
  }

  /**
   * `cdk deploy --all` is killed as soon as it begins with a stack; what CloudFormation has begun goes on.
   *
   * @param untouched - the names of stacks that must not be there
   */
  deployKilled(sentence: string, orgYaml: OrgYaml, at: string, untouched: readonly string[] = []): Promise<void> {
    return this.step(sentence, async () => {
      const { command, args, options } = await cdkProcess(this.rehearsal, orgYaml, accountOf(orgYaml), 'deploy', [
        '--all',
      ]);
      const child = this.rehearsal.children.start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
      const written: Buffer[] = [];
      const hear = (chunk: Buffer) => {
        written.push(chunk);
        if (
          Buffer.concat(written)
            .toString()
            .includes(`${stackName(at)}): deploying...`)
        )
          child.kill('SIGKILL');
      };
      child.stdout?.on('data', hear);
      child.stderr?.on('data', hear);
      const [, signal] = await once(child, 'close');
      if (signal !== 'SIGKILL') throw new NotProved(`it ended before that\n${Buffer.concat(written)}`);
      const statuses = await this.stackStatuses();
      const touched = untouched.filter((name) => statuses.has(name));
      if (touched.length > 0) throw new NotProved(`${touched.join(', ')} is there`);
      return `killed at ${at}, ${statuses.size} stacks are there`;
    });
  }

  /** What CloudFormation says of a stack of the deployment account. */
  stackIs(name: string, expected: string): Promise<void> {
    return this.step(`${name} is ${expected}`, async () => {
      const status = (await this.stackStatuses()).get(name);
      if (status !== expected) throw new NotProved(`it is ${status ?? 'not there'}`);
      return expected;
    });
  }

  /** `orgstrap doctor` finds instances of StackSets that are not up to date, and what it prints mends them. */
  mendInstances(sentence: string, orgYaml: OrgYaml, words: Words = {}): Promise<void> {
    return this.step(sentence, async () => {
      const text = await this.mendingOf(orgYaml);
      if (text === '') throw new NotProved('doctor finds nothing');
      found(text, words);
      return this.run(text, orgYaml);
    });
  }

  /** The same where there may be nothing to mend; answers whether there was. */
  async mend(orgYaml: OrgYaml): Promise<boolean> {
    const { stackSets } = await this.rehearsal.control.report();
    const isCurrent = stackSets.every(({ instances }) => instances.every(({ status }) => status === 'CURRENT'));
    if (isCurrent) return false;
    await this.run(await this.mendingOf(orgYaml), orgYaml);
    return true;
  }

  /** In these accounts, and in no other, the Terraform role trusts a pipeline. */
  trusts(sentence: string, pipeline: string, expected: readonly string[], orgYaml = this.orgYaml): Promise<void> {
    return this.step(sentence, async () => {
      const trusting = await accountsThatTrust(this.rehearsal, orgYaml, pipeline);
      if (trusting.join() !== expected.join()) throw new NotProved(`${trusting.join(', ')} trust ${pipeline}`);
      return `${trusting.join(', ') || 'no account'} trust ${pipeline}`;
    });
  }

  /** Runs every `npx cdk deploy` that a text names, in its order. */
  runDeployments(sentence: string, text: string, orgYaml: OrgYaml): Promise<void> {
    return this.step(sentence, async () => {
      const commands = deploymentsIn(text);
      if (commands.length === 0) throw new NotProved(`there is no deployment in it\n${text}`);
      for (const args of commands) {
        const { status, output } = await this.cdkDeploy(orgYaml, args);
        if (status !== 0) throw new NotProved(`cdk deploy ${args.join(' ')} ended with ${status}\n${output}`);
      }
      return commands.map((args) => `npx cdk deploy ${args.join(' ')}`).join('\n');
    });
  }

  /** Runs the commands of the AWS CLI that a text names, as it names them, with credentials of the deployment account. */
  runPrinted(sentence: string, text: string, orgYaml: OrgYaml): Promise<void> {
    return this.step(sentence, () => this.run(text, orgYaml));
  }

  /**
   * Runs the commands that a document has below a marker, as its reader does.
   *
   * @param account - whose administrator runs them
   * @param values - what stands for the words in capitals
   */
  runDocumented(
    sentence: string,
    [file, marker]: readonly [file: string, marker: string],
    orgYaml: OrgYaml,
    {
      account = accountOf(orgYaml),
      values = {},
    }: { account?: AccountId; values?: Readonly<Record<string, string>> } = {},
  ): Promise<void> {
    return this.step(sentence, async () => {
      const commands = documentedCommands(packageRoot(), file, marker).map((command) => filledIn(command, values));
      for (const command of commands) await runCommand(this.rehearsal, orgYaml, account, command);
      return commands.join('\n');
    });
  }

  /** In these accounts, and in no other, Terraform has the permissions of the service that drills add. */
  queuesIn(sentence: string, expected: readonly string[], orgYaml = this.orgYaml): Promise<void> {
    return this.step(sentence, async () => {
      const found = await accountsWithQueues(this.rehearsal, orgYaml);
      if (found.join() !== expected.join()) throw new NotProved(`Terraform may make queues in ${found.join(', ')}`);
      return `Terraform may make queues in ${found.join(', ') || 'no account'}`;
    });
  }

  /** What is deployed is what `org.yaml` says, by the word of orgstrap's own commands. */
  async endWell(orgYaml: OrgYaml): Promise<OrgYaml> {
    await this.step('plan: nothing changes', async () => {
      const { status, output } = await this.orgstrap(orgYaml, 'plan', '--fail-on', 'change');
      if (status !== 0 || !output.includes('nothing changes')) {
        throw new NotProved(`orgstrap plan ended with ${status}\n${output}`);
      }
      return 'status 0, "nothing changes"';
    });
    await this.step('verify: every account is as it should be', async () => {
      const { checks, wrong } = await verified(this.rehearsal, orgYaml);
      if (wrong.length > 0) throw new NotProved(wrong.join('\n'));
      return `${checks} checks`;
    });
    return orgYaml;
  }

  /** A command of orgstrap ends with a status, and says something, which is answered. */
  async command(
    sentence: string,
    orgYaml: OrgYaml,
    command: readonly string[],
    status: number,
    words: Words,
    account = accountOf(orgYaml),
  ): Promise<string> {
    const said = { text: '' };
    await this.step(sentence, async () => {
      const finished = await this.orgstrapAs(account, orgYaml, command);
      said.text = finished.output;
      if (finished.status !== status) {
        throw new NotProved(
          `orgstrap ${command.join(' ')} ended with ${finished.status}, expected ${status}\n${finished.output}`,
        );
      }
      return `status ${status}${found(finished.output, words)}`;
    });
    return said.text;
  }

  /** A command of orgstrap with credentials of the deployment account; no exit status is a failure. */
  orgstrap(orgYaml: OrgYaml, ...args: readonly string[]): Promise<Finished> {
    return this.orgstrapAs(accountOf(orgYaml), orgYaml, args);
  }

  /** The same with credentials of another account. */
  async orgstrapAs(account: AccountId, { file, config }: OrgYaml, args: readonly string[]): Promise<Finished> {
    const { control, children, program, root } = this.rehearsal;
    const credentials = await control.administratorOf(account);
    return children.run(process.execPath, [...program, ...args, '--config', file], {
      cwd: root,
      env: processEnvironment(this.rehearsal, config, credentials),
    });
  }

  private async mendingOf(orgYaml: OrgYaml): Promise<string> {
    return mendingIn((await this.orgstrap(orgYaml, 'doctor', '--json')).stdout);
  }

  private async run(text: string, orgYaml: OrgYaml): Promise<string> {
    const commands = awsCommandsIn(text);
    if (commands.length === 0) throw new NotProved(`there is no command in it\n${text}`);
    for (const command of commands) await runAws(this.rehearsal, orgYaml, accountOf(orgYaml), command);
    return commands.join('\n');
  }

  /** The stacks of the deployment account in the home Region. */
  private async stackStatuses(): Promise<ReadonlyMap<string, string>> {
    const { config } = this.orgYaml;
    const { cloudFormation } = await administratorOf(this.rehearsal, config, deploymentAccountOf(config));
    const stacks = await everyStack(cloudFormation);
    return new Map(stacks.map(({ StackName = '', StackStatus = '' }) => [StackName, StackStatus]));
  }

  private async cdkDeploy(orgYaml: OrgYaml, what: readonly string[] = ['--all']): Promise<Finished> {
    const { command, args, options } = await cdkProcess(this.rehearsal, orgYaml, accountOf(orgYaml), 'deploy', what);
    return this.rehearsal.children.run(command, args, options);
  }
}

function accountOf({ config }: OrgYaml): AccountId {
  return deploymentAccountOf(config);
}
