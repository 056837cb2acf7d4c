import { type CloudFormationClient, paginateDescribeStacks, type Stack } from '@aws-sdk/client-cloudformation';

/** The stacks of an account in a Region: all of them, of which CloudFormation tells fifty at a time. */
export async function everyStack(client: CloudFormationClient): Promise<readonly Stack[]> {
  const stacks: Stack[] = [];
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) stacks.push(...Stacks);
  return stacks;
}
