import { isHomeRegion, seesClaims } from '../../domain/region';
import { keyOf, nodeAt, textOf } from '../node';
import { problemAt } from '../problem';
import { inUse } from '../retirement';
import type { Rule } from '../schema';

/** A repository that is trusted by its name alone, where its ids could be asked for. It works, and so it is a warning. */
export const namedRepositories: Rule = (root) => {
  const region = textOf(nodeAt(root, 'homeRegion'), isHomeRegion)?.value;
  if (region === undefined || !seesClaims(region)) return [];
  return inUse(nodeAt(root, 'pipelines')).flatMap((pipeline) => {
    const github = nodeAt(pipeline, 'identity', 'github');
    const repository = textOf(nodeAt(github, 'repository'))?.value;
    // The tokens of a server of one's own say nothing of ids that IAM would see.
    const isSeen = repository !== undefined && nodeAt(github, 'issuer') === undefined;
    if (github === undefined || !isSeen || nodeAt(github, 'ids') !== undefined) return [];
    return [
      problemAt(keyOf(github), {
        found: `the repository ${repository} by its name alone`,
        expected:
          'its ids beside the name: whoever gets the name later, after a deletion or a rename, becomes the roles',
        fix: `add what this prints as ids: gh api repos/${repository} --jq '"{ owner: \\(.owner.id), repository: \\(.id) }"'`,
      }),
    ];
  });
};
