import type { Edit } from './edit';
import { DEPLOY } from './edit';
import { deployedStack, deploymentAccountIn, type Edited } from './edited';
import { placesOf } from './estate';

/** The accounts that orgstrap itself lives in are another: the deployment account, the Terraform account, the Ops account. */
export function ownAccountEdits(edited: Edited): readonly Edit[] {
  return [...deployedFromElsewhere(edited), ...movedTerraformAccount(edited), ...movedOpsAccount(edited)];
}

/** Service-managed StackSets are all in the management account, whoever makes them; the stacks that made them are where that was. */
function deployedFromElsewhere({ config, foreignSets = [] }: Edited): readonly Edit[] {
  if (foreignSets.length === 0) return [];
  return [
    {
      verdict: 'refused',
      found: `the StackSets ${foreignSets.join(', ')} are there, and no stack of ${deploymentAccountIn({ config })} made them`,
      why:
        'deployFrom, or with deployFrom: ops the Ops account, is another than what they were deployed from: all would be made a second time, and fails with "already exists". ' +
        'Stacks cannot move between accounts',
      steps: [
        { edit: 'write deployFrom and accounts.ops back as they were' },
        { doByHand: `or leave and bootstrap anew: ${LEAVE}` },
      ],
    },
  ];
}

function movedTerraformAccount(edited: Edited): readonly Edit[] {
  const { terraform } = edited.config.accounts;
  const was = accountOf(edited, ['TerraformAccount']);
  if (was === undefined || was === terraform) return [];
  return [
    {
      verdict: 'refused',
      found: `the Terraform account is ${terraform}, and ${was} is the one that is deployed`,
      why: `the states, their keys and everybody of CI are in ${was}: CI would begin with empty states in ${terraform}, and users with keys could not be deleted in ${was}`,
      steps: [
        { edit: `write accounts.terraform: "${was}"` },
        DEPLOY,
        { doByHand: `or leave and bootstrap anew, with the states copied: ${LEAVE}` },
      ],
    },
  ];
}

/** A StackSet of one account deletes what it made in the earlier one, and makes it in the other; who is deleted is a rule of its own. */
function movedOpsAccount(edited: Edited): readonly Edit[] {
  const { ops } = edited.config.accounts;
  const was = accountOf(edited, ['OpsAccount', 'ForwardingRole-Ops', 'AccountTrail-Ops']);
  if (was === undefined || was === ops) return [];
  return [
    {
      verdict: 'note',
      found: `the Ops account is ${ops}, and was ${was}`,
      why: `people sign in at ${ops}, where nobody has a password yet, and their access roles trust that account alone`,
      steps: [{ run: 'npx orgstrap people invite USER' }],
    },
  ];
}

export const LEAVE = 'docs/change.md#leave-and-bootstrap-anew';

/** The account of the first of some stacks that is deployed; none where it is in OUs. */
function accountOf(edited: Edited, ids: readonly string[]): string | undefined {
  const stack = ids.map((id) => deployedStack(edited, id)).find((found) => found !== undefined);
  if (stack === undefined) return undefined;
  const [account, ...others] = placesOf(stack, deploymentAccountIn(edited));
  return others.length === 0 ? account : undefined;
}
