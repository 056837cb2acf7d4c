import { DeleteRoleCommand, DetachRolePolicyCommand, ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam';
import type { AccountId } from '../../../../lib/domain/ids';
import { stateKeyAlias } from '../../../../lib/domain/names';
import { namesOf } from '../../../../lib/domain/names-of';
import type { OrgConfig } from '../../../../lib/domain/org-config';
import { packageRoot } from '../../../../lib/policies/policies-folder';
import { objectOf, textOf } from '../../../iam-gateway/iam/json';
import { administratorOf } from '../../context/rehearsal';
import type { Clients } from '../../emulated/clients';
import { NotProved } from '../../report/ledger';
import { verifiedChecks } from '../../steps/verify';
import { documentedCommands, filledIn } from '../documented-commands';
import { becomePipeline, enter } from '../pipeline-session';
import { commandByHand, runShell } from '../printed-commands';
import type { Scene } from '../scene';

/** What somebody does by hand, and what verify says of it. */
export interface Deed {
  readonly sentence: string;
  readonly account: AccountId;
  readonly does: (administrator: Clients) => Promise<unknown>;
  /** The name of the one check that finds it, and what that says. */
  readonly check: string;
  readonly found: string;
}

/**
 * Does it as an administrator of the account, and looks whether verify finds it and nothing else.
 *
 * @returns the command that the finding has
 */
export async function doneByHand(scene: Scene, deed: Deed): Promise<string> {
  const { rehearsal, orgYaml } = scene;
  await scene.step(deed.sentence, async () => {
    await deed.does(await administratorOf(rehearsal, orgYaml.config, deed.account));
    return `by an administrator of ${deed.account}`;
  });
  const command = { text: '' };
  await scene.step(`verify finds it, and nothing else: ${deed.found}`, async () => {
    const { wrong } = await verifiedChecks(rehearsal, orgYaml);
    const [first, ...others] = wrong;
    const text = wrong.map(({ account, name, found }) => `${account}: ${name}: ${found}`).join('\n');
    if (first === undefined || others.length > 0 || first.name !== deed.check || !first.found.includes(deed.found)) {
      throw new NotProved(text || 'verify finds nothing');
    }
    command.text = commandByHand(first.fix ?? '');
    if (command.text === '') throw new NotProved(`there is no command in it\n${first.fix}`);
    return command.text;
  });
  return command.text;
}

/** Copies the command of a finding into a shell. @param account - whose administrator has the shell */
export function copied(scene: Scene, sentence: string, account: AccountId, command: string): Promise<void> {
  return scene.step(sentence, async () => {
    await runShell(scene.rehearsal, scene.orgYaml, account, command);
    return command;
  });
}

const PAGE = 'docs/runbook/roles.md';

/** Runs the command of a finding as the runbook has it: both must be the same. @param values - what stands for the words in capitals of the page */
export async function asInTheRunbook(
  scene: Scene,
  sentence: string,
  marker: string,
  values: Readonly<Record<string, string>>,
  command: string,
): Promise<void> {
  await scene.step(`the runbook has the command of the finding: ${marker}`, () => {
    const written = documentedCommands(packageRoot(), PAGE, marker).map((line) => filledIn(line, values));
    if (written.join(' && ') !== command) {
      return Promise.reject(new NotProved(`${written.join(' && ')}\nis not\n${command}`));
    }
    return Promise.resolve(PAGE);
  });
  await scene.runDocumented(sentence, [PAGE, marker], scene.orgYaml, { values });
}

/** What whoever is woken runs first. */
export function look(scene: Scene): Promise<void> {
  return scene.runDocumented('verify is what the runbook begins with', [PAGE, 'look'], scene.orgYaml);
}

/** The names of the accounts that CI enters with the chain of its first pipeline: none where it cannot even begin. */
export function ciEnters(scene: Scene, sentence: string, expected: readonly string[]): Promise<void> {
  return scene.step(sentence, async () => {
    const entered = await enteredBy(scene);
    if (entered.join() !== expected.join()) throw new NotProved(`it enters ${entered.join(', ') || 'nothing'}`);
    return `it enters ${entered.join(', ') || 'nothing'}`;
  });
}

async function enteredBy({ rehearsal, orgYaml }: Scene): Promise<readonly string[]> {
  const [pipeline] = orgYaml.config.pipelines;
  if (pipeline === undefined) return [];
  const session = await becomePipeline(rehearsal, orgYaml, pipeline).catch(() => undefined);
  if (session === undefined) return [];
  const entered: string[] = [];
  for (const { workspace, id } of orgYaml.config.environments.flatMap(({ accounts }) => accounts)) {
    if ((await enter(rehearsal, orgYaml, session, id)) !== undefined) entered.push(workspace);
  }
  return entered;
}

/** IAM deletes no role that wears a policy. */
export async function deleteRole({ iam }: Clients, RoleName: string): Promise<void> {
  const { AttachedPolicies: attached = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  for (const { PolicyArn } of attached) await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  await iam.send(new DeleteRoleCommand({ RoleName }));
}

/** KMS disables a key by its id alone, and not by its alias. */
export async function disableStateKey({ call }: Clients, pipeline: string): Promise<void> {
  const KeyId = stateKeyAlias(pipeline);
  const { KeyMetadata: key } = await call({ service: 'kms', operation: 'DescribeKey', input: { KeyId } });
  const { KeyId: id } = objectOf(key, 'KeyMetadata');
  await call({ service: 'kms', operation: 'DisableKey', input: { KeyId: textOf(id, 'KeyId') } });
}

/** A trust policy that lets in whoever of an account has the permission. */
export function trustOfAll(config: OrgConfig, account: AccountId): string {
  const Principal = { AWS: namesOf(config).rootArn(account) };
  const Statement = [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
