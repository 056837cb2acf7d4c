import { DEPLOY, type Edit } from './edit';
import type { Edited } from './edited';
import { LEAVE } from './own-accounts';

/** The home Region is another. Stacks, StackSets, buckets and keys are of one Region, and their names in IAM are of none. */
export function homeRegionEdits({ config, otherHome }: Edited): readonly Edit[] {
  if (otherHome === undefined) return [];
  return [
    {
      verdict: 'refused',
      found: `homeRegion is ${config.homeRegion}, and orgstrap is deployed in ${otherHome}`,
      why:
        `nothing of it can move to another Region: the roles of ${otherHome} hold every name that the stacks of ${config.homeRegion} would make, so the deployment ` +
        `fails in the middle with "already exists", and the states stay in the buckets of ${otherHome}`,
      steps: [
        { edit: `write homeRegion: ${otherHome}` },
        DEPLOY,
        { doByHand: `or leave and bootstrap anew, with the states copied: ${LEAVE}` },
      ],
    },
  ];
}
