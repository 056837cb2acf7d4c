import { ACCESSES } from '../../../lib/domain/ci-identity';
import type { AccountId } from '../../../lib/domain/ids';
import { stackName } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import { EmulatorStore } from '../../iam-gateway/gateway/emulator-store';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import { everyStack } from '../emulated/every-stack';
import { NotProved } from '../report/ledger';

/** What every product account of a drill gets, for each of which its environment has a StackSet. */
const DELIVERED = ['ProductAccounts', 'OperatorRoles'];

/**
 * An account has what the StackSets of its environment deliver, complete, and nothing of another one.
 *
 * @throws NotProved where it has not
 */
export async function hasWhatItsEnvironmentGives(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  account: AccountId,
  environment: string,
): Promise<string> {
  const { cloudFormation } = await administratorOf(rehearsal, config, account);
  const stacks = await everyStack(cloudFormation);
  const found = stacks.map(({ StackName = '', StackStatus = '' }) => `${setOf(StackName)} ${StackStatus}`).sort();
  const wanted = DELIVERED.map((what) => stackName(`${what}-${environment}`)).sort();
  const isComplete =
    found.length === wanted.length &&
    found.every((each, index) => new RegExp(`^${wanted[index]} (CREATE|UPDATE)_COMPLETE$`).test(each));
  if (!isComplete) throw new NotProved(`${account} has ${found.join(', ') || 'nothing'}, not ${wanted.join(', ')}`);
  return found.join(', ');
}

/**
 * An account has no stack of orgstrap's, and nobody of CI enters it.
 *
 * @throws NotProved where it has
 */
export async function hasNothing(rehearsal: Rehearsal, orgYaml: OrgYaml, account: AccountId): Promise<string> {
  const { cloudFormation } = await administratorOf(rehearsal, orgYaml.config, account);
  const stacks = await everyStack(cloudFormation);
  if (stacks.length > 0) throw new NotProved(`${account} has ${stacks.map(({ StackName }) => StackName).join(', ')}`);
  return hasNothingToEnter(rehearsal, orgYaml, account);
}

/**
 * An account has no role for Terraform, neither to apply nor to plan.
 *
 * @throws NotProved where it has
 */
export async function hasNothingToEnter(
  { control }: Rehearsal,
  { config }: OrgYaml,
  account: AccountId,
): Promise<string> {
  const { roles } = await new EmulatorStore(control.port).snapshot();
  const names = namesOf(config);
  const found = ACCESSES.map((access) => names.terraformRoleArn(account, access)).filter((role) =>
    roles.some(({ arn }) => arn === role),
  );
  if (found.length > 0) throw new NotProved(`${account} has ${found.join(', ')}`);
  return `${account} has no Terraform role`;
}

/** CloudFormation calls a stack of a StackSet `StackSet-NAME-` and an id. */
function setOf(stack: string): string {
  return stack.replace(/^StackSet-/, '').replace(/-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, '');
}

/** How far CloudFormation has come with what it does by itself. */
export async function lastChange({ control }: Rehearsal): Promise<number> {
  return (await control.madeSince(0)).at(-1)?.n ?? 0;
}

/** Whether an account left an environment's StackSets before it entered another's, or after that: a word for each kind. */
export async function orderOfMove(
  { control }: Rehearsal,
  account: AccountId,
  entered: string,
  since: number,
): Promise<string> {
  const made = (await control.madeSince(since)).filter((each) => each.account === account);
  const sets = made.flatMap(({ by }) => ('stackSet' in by ? by.stackSet : []));
  return DELIVERED.map((what) => {
    const first = sets.find((set) => set.includes(stackName(`${what}-`)));
    return `${what} ${first?.includes(stackName(`${what}-${entered}`)) ? 'entered' : 'left'} first`;
  }).join(', ');
}
