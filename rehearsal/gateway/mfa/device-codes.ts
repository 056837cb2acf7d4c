import type { Call } from '../request/call';
import type { LiveWorld } from '../world/live-world';
import type { CodeDesk } from './code-desk';
import { CodeRefused } from './code-refused';

const WITH_CODES: ReadonlySet<string> = new Set(['EnableMFADevice', 'ResyncMFADevice']);

/**
 * Looks at the two codes with which somebody shows that a device is in their hands. IAM does so after it has found that they
 * may, and that the device is there is for the emulator to say.
 *
 * @throws CodeRefused where these are not codes of the device, one after the other
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html
 */
export function verifyDeviceCodes(call: Call, { mfaDevices }: LiveWorld, desk: CodeDesk): void {
  if (call.protocol !== 'query' || call.service !== 'iam' || !WITH_CODES.has(call.operation)) return;
  const { parameters } = call;
  const device = mfaDevices.get(parameters.get('SerialNumber') ?? '');
  if (device === undefined) return;
  const [first, second] = ['AuthenticationCode1', 'AuthenticationCode2'].map((name) => parameters.get(name) ?? '');
  if (first === undefined || second === undefined || !desk.takesBoth(device.seed, first, second)) {
    throw new CodeRefused('wrong codes', 'Authentication code for device is not valid.');
  }
}
