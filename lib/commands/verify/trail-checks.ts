import type {
  AccountTrails,
  BasicSelector,
  FoundTrail,
  SelectorCondition,
  TrailSelectors,
  TrailStatus,
} from '../../aws/account-trails';
import type { ExpectedTrail } from '../../domain/expected-account';
import { Failure } from '../../domain/failure';
import { TRAIL } from '../../domain/names';
import {
  type CheckSubject,
  checksOfAnswer,
  doesNotHold,
  failureIn,
  holds,
  type LiveCheck,
  notSeenFor,
} from '../../estate/live-check';
import { SEE } from './judged';
import { mendedBy } from './mended-by';

const RECORDS: CheckSubject = {
  kind: 'trail',
  name: 'trail: records management events of every Region',
  why: 'EventBridge gets of an account what a trail records while it logs: without one, no alarm hears of anything there',
};

/** What came of looking at one trail. */
type Looked =
  | { readonly trail: FoundTrail; readonly faults: readonly TrailFault[]; readonly isSeen: boolean }
  | { readonly trail: FoundTrail; readonly failure: Failure };

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
    const [status, selectors] = await Promise.all([trails.status(trail), trails.selectors(trail)]);
    const unrecorded = selectors && whatIsNotRecorded(selectors);
    const faults: readonly TrailFault[] = [
      ...(status.isLogging ? [] : [{ setting: 'logging', found: 'does not log' } as const]),
      ...regionFaults(trail),
      ...(unrecorded === undefined ? [] : [{ setting: 'selectors', found: unrecorded } as const]),
      ...bucketFaults(trail, expected),
      ...digestFaults(trail, status, expected),
    ];
    // Where nobody chose what it records, there is nothing to see.
    return { trail, faults, isSeen: selectors !== undefined || !trail.isSelective };
  } catch (error) {
    return { trail, failure: failureIn(error) };
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

/**
 * CloudTrail delivers a digest file for each hour, also for one in which nothing happened; the first comes after an hour.
 * How the files of somebody else's trail are signed is theirs to decide.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
function digestFaults(
  { isValidated }: FoundTrail,
  { isLogging, hoursOfLogging = HOURS_FOR_A_DIGEST, hoursSinceDigest, digestError }: TrailStatus,
  { source }: ExpectedTrail,
): readonly TrailFault[] {
  if (source === 'organization') return [];
  if (!isValidated) return [{ setting: 'validation', found: 'does not sign its files' }];
  const age = Math.min(hoursOfLogging, hoursSinceDigest ?? hoursOfLogging);
  if (!isLogging || age < HOURS_FOR_A_DIGEST) return [];
  const last = hoursSinceDigest === undefined ? 'at all' : `for ${Math.floor(hoursSinceDigest)} hours`;
  const reason = digestError === undefined ? '' : ` (${digestError})`;
  return [{ setting: 'digests', found: `has delivered no digest file ${last}${reason}` }];
}

/** In how many hours there should have been one, with two hours for what is late. */
const HOURS_FOR_A_DIGEST = 3;

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
  const [refused] = looked.flatMap((each) => ('failure' in each ? [each] : []));
  if (refused !== undefined) return notSeenFor(RECORDS, about(refused.trail, refused.failure), SEE);
  if (seen.length === 0) return doesNotHold(RECORDS, missing(expected), newTrail(expected));
  return doesNotHold(
    RECORDS,
    seen.map(({ trail, faults }) => `${trail.arn} ${faults.map(({ found }) => found).join(', ')}`).join('; '),
    mendedTrail(expected, seen),
  );
}

function about({ arn }: FoundTrail, { code, message, exitStatus }: Failure): Failure {
  return new Failure(code, `${arn}: ${message}`, exitStatus);
}

function missing(expected: ExpectedTrail): string {
  return expected.source === 'own' ? `there is no trail ${expected.arn}` : 'no trail reaches this account';
}

/** What makes a trail where there is none. Without selectors it records all management events. */
function newTrail(expected: ExpectedTrail): string {
  if (expected.source === 'organization') {
    return byOthers([
      'aws cloudtrail update-trail --name TRAIL --is-organization-trail --is-multi-region-trail --include-global-service-events',
    ]);
  }
  const { arn, bucket, key } = expected;
  const region = regionOf(arn);
  return mendedBy('the trail', [
    `aws cloudtrail create-trail --name ${TRAIL} --s3-bucket-name ${bucket} --kms-key-id ${key} --is-multi-region-trail --include-global-service-events --enable-log-file-validation --region ${region}`,
    `aws cloudtrail start-logging --name ${TRAIL} --region ${region}`,
  ]);
}

