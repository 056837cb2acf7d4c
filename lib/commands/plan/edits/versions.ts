import { compareVersions, type Version } from '../../../domain/version';
import { resourceChanges } from '../resource-changes';
import { DEPLOY, type Edit, type Step } from './edit';
import { type Edited, keptStacks, leftStacks, type Versions } from './edited';

const NAMES_SHOWN = 4;

/** Another version of orgstrap deployed last: a newer one, or one that is too old for this one to follow. */
export function versionEdits(edited: Edited): readonly Edit[] {
  const skipped = skippedStep(edited.versions);
  if (skipped !== undefined) return [skipped];
  const { deployed, own } = edited.versions;
  if (deployed === undefined || compareVersions(deployed, own) <= 0) return [];
  const lost = lostBy(edited);
  const found = `orgstrap ${deployed} deployed this, and this is orgstrap ${own}, which is older`;
  const steps = [...stepsTo(deployed)];
  if (lost.length === 0) {
    return [
      {
        verdict: 'to be accepted',
        accept: 'older-version',
        found,
        why: `nothing would be deleted or replaced, but everybody may do again what ${own} gives them: read what widens`,
        steps,
      },
    ];
  }
  const rest = lost.length - NAMES_SHOWN;
  return [
    {
      verdict: 'refused',
      found,
      why:
        `${own} does not know what ${deployed} made, and would delete or replace it: ` +
        `${lost.slice(0, NAMES_SHOWN).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`,
      steps,
    },
  ];
}

/** What is deployed is so old that a release between must be deployed first. */
export function skippedStep({
  deployed,
  own,
  upgradesFrom,
}: Versions): Extract<Edit, { verdict: 'refused' }> | undefined {
  if (deployed === undefined || compareVersions(deployed, upgradesFrom) >= 0) return undefined;
  return {
    verdict: 'refused',
    found: `orgstrap ${deployed} deployed this, and orgstrap ${own} goes on from ${upgradesFrom}`,
    why: `what ${deployed} left is only known to the releases up to ${upgradesFrom}: that one must be deployed in between`,
    steps: [...stepsTo(upgradesFrom), DEPLOY, { doByHand: `then upgrade to ${own}` }],
  };
}

function stepsTo(version: Version): readonly Step[] {
  return [{ run: `npm install --save-exact --ignore-scripts orgstrap@${version}` }];
}

/** What would go, or be made anew, of what is deployed: `STACK: TYPE NAME`. Stacks that left the app count, for `orgstrap deploy` deletes them. */
function lostBy(edited: Edited): readonly string[] {
  const within = keptStacks(edited).flatMap(({ before, after }) =>
    resourceChanges(before.content, after.content)
      .filter(({ action }) => action !== 'add' && action !== 'change')
      .map(({ type, name }) => `${before.name}: ${type} ${name}`),
  );
  return [...leftStacks(edited).map(({ name }) => `the stack ${name}`), ...within];
}
