import { assignmentsId } from '../../../domain/assignments';
import { stackName } from '../../../domain/names';
import { deletionOf, inDeletionOrder } from './delete-stack';
import { DEPLOY, type Edit } from './edit';
import { type Edited, leftStacks } from './edited';
import { isAnywhere } from './estate';

/** Whether a stack has a further part of an environment's assignments. */
export function partOf(deployedAs: string): (stack: string) => boolean {
  const first = stackName(assignmentsId(deployedAs, 0));
  return (stack) => stack.startsWith(`${first}--`);
}

/**
 * Parts of the assignments of an environment that are no longer needed, because there are fewer or the environment is retired. What is in
 * them would stay, and who may work as what with it; and other parts would make some of it again.
 */
export function partedAssignments(edited: Edited): readonly Edit[] {
  const { config } = edited;
  const known = [...config.environments, ...config.retiredEnvironments].map(({ deployedAs }) => partOf(deployedAs));
  const left = inDeletionOrder(leftStacks(edited)).filter(
    (stack) => isAnywhere(stack) && known.some((isPart) => isPart(stack.name)),
  );
  if (left.length === 0) return [];
  return [
    {
      verdict: 'refused',
      found: `${left.map(({ name }) => name).join(', ')} left the app, and people still work as what ${left.length === 1 ? 'it assigns' : 'they assign'}`,
      why: 'cdk deploy deletes no stack: those people would go on, and what another stack assigns again is there already',
      steps: [...left.flatMap((stack) => deletionOf(stack, config.homeRegion)), DEPLOY],
    },
  ];
}