/** What mends one of the trails that do not do: that of the organization, where it is one of them. */
function mendedTrail(
  expected: ExpectedTrail,
  found: readonly { readonly trail: FoundTrail; readonly faults: readonly TrailFault[] }[],
): string {
  const [wanted] = [...found.filter(({ trail }) => trail.isOfOrganization), ...found];
  if (wanted === undefined) return newTrail(expected);
  const commands = [...new Set(wanted.faults.map((fault) => commandOf(fault, wanted.trail, expected)))];
  return expected.source === 'own' ? mendedBy('the trail', commands) : byOthers(commands);
}

function commandOf({ setting }: TrailFault, { arn, homeRegion }: FoundTrail, expected: ExpectedTrail): string {
  switch (setting) {
    case 'logging':
      return `aws cloudtrail start-logging --name ${arn} --region ${homeRegion}`;
    case 'regions':
    case 'bucket': {
      const bucket = expected.source === 'own' ? ` --s3-bucket-name ${expected.bucket}` : '';
      return `aws cloudtrail update-trail --name ${arn}${bucket} --is-multi-region-trail --include-global-service-events --region ${homeRegion}`;
    }
    case 'validation':
      return `aws cloudtrail update-trail --name ${arn} --enable-log-file-validation --region ${homeRegion}`;
    case 'digests':
      return `see why with aws cloudtrail get-trail-status --name ${arn} --region ${homeRegion}, and what is left of its files with aws cloudtrail validate-logs --trail-arn ${arn} --start-time and the time of the last digest file`;
    case 'selectors':
      return `aws cloudtrail put-event-selectors --trail-name ${arn} --region ${homeRegion} --advanced-event-selectors with what it should record beside management events, and ${MANAGEMENT_EVENTS}`;
  }
}

/** A selector is all that it takes; an event is recorded where one of them lets it in. */
const MANAGEMENT_EVENTS = '{"FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]}]}';

function byOthers(commands: readonly string[]): string {
  return `whoever runs the trail of the organization: ${commands.join(' && ')}; or write trail: own below audit in org.yaml, and npx cdk deploy --all`;
}

function regionOf(arn: string): string {
  return arn.split(':')[3] ?? '';
}

/** Why a trail does not do, as what it does, and which setting of it that is. */
interface TrailFault {
  readonly setting: 'logging' | 'regions' | 'selectors' | 'bucket' | 'validation' | 'digests';
  readonly found: string;
}

/**
 * What keeps a trail from recording all management events: undefined where nothing does.
 *
 * Several selectors that only together select everything are not taken for that.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
 */
function whatIsNotRecorded({ basic, advanced }: TrailSelectors): string | undefined {
  if (basic.length === 0 && advanced.length === 0) return undefined;
  const limits = [
    ...basic.filter(({ hasManagementEvents }) => hasManagementEvents).map(limitsOfBasic),
    ...advanced.filter((conditions) => conditions.some(isOfManagementEvents)).map(limitsOfAdvanced),
  ];
  const [first] = limits;
  if (first === undefined) return 'records no management events';
  if (limits.some((each) => each.length === 0)) return undefined;
  return `records management events only where ${first.join(' and ')}`;
}

function limitsOfBasic({ readWriteType, leftOut }: BasicSelector): readonly string[] {
  return [
    ...(readWriteType === 'All' ? [] : [`ReadWriteType is ${readWriteType}`]),
    ...(leftOut.length === 0 ? [] : [`the service is none of ${leftOut.join(', ')}`]),
  ];
}

function limitsOfAdvanced(conditions: readonly SelectorCondition[]): readonly string[] {
  return conditions
    .filter((condition) => !isOfManagementEvents(condition))
    .map(({ field, operator, values }) => `${field} ${operator} ${values.join(', ')}`);
}

function isOfManagementEvents({ field, operator, values }: SelectorCondition): boolean {
  return field === 'eventCategory' && operator === 'Equals' && values.includes('Management');
}
