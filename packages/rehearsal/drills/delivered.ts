import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { AccountId } from '../../../lib/domain/ids';
import { stackName } from '../../../lib/domain/names';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
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
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({}));
  const found = Stacks.map(({ StackName = '', StackStatus = '' }) => `${setOf(StackName)} ${StackStatus}`).sort();
  const wanted = DELIVERED.map((what) => stackName(`${what}-${environment}`)).sort();
  const isComplete =
    found.length === wanted.length &&
    found.every((each, index) => new RegExp(`^${wanted[index]} (CREATE|UPDATE)_COMPLETE$`).test(each));
  if (!isComplete) throw new NotProved(`${account} has ${found.join(', ') || 'nothing'}, not ${wanted.join(', ')}`);
  return found.join(', ');
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
