import { listOf } from '../../../domain/json';
import { PEOPLE_PERMISSIONS, stackName } from '../../../domain/names';
import { deletionOf, inDeletionOrder } from './delete-stack';
import { DEPLOY, type Edit } from './edit';
import { type Edited, leftStacks } from './edited';
import { type EstateStack, namesOfType } from './estate';

/**
 * The permissions of people in stacks apart from the people: as long as a policy is attached, IAM deletes no group and no role, and a part
 * that is no longer needed stays where it is, with what it lets people do.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html
 */
export function peoplePermissionEdits(edited: Edited): readonly Edit[] {
  return [...leftParts(edited), ...goingWearers(edited)];
}

function leftParts(edited: Edited): readonly Edit[] {
  const left = inDeletionOrder(leftStacks(edited)).filter(isPart);
  if (left.length === 0) return [];
  return [
    {
      verdict: 'refused',
      found: `${left.map(({ name }) => name).join(', ')} left the app, and people still have what ${left.length === 1 ? 'it permits' : 'they permit'}`,
      why: 'cdk deploy deletes no stack: people could still go where org.yaml lets them no more, and IAM would delete no group that has a policy',
      steps: [...left.flatMap((stack) => deletionOf(stack, edited.config.homeRegion)), DEPLOY],
    },
  ];
}

/** Groups and roles that go while a part, which is deployed after them, has policies attached to them. */
function goingWearers({ before, after }: Edited): readonly Edit[] {
  const parts = before.filter(isPart).filter(({ name }) => after.some((stack) => stack.name === name));
  const kept = after.flatMap(wearersIn);
  const going = before.flatMap(wearersIn).filter((name) => !kept.includes(name));
  const holders = parts.filter((stack) => wornBy(stack).some((name) => going.includes(name)));
  if (holders.length === 0) return [];
  const worn = going.filter((name) => holders.some((stack) => wornBy(stack).includes(name)));
  return [
    {
      verdict: 'refused',
      found: `${worn.join(', ')} ${worn.length === 1 ? 'goes' : 'go'} while ${holders.map(({ name }) => name).join(', ')} attaches policies`,
      why: 'IAM deletes no group and no role that has a policy: the deployment fails at OpsAccount',
      steps: [
        {
          run: `npx cdk deploy --exclusively ${holders.map(({ name }) => name.slice(stackName('').length)).join(' ')}`,
        },
        DEPLOY,
      ],
    },
  ];
}

function isPart({ name }: EstateStack): boolean {
  return name === stackName(PEOPLE_PERMISSIONS) || name.startsWith(`${stackName(PEOPLE_PERMISSIONS)}--`);
}

function wearersIn(stack: EstateStack): readonly string[] {
  return ['AWS::IAM::Group', 'AWS::IAM::Role'].flatMap((type) => namesOfType(stack, type));
}

/** The groups and roles that the policies of a stack name. */
function wornBy({ content }: EstateStack): readonly string[] {
  return Object.values(content.resources).flatMap(({ Properties: { Groups: groups, Roles: roles } }) =>
    [...listOf(groups), ...listOf(roles)].filter((name) => typeof name === 'string'),
  );
}
