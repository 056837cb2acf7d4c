import type { Call, JsonCall } from '../requests/call';
import { LookupRefused } from '../trail/lookup';
import { lookupAnswer, lookupIn } from '../trail/lookup-call';
import type { ObservedError } from '../trail/observed-call';
import type { TrailHistory } from '../trail/trail-history';
import type { Answer } from './answers';

/** Whether a call asks the event history of CloudTrail, of which the emulator knows nothing. */
export function asksEventHistory(call: Call): call is JsonCall {
  return call.protocol === 'json' && call.service === 'cloudtrail' && call.operation === 'LookupEvents';
}

/** The answer of the event history of an account and Region. */
export function historyAnswer(
  trail: TrailHistory,
  { input }: JsonCall,
  account: string,
  region: string,
): { readonly answer: Answer; readonly error?: ObservedError } {
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  try {
    const found = trail.lookUp(lookupIn(input, account, region));
    return { answer: { status: 200, headers, body: JSON.stringify(lookupAnswer(found)) } };
  } catch (error) {
    if (!(error instanceof LookupRefused)) throw error;
    const { code, message } = error;
    const answer = {
      status: 400,
      headers: { ...headers, 'x-amzn-errortype': code },
      body: JSON.stringify({ __type: code, message }),
    };
    return { answer, error: { code, message, isRefusal: false } };
  }
}
