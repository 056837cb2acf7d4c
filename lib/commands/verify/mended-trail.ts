import type { FoundTrail } from '../../aws/account-trails';
import type { ExpectedTrail } from '../../domain/expected-account';
import { TRAIL } from '../../domain/names';
import { mendedBy } from './mended-by';
import type { TrailFault } from './trail-fault';

/** What makes a trail where there is none. Without selectors it records all management events. */
export function newTrail(expected: ExpectedTrail): string {
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
export function mendedTrail(
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
