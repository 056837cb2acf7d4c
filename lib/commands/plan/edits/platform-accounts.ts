import { stackName } from '../../../domain/names';
import { deletionOf, inDeletionOrder } from './delete-stack';
import { DEPLOY, type Edit } from './edit';
import { deploymentAccountIn, type Edited, keptStacks, leftStacks } from './edited';
import { placesOf } from './estate';

const ROLES = stackName('PlatformAccount-');
const OTHERS = [
  'PlatformAuditor-',
  'PlatformLends-',
  'ForwardingRole-Platform-',
  'Forwarding-Platform-',
  'AccountTrail-Platform-',
];

/** Platform accounts that left `org.yaml`, and those that are another account now. */
export function platformAccountEdits(edited: Edited): readonly Edit[] {
  return [...goneFrom(edited), ...movedIn(edited)];
}

/** No CI role may enter it after the deployment; what is left there trusts somebody who does not come any more. */
function goneFrom(edited: Edited): readonly Edit[] {
  const left = leftStacks(edited);
  return left
    .filter(({ name }) => name.startsWith(ROLES))
    .map(({ name }) => {
      const account = name.slice(ROLES.length);
      const prefixes = OTHERS.map((kind) => stackName(`${kind}${account}`));
      const own = left.filter((stack) => stack.name === name || prefixes.some((prefix) => isOf(prefix, stack.name)));
      return {
        verdict: 'note',
        found: `the platform account ${account} is no longer in org.yaml`,
        why: 'nobody manages it any more, and runs that borrowed from it are refused there. What was made in it stays, and its roles stay until their stacks are deleted',
        steps: [DEPLOY, ...inDeletionOrder(own).flatMap((stack) => deletionOf(stack, edited.config.homeRegion))],
      };
    });
}

/** The rules of a Region have it behind the name of the account. */
function isOf(prefix: string, stack: string): boolean {
  return (
    stack === prefix || /^-[a-z]{2}(?:-[a-z]+)+-\d$/.test(stack.startsWith(prefix) ? stack.slice(prefix.length) : '')
  );
}

function movedIn(edited: Edited): readonly Edit[] {
  const here = deploymentAccountIn(edited);
  return keptStacks(edited)
    .filter(({ before }) => before.name.startsWith(ROLES))
    .flatMap(({ before, after }): readonly Edit[] => {
      const [was] = placesOf(before, here).filter((place) => !placesOf(after, here).includes(place));
      const [is] = placesOf(after, here);
      if (was === undefined || is === undefined) return [];
      const account = before.name.slice(ROLES.length);
      return [
        {
          verdict: 'note',
          found: `the platform account ${account} is ${is}, and was ${was}`,
          why: `what is lent is in ${is} from now on. What was made in ${was} stays there, and nobody enters it any more`,
          steps: [{ doByHand: `move what others use of ${was}, such as zones, parameters and images, to ${is}` }],
        },
      ];
    });
}
