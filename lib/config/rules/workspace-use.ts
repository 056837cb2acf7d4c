import type { Draft, Mention } from '../draft';
import type { Finding } from '../finding';
import { pathText } from '../path-text';
import { quoted } from '../quoted';
import { verdictAt } from './verdict-at';

/** A workspace name stands for one account, over all environments: it is where that account's state is. */
export function workspaceUseFindings(draft: Draft): Finding[] {
  const twin = draft.managementTwin?.workspace;
  const products = (draft.environments ?? []).flatMap(({ accounts }) => accounts.map(({ workspace }) => workspace));
  const firstUses = new Map<string, Mention<string>>();
  return [...products, ...(twin === undefined ? [] : [twin])].flatMap((workspace) => {
    const first = firstUses.get(workspace.value);
    if (first !== undefined) return [usedTwice(workspace, first)];
    firstUses.set(workspace.value, workspace);
    return [];
  });
}

function usedTwice(workspace: Mention<string>, first: Mention<string>): Finding {
  return verdictAt(workspace, {
    found: `the workspace ${quoted(workspace.value)}, which is already ${pathText(first.path)} on line ${first.position.line}`,
    expected: 'every workspace name once in the file; two accounts would share one state',
    fix: 'rename one of the two',
  });
}
