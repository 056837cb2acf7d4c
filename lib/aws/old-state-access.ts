import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { fromIni } from '@aws-sdk/credential-provider-ini';
import type { OldPlace } from '../domain/state/old-place';
import { type ClientSettings, clientSettings } from './client-settings';
import { AwsOldState, type OldState } from './old-state';

/**
 * The place that a state had before.
 *
 * @param profile - of somebody who works with it there. @default - the credentials that the SDK finds
 */
export function oldState(
  place: OldPlace,
  profile: string | undefined,
  settings: ClientSettings = clientSettings(place.region),
): OldState {
  const credentials = profile === undefined ? settings.credentials : fromIni({ profile });
  const given = credentials && { credentials };
  return new AwsOldState(place, new S3Client({ ...settings, ...given }), new DynamoDBClient({ ...settings, ...given }));
}
