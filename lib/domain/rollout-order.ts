import type { Environment } from './org-config';

/**
 * For some environments, by their names in rollout order, which of them come directly before each. What lies between two of them is
 * looked through, so that one still waits for another where the environment between them is not among them.
 *
 * @param environments - all of them, each below those that it is after
 */
export function nearestBefore(
  environments: readonly Pick<Environment, 'name' | 'after'>[],
  some: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const before = new Map<string, readonly string[]>();
  for (const { name, after } of environments) {
    const nearest = after.flatMap((earlier) => (some.has(earlier) ? [earlier] : (before.get(earlier) ?? [])));
    before.set(name, [...new Set(nearest)]);
  }
  return new Map([...before].filter(([name]) => some.has(name)));
}
