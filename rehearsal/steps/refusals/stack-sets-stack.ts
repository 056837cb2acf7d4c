import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { stackName } from '../../../lib/domain/names';
import type { Clients } from '../../emulated/clients';

/** The stack with the Terraform role, as an administrator of its account finds it. */
export async function stackSetsStack({ cloudFormation }: Clients): Promise<string> {
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({}));
  const found = Stacks.find(({ StackName }) => StackName?.startsWith(`StackSet-${stackName('ProductAccounts')}`));
  if (found?.StackName === undefined) throw new Error('the account has no stack of a StackSet');
  return found.StackName;
}
