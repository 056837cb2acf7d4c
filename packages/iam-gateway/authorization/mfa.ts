import type { RequestContext } from '../iam/request';
import type { KeyOwner } from '../requests/access-key';
import type { Call } from '../requests/call';
import { CodeRefused, Unmapped } from '../requests/refusals';
import type { StoredSnapshot } from '../store/stored-snapshot';
import type { CodeVerifier } from './totp';

const WITH_CODE: ReadonlySet<string> = new Set(['AssumeRole', 'GetSessionToken']);

/**
 * Whether a call of STS proves that its caller has an MFA device now.
 *
 * @throws CodeRefused where the code is not the device's, or the device not the caller's
 * @throws Unmapped where a session gives a code: whether AWS takes it from one, nobody has looked up
 */
export function givesCode(call: Call, owner: KeyOwner, { mfaDevices }: StoredSnapshot, codes: CodeVerifier): boolean {
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
  if (!codes.takes(device.seed, code)) throw refused('with invalid MFA one time pass code.');
  return true;
}

function refused(why: string, separator = ''): CodeRefused {
  return new CodeRefused('denied', `MultiFactorAuthentication failed${separator} ${why}`);
}

/**
 * What AWS says of a caller's MFA. Of long-lived keys it says nothing, unless a code comes with the call. A session of a role
 * was not made with MFA, even if the role was assumed with it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
export function mfaContext(owner: KeyOwner, hasGivenCode: boolean, now: Date): RequestContext {
  if (hasGivenCode) return present(0);
  if (owner.kind === 'user') return {};
  if (owner.kind === 'session' || owner.mfa === undefined) return { 'aws:MultiFactorAuthPresent': 'false' };
  return present(Math.max(0, Math.floor((now.getTime() - Date.parse(owner.mfa)) / 1000)));
}

function present(seconds: number): RequestContext {
  return { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': String(seconds) };
}

const WITH_CODES: ReadonlySet<string> = new Set(['EnableMFADevice', 'ResyncMFADevice']);

/**
 * Looks at the two codes with which somebody shows that a device is in their hands. IAM does so after it has found that they
 * may, and that the device is there is for the emulator to say.
 *
 * @throws CodeRefused where these are not codes of the device, one after the other
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html
 */
export function verifyDeviceCodes(call: Call, { mfaDevices }: StoredSnapshot, codes: CodeVerifier): void {
  if (call.protocol !== 'query' || call.service !== 'iam' || !WITH_CODES.has(call.operation)) return;
  const { parameters } = call;
  const device = mfaDevices.get(parameters.get('SerialNumber') ?? '');
  if (device === undefined) return;
  const [first, second] = ['AuthenticationCode1', 'AuthenticationCode2'].map((name) => parameters.get(name) ?? '');
  if (first === undefined || second === undefined || !codes.takesBoth(device.seed, first, second)) {
    throw new CodeRefused('wrong codes', 'Authentication code for device is not valid.');
  }
}

/**
 * When the credentials of a session were issued; of long-lived keys AWS says nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-tokenissuetime
 */
export function issueContext(owner: KeyOwner): RequestContext {
  return owner.kind === 'user' ? {} : { 'aws:TokenIssueTime': owner.issued };
}
