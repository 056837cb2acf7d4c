import { entriesOf, keysIn, nodeAt, wholeTextsIn } from '../node';
import { problemAt, quoted } from '../problem';
import type { Rule } from '../schema';

/** Every environment has a pipeline. */
export const pipelineReach: Rule = (root) => {
  const lists = entriesOf(nodeAt(root, 'pipelines')).map((pipeline) => wholeTextsIn(nodeAt(pipeline, 'environments')));
  // One that cannot be read may be the one that reaches the environment.
  if (lists.length === 0 || lists.some((list) => list.length === 0)) return [];
  const reached = new Set(lists.flat().map(({ value }) => value));
  const unreached = keysIn(nodeAt(root, 'environments')).filter(({ value }) => !reached.has(value));
  return unreached.map((name) =>
    problemAt(name, {
      found: `the environment ${quoted(name.value)}, which no pipeline may change`,
      expected: 'a pipeline for every environment; a trust policy that names nobody is no policy',
      fix: 'add it to the environments of a pipeline, or remove it',
    }),
  );
};
