import type { STSClientConfig } from '@aws-sdk/client-sts';
import { BOUNDS, type Bounds, GuardedHandler } from './guarded-handler';

/** How often the SDK tries a call of a command; it waits longer before each further attempt. */
const ATTEMPTS = 6;

/** What every client of the SDK is made with; the credentials are those that the SDK finds, unless others are beside it. */
export interface ClientSettings extends Pick<STSClientConfig, 'credentials' | 'retryStrategy'> {
  readonly region: string;
  readonly maxAttempts: number;
  readonly requestHandler: GuardedHandler;
}

/** Settings that share one handler: make them once for a command. A call that nobody answers ends after a minute, every other one within three. */
export function clientSettings(region: string, bounds: Bounds = BOUNDS): ClientSettings {
  return { region, maxAttempts: ATTEMPTS, requestHandler: new GuardedHandler(bounds) };
}
