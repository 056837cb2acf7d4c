import { closestName } from '../closest-name';
import { childrenOf, entriesOf, keyOf, keysIn, type Node, nodeAt, textsIn } from '../node';
import { type FileProblem, problemAt, quoted } from '../problem';
import { inUse } from '../retirement';
import type { Rule } from '../schema';

/** Every pipeline that is in use may change something. An environment without one is an environment of people alone. */
export const pipelineReach: Rule = (root) => {
  const accounts = [nodeAt(root, 'managementAccount'), ...entriesOf(nodeAt(root, 'platformAccounts'))];
  const elsewhere = accounts.flatMap((account) => textsIn(nodeAt(account, 'pipelines'))).map(({ value }) => value);
  const unreaching = inUse(nodeAt(root, 'pipelines')).flatMap((pipeline) => {
    const name = keyOf(pipeline);
    const environments = nodeAt(pipeline, 'environments');
    // What is no list is a problem of its own.
    const reaches = environments?.kind === 'list' ? childrenOf(environments).length > 0 : environments !== undefined;
    if (pipeline.kind !== 'map' || reaches || elsewhere.includes(name.value)) return [];
    return [
      problemAt(name, {
        found: `the pipeline ${quoted(name.value)}, which may change nothing`,
        expected: 'a pipeline that has environments, or that managementAccount or a platform account names',
        fix: 'list the environments that it may change; there is no default. Or name it in managementAccount.pipelines or in those of a platform account, or remove it',
      }),
    ];
  });
  return [...nobody(root), ...unreaching];
};

/** There are pipelines or people, or orgstrap would have nothing to do. */
function nobody(root: Node): readonly FileProblem[] {
  const keys = keysIn(root).map(({ value }) => value);
  // A misspelt key is a problem of its own.
  const isThere = (key: string) => keys.some((other) => other === key || closestName(other, [key]) === key);
  if (root.kind !== 'map' || isThere('pipelines') || isThere('people')) return [];
  return [
    problemAt(
      { path: ['pipelines'], position: root.position },
      {
        found: 'nothing',
        expected: 'a map with at least one pipeline, where there are no people',
        fix: 'add a pipeline, as in examples/two-accounts.yaml, or people, who then work without Terraform',
      },
    ),
  ];
}
