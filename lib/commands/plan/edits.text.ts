import type { Colours } from '../../terminal/colours';
import type { Edit, Step } from './edits/edit';
import type { LeftStack } from './edits/left-stacks';

/** What a deployment would break or lose: all of it at once, each with its steps. */
export function obstaclesText(edits: readonly Edit[]): string {
  const words = [...new Set(edits.flatMap((edit) => (edit.verdict === 'to be accepted' ? [edit.accept] : [])))];
  return [
    'this org.yaml is not one deployment away from what is deployed',
    ...edits.map((edit) =>
      `${edit.found}.\n  ${capitalized(edit.why)}.\n${stepsText(edit.steps)}${closing(edit)}`.trimEnd(),
    ),
    ...(words.length > 0
      ? [`once that is so: orgstrap plan ${words.map((word) => `--accept ${word}`).join(' ')}`]
      : []),
  ].join('\n\n');
}

/** What one deployment does, and what is left to do after it; a block for each. */
export function notesText(edits: readonly Edit[], colours: Colours): readonly string[] {
  return edits.flatMap((edit) => {
    if (edit.verdict === 'refused') return [];
    const head = edit.verdict === 'note' ? 'note' : `accepted, ${edit.accept}`;
    return [`${colours.yellow(head)}: ${edit.found}.\n  ${capitalized(edit.why)}.\n${stepsText(edit.steps)}`];
  });
}

/** The stacks that no deployment takes away, with the commands that do. */
export function leftText(left: readonly LeftStack[]): readonly string[] {
  if (left.length === 0) return [];
  const blocks = left.map(({ stack, keeps, users, commands }) =>
    [
      `  ${stack}`,
      ...(users.length > 0 ? [`    first no key, password or MFA device of ${users.join(', ')} may be left`] : []),
      ...commands.map((command) => `    ${command}`),
      ...(keeps.length > 0 ? [`    keeps ${keeps.join(', ')}`] : []),
    ].join('\n'),
  );
  return [
    `no longer in org.yaml, and cdk deploy leaves them there, with whom they let in; once this is deployed, in this order:\n${blocks.join('\n')}\n`,
  ];
}

function stepsText(steps: readonly Step[]): string {
  return steps.map((step, index) => `  ${index + 1}. ${stepText(step)}\n`).join('');
}

function stepText(step: Step): string {
  if ('edit' in step) return `in org.yaml: ${step.edit}`;
  return 'run' in step ? step.run.replaceAll('\n', '\n     ') : capitalized(step.doByHand);
}

function closing(edit: Edit): string {
  return edit.verdict === 'to be accepted' ? `  Then, or to accept it as it is: --accept ${edit.accept}` : '';
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
