import { entriesOf, keyOf, nodeAt, wholeTextsIn } from '../node';
import { problemAt, quoted } from '../problem';
import { inUse } from '../retirement';
import type { Rule } from '../schema';

/** Every environment that is in use has a pipeline that is. */
export const pipelineReach: Rule = (root) => {
  const pipelines = nodeAt(root, 'pipelines');
  const lists = inUse(pipelines).map((pipeline) => wholeTextsIn(nodeAt(pipeline, 'environments')));
  // One that cannot be read may be the one that reaches the environment.
  if (entriesOf(pipelines).length === 0 || lists.some((list) => list.length === 0)) return [];
  const reached = new Set(lists.flat().map(({ value }) => value));
  const environments = inUse(nodeAt(root, 'environments')).map(keyOf);
  const unreached = environments.filter(({ value }) => !reached.has(value));
  return unreached.map((name) =>
    problemAt(name, {
      found: `the environment ${quoted(name.value)}, which no pipeline may change`,
      expected: 'a pipeline for every environment; a trust policy that names nobody is no policy',
      fix: 'add it to the environments of a pipeline, or remove it; or where it was deployed, write retired: true under it',
    }),
  );
};
