import type { OrgConfig } from './org-config';
import { allWorkspaces } from './workspaces';

/**
 * Under which name in the metadata of a template the workspaces are recorded: nothing else in AWS says which account a workspace is of
 * but the states, which nobody but CI reads.
 */
export const WORKSPACE_RECORD = 'orgstrap:workspaces';

/**
 * Every workspace of `org.yaml` with its account, as `WORKSPACE ACCOUNT`: text that YAML and JSON cannot take for anything else. Those of an
 * environment are one text, because a template has no room for a line for each of a thousand.
 */
export function workspaceRecord(config: OrgConfig): readonly string[] {
  const texts = new Map<string, string>();
  for (const { environment, name, account } of allWorkspaces(config)) {
    const earlier = texts.get(environment);
    texts.set(environment, `${earlier === undefined ? '' : `${earlier} `}${name} ${account}`);
  }
  return [...texts.values()];
}

/** The account of each workspace in a record; one of an earlier version has a text for each workspace. */
export function accountsIn(record: readonly string[]): ReadonlyMap<string, string> {
  const words = record.flatMap((text) => text.split(' '));
  return new Map(
    words.flatMap((workspace, index) => {
      const account = words[index + 1];
      return index % 2 === 1 || account === undefined ? [] : [[workspace, account]];
    }),
  );
}

/** Under which name in the metadata of the template of a pipeline its states are recorded, where it has several. */
export const STATE_RECORD = 'orgstrap:states';
