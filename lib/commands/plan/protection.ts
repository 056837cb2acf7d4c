import type { OrgConfig } from '../../domain/org-config';

/** What a deployment does to the termination protection of stacks; names of stacks, in the order in which they are deployed. */
export interface Protection {
  /** Deployed, and not in `protectStacks`; none where that is an empty list. */
  readonly unprotected: readonly string[];
  /** Protected until this deployment. */
  readonly loses: readonly string[];
  /** In `protectStacks`, and not deployed: if its creation fails, it cannot be created again. */
  readonly tooEarly: readonly string[];
}

/**
 * @param stacks - the names of the stacks that are deployed now
 * @param deployed - whether each stack that there is is protected, by name
 */
export function protectionOf(
  { protectStacks }: Pick<OrgConfig, 'protectStacks'>,
  stacks: readonly string[],
  deployed: ReadonlyMap<string, boolean>,
): Protection {
  const named = new Set(protectStacks);
  const others = stacks.filter((name) => deployed.has(name) && !named.has(name));
  return {
    unprotected: protectStacks?.length === 0 ? [] : others,
    loses: others.filter((name) => deployed.get(name)),
    tooEarly: stacks.filter((name) => !deployed.has(name) && named.has(name)),
  };
}
