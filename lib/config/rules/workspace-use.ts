import { keysIn, nodeAt, type Text, textOf } from '../node';
import { type FileProblem, pathText, problemAt, quoted } from '../problem';
import { inUse } from '../retirement';
import type { Rule } from '../schema';

/** A workspace name stands for one account, over all environments: it is where that account's state is. */
export const workspaceUse: Rule = (root) => {
  const ofEnvironments = inUse(nodeAt(root, 'environments')).flatMap((environment) =>
    keysIn(nodeAt(environment, 'accounts')),
  );
  const ofManagement = textOf(nodeAt(root, 'managementAccount', 'workspace'));
  const ofPlatforms = keysIn(nodeAt(root, 'platformAccounts'));
  const firstUses = new Map<string, Text>();
  return [...ofEnvironments, ...ofPlatforms, ...(ofManagement === undefined ? [] : [ofManagement])].flatMap(
    (workspace) => {
      const first = firstUses.get(workspace.value);
      if (first !== undefined) return [usedTwice(workspace, first)];
      firstUses.set(workspace.value, workspace);
      return [];
    },
  );
};

function usedTwice(workspace: Text, first: Text): FileProblem {
  return problemAt(workspace, {
    found: `the workspace ${quoted(workspace.value)}, which is already ${pathText(first.path)} on line ${first.position.line}`,
    expected: 'every workspace name once in the file; two accounts would share one state',
    fix: 'rename one of the two',
  });
}
