import type { Draft } from '../draft';
import type { Finding } from '../finding';
import { verdictAt } from './verdict-at';

/** What is said of a trail is said of one that orgstrap makes. */
const OF_AN_OWN_TRAIL = ['retentionDays', 'objectLock'];

/** Everything that the file says about a trail is acted on. */
export function auditFindings({ audit }: Draft): Finding[] {
  if (audit?.trail?.value !== 'organization') return [];
  return audit.keys
    .filter(({ value }) => OF_AN_OWN_TRAIL.includes(value))
    .map((key) =>
      verdictAt(key, {
        found: `${key.value}, with the trail of the organization`,
        expected: 'only what orgstrap decides; whoever made that trail decides how long it is kept',
        fix: `remove ${key.value}, or write trail: own`,
      }),
    );
}
