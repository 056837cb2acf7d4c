import { globalRegionsOf, type HomeRegion, partitionOf } from '../../domain/region';
import type { Draft, DraftAudit } from '../draft';
import type { Finding, Verdict } from '../finding';
import { repetitionFindings } from './repetition';
import { verdictAt } from './verdict-at';

/** What is said of a trail is said of one that orgstrap makes. */
const OF_AN_OWN_TRAIL = ['retentionDays', 'objectLock'];

/** Everything that the file says about the audit is acted on. */
export function auditFindings({ audit, homeRegion }: Draft): Finding[] {
  if (audit === undefined) return [];
  return [...trailFindings(audit), ...regionFindings(audit, homeRegion?.value)];
}

function trailFindings({ trail, keys }: DraftAudit): Finding[] {
  if (trail?.value !== 'organization') return [];
  return keys
    .filter(({ value }) => OF_AN_OWN_TRAIL.includes(value))
    .map((key) =>
      verdictAt(key, {
        found: `${key.value}, with the trail of the organization`,
        expected: 'only what orgstrap decides; whoever made that trail decides how long it is kept',
        fix: `remove ${key.value}, or write trail: own`,
      }),
    );
}

function regionFindings({ regions }: DraftAudit, home: HomeRegion | undefined): Finding[] {
  return [
    ...repetitionFindings(regions),
    ...regions.flatMap((region) => {
      const verdict = home && verdictOn(region.value, home);
      return verdict === undefined ? [] : [verdictAt(region, verdict)];
    }),
  ];
}

function verdictOn(region: HomeRegion, home: HomeRegion): Verdict | undefined {
  const partition = partitionOf(home);
  if (partitionOf(region) !== partition) {
    return {
      found: `a Region of the partition ${partitionOf(region)}`,
      expected: `one of ${partition}, the partition of ${home}`,
      fix: `remove ${region}`,
    };
  }
  if (region !== home && !globalRegionsOf(partition).includes(region)) return undefined;
  return {
    found: `${region}, ${region === home ? 'the home Region' : 'in which global services record what happens'}`,
    expected: 'only further Regions; this one is watched already',
    fix: `remove ${region}`,
  };
}
