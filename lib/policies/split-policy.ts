import type { ReviewedPolicy } from './load-policy';
import { MANAGED_POLICY_LIMIT } from './pack-policies';

/** Renders one document as often as it takes for each to hold as many of the elements as a managed policy has room for. */
export function splitOverPolicies(
  elements: readonly string[],
  render: (some: readonly string[]) => ReviewedPolicy,
): readonly ReviewedPolicy[] {
  const empty = JSON.stringify(render([]).document).length;
  const parts: string[][] = [];
  let room = 0;
  for (const element of elements) {
    // An element costs its quotes and a comma, too.
    const cost = element.length + 3;
    const part = parts.at(-1);
    if (part === undefined || cost > room) {
      parts.push([element]);
      room = MANAGED_POLICY_LIMIT - empty - cost;
    } else {
      part.push(element);
      room -= cost;
    }
  }
  return parts.map(render);
}
