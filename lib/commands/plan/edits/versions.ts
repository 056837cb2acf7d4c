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
        why: `nothing in its stacks would be deleted or replaced, but everybody may do again what ${own} gives them: read what widens${leftText(edited)}`,
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

/** `orgstrap deploy` deletes them after its question, whether an earlier release left them or a later one made them. */
function leftText(edited: Edited): string {
  const left = leftStacks(edited).map(({ name }) => name);
  return left.length === 0
    ? ''
    : `. Not of ${edited.versions.own} are the stacks ${left.join(', ')}, which orgstrap deploy deletes`;
}

/** What would go, or be made anew, of what is deployed: `STACK: TYPE NAME`. */
function lostBy(edited: Edited): readonly string[] {
  return keptStacks(edited).flatMap(({ before, after }) =>
    resourceChanges(before.content, after.content)
      .filter(({ action }) => action !== 'add' && action !== 'change')
      .map(({ type, name }) => `${before.name}: ${type} ${name}`),
  );
}
