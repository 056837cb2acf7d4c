import { compareStatements } from './compare-statements';
import { type Change, unclear } from './finding';
import { statementsOf } from './statement';
import { isProperties, type Value } from './template';
import { canonical } from './text-of';

/** What changes between two policy documents; no document is one that says nothing. */
export function compareDocuments(noun: string, before: Value | undefined, after: Value | undefined): readonly Change[] {
  if (canonical(before) === canonical(after)) return [];
  const earlier = statementsOf(before);
  const later = statementsOf(after);
  if (earlier === undefined || later === undefined) return [unclear(noun)];
  return [
    ...compareStatements(earlier, later).map((change) => ({ ...change, what: `${noun}: ${change.what}` })),
    ...compareVersions(noun, before, after),
  ];
}

/** Another version of the policy language reads the same text differently. */
function compareVersions(noun: string, before: Value | undefined, after: Value | undefined): readonly Change[] {
  if (!isProperties(before) || !isProperties(after)) return [];
  return canonical(before.Version) === canonical(after.Version) ? [] : [unclear(`${noun}: its Version`)];
}
