import { assignmentsId } from '../../../domain/assignments';
import { stackName } from '../../../domain/names';
import { identityCenterAccountOf } from '../../../domain/org-config';
import { deletionOf, inDeletionOrder } from './delete-stack';
import { DEPLOY, type Edit } from './edit';
import { deployedStack, deploymentAccountIn, type Edited } from './edited';
import { isAnywhere, placesOf } from './estate';

const ASSIGNMENTS = stackName(assignmentsId('', 0));

/**
 * Another account administers Identity Center. Permission sets and assignments are of its instance, and have their names there once: the stack
 * would make them from the new account before it deletes those of the one before, and Identity Center refuses a name that is taken.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html
 */
export function movedIdentityCenter(edited: Edited): readonly Edit[] {
  const { config, before } = edited;
  const deployed = deployedStack(edited, PERMISSION_SETS);
  if (deployed === undefined || !isAnywhere(deployed) || config.people?.signIn.source !== 'identityCenter') return [];
  const account = identityCenterAccountOf(config);
  const [was] = placesOf(deployed, deploymentAccountIn(edited));
  if (was === account) return [];
  const going = inDeletionOrder([...before.filter(({ name }) => name.startsWith(ASSIGNMENTS)), deployed]);
  return [
    {
      verdict: 'refused',
      found: `${account} administers Identity Center, and its permission sets are made from ${was}`,
      why: 'their names are taken as long as they are there: the deployment fails at PermissionSets. Between the deletion and the end of the deployment nobody comes in by Identity Center',
      steps: [...going.flatMap((stack) => deletionOf(stack, config.homeRegion)), DEPLOY],
    },
  ];
}

const PERMISSION_SETS = 'PermissionSets';
