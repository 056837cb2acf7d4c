import { join } from 'node:path';
import type { Document } from 'yaml';
import { deploymentAccountOf } from '../../../lib/domain/org-config';
import { type OrgYaml, processEnvironment, type Rehearsal } from '../context/rehearsal';
import type { Finished } from '../machine/child-processes';
import { NotProved } from '../report/ledger';
import { cdkDeployment, completeStacks } from '../steps/deploy';
import { verified } from '../steps/verify';
import { editedCopy } from './org';
import { accountsWithQueues } from './reach';

/** What a command must say, and what it must not. */
export interface Words {
  readonly says?: readonly (string | RegExp)[];
  readonly silent?: readonly (string | RegExp)[];
}

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
  async plan(sentence: string, orgYaml: OrgYaml, status: number, words: Words = {}): Promise<string> {
    const said = { text: '' };
    await this.step(sentence, async () => {
      const finished = await this.orgstrap(orgYaml, 'plan');
      said.text = finished.output;
      if (finished.status !== status) {
        throw new NotProved(`orgstrap plan ended with ${finished.status}, expected ${status}\n${finished.output}`);
      }
      return `status ${status}${found(finished.output, words)}`;
    });
    return said.text;
  }

  /** `cdk deploy --all`, to its end. */
  deploy(sentence: string, orgYaml: OrgYaml): Promise<void> {
    return this.step(sentence, async () => {
      const { status, output } = await this.cdkDeploy(orgYaml);
      if (status !== 0) throw new NotProved(`cdk deploy ended with ${status}\n${output}`);
      const stacks = await completeStacks(this.rehearsal, orgYaml, deploymentAccountOf(orgYaml.config));
      return `${stacks} stacks complete`;
    });
  }

  /** `cdk deploy --all` fails, and says why. */
  deployFails(sentence: string, orgYaml: OrgYaml, words: Words): Promise<void> {
    return this.step(sentence, async () => {
      const { status, output } = await this.cdkDeploy(orgYaml);
      if (status === 0) throw new NotProved('cdk deploy ended with 0');
      return `status ${status}${found(output, words)}`;
    });
  }

  /** In these accounts, and in no other, Terraform has the permissions of the service that drills add. */
  queuesIn(sentence: string, expected: readonly string[], orgYaml = this.orgYaml): Promise<void> {
    return this.step(sentence, async () => {
      const found = await accountsWithQueues(this.rehearsal, orgYaml);
      if (found.join() !== expected.join()) throw new NotProved(`Terraform may look at queues in ${found.join(', ')}`);
      return `Terraform may look at queues in ${found.join(', ') || 'no account'}`;
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

  /** A command of orgstrap with credentials of the deployment account; no exit status is a failure. */
  async orgstrap({ file, config }: OrgYaml, ...args: readonly string[]): Promise<Finished> {
    const { control, children, program, root } = this.rehearsal;
    const credentials = await control.administratorOf(deploymentAccountOf(config));
    return children.run(process.execPath, [...program, ...args, '--config', file], {
      cwd: root,
      env: processEnvironment(this.rehearsal, config, credentials),
    });
  }

  private async cdkDeploy(orgYaml: OrgYaml): Promise<Finished> {
    const account = deploymentAccountOf(orgYaml.config);
    const { command, args, options } = await cdkDeployment(this.rehearsal, orgYaml, account, ['--all']);
    return this.rehearsal.children.run(command, args, options);
  }
}

/** @throws NotProved where a text does not say what it must, or says what it must not */
function found(text: string, { says = [], silent = [] }: Words): string {
  const has = (what: string | RegExp) => (typeof what === 'string' ? text.includes(what) : what.test(text));
  const missing = says.filter((what) => !has(what));
  const surplus = silent.filter(has);
  if (missing.length > 0) throw new NotProved(`it does not say ${missing.join(' nor ')}\n${text}`);
  if (surplus.length > 0) throw new NotProved(`it says ${surplus.join(' and ')}\n${text}`);
  return says.length === 0 ? '' : `, it says ${says.map((what) => `"${what}"`).join(' and ')}`;
}
