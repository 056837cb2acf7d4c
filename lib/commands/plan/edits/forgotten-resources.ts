import type { Edit } from './edit';
import { type Edited, keptStacks } from './edited';
import { isRetained, nameOf } from './estate';

/**
 * What a stack no longer wants and does not delete either, such as the bucket of a trail: it stays, and its name is taken when the same
 * is wanted again.
 */
export function forgottenResources(edited: Edited): readonly Edit[] {
  const forgotten = keptStacks(edited).flatMap(({ before, after }) => {
    const wanted = Object.values(after.content.resources).map((resource) => keyOf(resource.Type, nameOf(resource)));
    return Object.values(before.content.resources)
      .filter(isRetained)
      .flatMap((resource) => {
        const name = nameOf(resource);
        return name === undefined || wanted.includes(keyOf(resource.Type, name)) ? [] : [`${resource.Type} ${name}`];
      });
  });
  if (forgotten.length === 0) return [];
  return [
    {
      verdict: 'note',
      found: `${forgotten.join(', ')} ${forgotten.length === 1 ? 'stays' : 'stay'}, and CloudFormation forgets ${forgotten.length === 1 ? 'it' : 'them'}`,
      why: 'what is in it is kept. Before it can be made again it has to be deleted, or imported into its stack: orgstrap doctor sees a name that is taken',
      steps: [],
    },
  ];
}

function keyOf(type: string, name: string | undefined): string {
  return `${type} ${name}`;
}
