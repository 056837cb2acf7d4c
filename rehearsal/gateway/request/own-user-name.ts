import type { KeyOwner } from '../signature/access-key';
import type { Call } from './call';
import { Malformed } from './malformed';

/** Operations of IAM that are about the caller where they name no user. */
const OWN: ReadonlySet<string> = new Set([
  'CreateAccessKey',
  'CreateLoginProfile',
  'DeactivateMFADevice',
  'DeleteAccessKey',
  'DeleteLoginProfile',
  'GetLoginProfile',
  'GetUser',
  'ListAccessKeys',
  'ListMFADevices',
  'UpdateAccessKey',
]);

/**
 * The call with the name of the user whom it is about: the emulator would find out by itself in another way, and take the
 * owner of the key that is to be deleted for the caller.
 *
 * @throws Malformed where a role asks, which is nobody in particular
 */
export function withOwnUserName(call: Call, owner: KeyOwner): Call {
  if (call.protocol !== 'query' || call.service !== 'iam' || !OWN.has(call.operation)) return call;
  if (call.parameters.has('UserName')) return call;
  if (owner.kind === 'session') throw new Malformed('Must specify userName when calling with non-User credentials');
  const parameters = new Map([...call.parameters, ['UserName', owner.arn.split('/').at(-1) ?? '']]);
  return { ...call, parameters };
}
