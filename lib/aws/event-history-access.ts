import { setTimeout } from 'node:timers/promises';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { STSClient } from '@aws-sdk/client-sts';
import type { AccountId } from '../domain/ids';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { HomeRegion } from '../domain/region';
import { watchedRegions } from '../domain/watched-accounts';
import { assumedRole } from './assumed-role';
import { type ClientSettings, clientSettings } from './client-settings';
import { type Clock, throttledBy } from './throttle';
import type { TrailEvents } from './trail-events';
import { CloudTrailTrailEvents } from './trail-events';

/** Between two lookups, in milliseconds: two a second are allowed, and somebody else may look, too. */
const PACE = 550;

const CLOCK: Clock = {
  now: () => Date.now(),
  wait: async (milliseconds) => {
    await setTimeout(milliseconds);
  },
};

/** The event history of every account that somebody may enter as its auditor role. */
export interface EventHistoryAccess {
  /** That of each Region that is watched, the home Region first. */
  enter(account: AccountId): Promise<readonly RegionalEventHistory[]>;
}

export interface RegionalEventHistory {
  readonly region: HomeRegion;
  readonly events: TrailEvents;
}

/** AWS with the credentials that the SDK finds, which should be an operator's. */
export function eventHistoryAccess(
  config: OrgConfig,
  settings: ClientSettings = clientSettings(config.homeRegion),
  clock: Clock = CLOCK,
): EventHistoryAccess {
  const names = namesOf(config);
  const sts = new STSClient(settings);
  return {
    enter: async (account) => {
      const credentials = await assumedRole(sts, names.auditorRoleArn(account));
      return watchedRegions(config).map((region) => ({
        region,
        events: new CloudTrailTrailEvents(
          new CloudTrailClient({ ...settings, region, credentials }),
          throttledBy(PACE, clock),
        ),
      }));
    },
  };
}
