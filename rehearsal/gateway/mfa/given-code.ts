import { Unmapped } from '../operations/unmapped';
import type { Call } from '../request/call';
import type { KeyOwner } from '../signature/access-key';
import type { LiveWorld } from '../world/live-world';
import type { CodeDesk } from './code-desk';
import { CodeRefused } from './code-refused';

const WITH_CODE: ReadonlySet<string> = new Set(['AssumeRole', 'GetSessionToken']);

/**
 * Whether a call of STS proves that its caller has an MFA device now.
 *
 * @throws CodeRefused where the code is not the device's, or the device not the caller's
 * @throws Unmapped where a session gives a code: whether AWS takes it from one, nobody has looked up
 */
export function givesCode(call: Call, owner: KeyOwner, { mfaDevices }: LiveWorld, desk: CodeDesk): boolean {
  if (call.protocol !== 'query' || call.service !== 'sts' || !WITH_CODE.has(call.operation)) return false;
  const serial = call.parameters.get('SerialNumber');
  const code = call.parameters.get('TokenCode');
  if (call.operation === 'GetSessionToken' && owner.kind !== 'user') {
    throw new CodeRefused('denied', 'Cannot call GetSessionToken with session credentials');
  }
  if (serial === undefined && code === undefined) return false;
  if (owner.kind !== 'user') throw new Unmapped(`sts:${call.operation} with a code, asked for by a session`);
  if (serial === undefined || code === undefined) {
    throw refused('must provide both MFA serial number and one time pass code.', ',');
  }
  const device = mfaDevices.get(serial);
  if (device?.user !== owner.arn) {
    const advice = 'Please verify your MFA serial number is valid and associated with this user.';
    throw refused(`unable to validate MFA code.  ${advice}`, ',');
  }
  if (!desk.takes(device.seed, code)) throw refused('with invalid MFA one time pass code.');
  return true;
}

function refused(why: string, separator = ''): CodeRefused {
  return new CodeRefused('denied', `MultiFactorAuthentication failed${separator} ${why}`);
}
