import type { AccountTrails, FoundTrail } from '../../aws/account-trails';
import type { ExpectedTrail } from '../../domain/expected-account';
import {
  type CheckSubject,
  checksOfAnswer,
  doesNotHold,
  holds,
  type LiveCheck,
  notSeen,
  refusalOf,
} from '../../estate/live-check';
import { mendedTrail, newTrail } from './mended-trail';
import { whatIsNotRecorded } from './recorded-events';
import type { TrailFault } from './trail-fault';

const RECORDS: CheckSubject = {
  name: 'trail: records management events of every Region',
  why: 'EventBridge gets of an account what a trail records while it logs: without one, no alarm hears of anything there',
};

const SEE = 'deploy the auditor role of this version: npx cdk deploy --all';

/** What came of looking at one trail. */
type Looked =
  | { readonly trail: FoundTrail; readonly faults: readonly TrailFault[]; readonly isSeen: boolean }
  | { readonly trail: FoundTrail; readonly refusal: string };

/**
 * Whether a trail records what happens in an account: that of orgstrap, where it makes them, and otherwise any that reaches
 * the account.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export function trailChecks(expected: ExpectedTrail, trails: AccountTrails): Promise<readonly LiveCheck[]> {
  return checksOfAnswer(
    [RECORDS],
    SEE,
    async () => {
      const all = await trails.all();
      const candidates = expected.source === 'own' ? all.filter(({ arn }) => arn === expected.arn) : all;
      return Promise.all(candidates.map((trail) => lookAt(trail, expected, trails)));
    },
    (looked) => [judged(expected, looked)],
  );
}

async function lookAt(trail: FoundTrail, expected: ExpectedTrail, trails: AccountTrails): Promise<Looked> {
  try {
    const [isLogging, selectors] = await Promise.all([trails.isLogging(trail), trails.selectors(trail)]);
    const unrecorded = selectors && whatIsNotRecorded(selectors);
    const faults: readonly TrailFault[] = [
      ...(isLogging ? [] : [{ setting: 'logging', found: 'does not log' } as const]),
      ...regionFaults(trail),
      ...(unrecorded === undefined ? [] : [{ setting: 'selectors', found: unrecorded } as const]),
      ...bucketFaults(trail, expected),
    ];
    // Where nobody chose what it records, there is nothing to see.
    return { trail, faults, isSeen: selectors !== undefined || !trail.isSelective };
  } catch (error) {
    return { trail, refusal: refusalOf(error) };
  }
}

function regionFaults({ homeRegion, isOfEveryRegion, hasGlobalServices }: FoundTrail): readonly TrailFault[] {
  return [
    ...(isOfEveryRegion ? [] : [{ setting: 'regions', found: `is of ${homeRegion} alone` } as const]),
    ...(hasGlobalServices ? [] : [{ setting: 'regions', found: 'leaves out the events of global services' } as const]),
  ];
}

function bucketFaults({ bucket }: FoundTrail, expected: ExpectedTrail): readonly TrailFault[] {
  if (expected.source === 'organization' || bucket === expected.bucket) return [];
  return [{ setting: 'bucket', found: `delivers into ${bucket} in place of ${expected.bucket}` }];
}

/** One trail that does is enough. */
function judged(expected: ExpectedTrail, looked: readonly Looked[]): LiveCheck {
  const seen = looked.filter((each) => 'faults' in each);
  const good = seen.filter(({ faults }) => faults.length === 0);
  const [best] = [...good.filter(({ isSeen }) => isSeen), ...good];
  if (best !== undefined) {
    const limit = best.isSeen
      ? 'records them'
      : 'logs in every Region; which events it selects is not told to this account';
    return holds(RECORDS, `${best.trail.arn} ${limit}`);
  }
  const [refused] = looked.flatMap((each) => ('refusal' in each ? [`${each.trail.arn}: ${each.refusal}`] : []));
  if (refused !== undefined) return notSeen(RECORDS, refused, SEE);
  if (seen.length === 0) return doesNotHold(RECORDS, missing(expected), newTrail(expected));
  return doesNotHold(
    RECORDS,
    seen.map(({ trail, faults }) => `${trail.arn} ${faults.map(({ found }) => found).join(', ')}`).join('; '),
    mendedTrail(expected, seen),
  );
}

function missing(expected: ExpectedTrail): string {
  return expected.source === 'own' ? `there is no trail ${expected.arn}` : 'no trail reaches this account';
}
