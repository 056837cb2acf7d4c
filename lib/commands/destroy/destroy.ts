import type { DestroyAccess } from '../../aws/destroy-access';
import { stackName } from '../../domain/names';
import type { OrgConfig } from '../../domain/org-config';
import { deployedRegions } from '../../domain/watched-accounts';
import type { Deletion } from '../deploy/delete-stack';
import type { DeployedStacks } from '../deploy/deployment';
import { stacksOfOrgstrap } from '../deploy/running-operations';
import type { KeptThing } from './kept';

/** What came of a destruction. */
export interface Destruction {
  /** Of what let somebody in; undefined where nothing did any more. */
  readonly retired?: DeployedStacks;
  readonly deletions: readonly Deletion[];
  /** Stacks and StackSets of orgstrap that are still there. */
  readonly left: readonly string[];
  readonly kept: readonly KeptThing[];
  /** How many states were exported. @default - none was to be */
  readonly exported?: number;
}

/** The names of what should be gone, and is not. */
export async function whatIsLeft(
  config: OrgConfig,
  access: Pick<DestroyAccess, 'account' | 'states'>,
): Promise<readonly string[]> {
  const [stacks, sets] = await Promise.all([
    stacksOfOrgstrap(access, deployedRegions(config)),
    access.account.stackSets.names(),
  ]);
  return [
    ...stacks.map(({ name, region, status }) => `stack ${name} (${region}, ${status})`),
    ...sets.filter((name) => name.startsWith(stackName(''))).map((name) => `StackSet ${name}`),
  ];
}
