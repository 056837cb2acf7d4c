import { stackName, TERRAFORM_ROLES } from '../../../domain/names';
import type { Edit } from './edit';
import { type Edited, keptStacks } from './edited';
import { isAnywhere, namesOfType } from './estate';

const PREFIX = stackName('ProductAccounts-');

/** Environments that had a pipeline and have none: their accounts keep what Terraform made, and nobody manages it. */
export function unmanagedEnvironments(edited: Edited): readonly Edit[] {
  return keptStacks(edited)
    .filter(({ before, after }) => isManaged(before) && !isManaged(after) && isAnywhere(after))
    .map(({ after }): Edit => {
      const environment = after.name.slice(PREFIX.length);
      return {
        verdict: 'to be accepted',
        accept: 'moved-states',
        found: `no pipeline may change ${environment} any more`,
        why: 'its accounts lose the Terraform roles. What Terraform made there stays, with its state in the bucket of the pipeline that could, and nobody manages it',
        steps: [{ doByHand: 'before that, destroy with Terraform what shall not stay in its accounts' }],
      };
    });
}

function isManaged(stack: Parameters<typeof isAnywhere>[0]): boolean {
  return stack.name.startsWith(PREFIX) && namesOfType(stack, 'AWS::IAM::Role').includes(TERRAFORM_ROLES.apply);
}
