import { DeactivateMFADeviceCommand, DeleteVirtualMFADeviceCommand } from '@aws-sdk/client-iam';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import { clientsFor } from '../emulated/clients';
import { enableDevice } from './first-sign-in';
import type { OpenSessions } from './revocation';
import { signIn } from './sign-in';

/**
 * Somebody has stolen a session with MFA and the password of a person: nothing keeps them from a device of their own, so that an alarm must tell.
 *
 * @returns the sessions, with the device that is enabled now
 */
export async function stealDevice(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  sessions: OpenSessions,
): Promise<OpenSessions> {
  const { member, signedIn } = sessions;
  const { name, password, device } = member;
  const outcome = { sessions };
  const claim = `an alarm tells of a thief with a session and the password of ${name}, who exchanges the MFA device`;
  // Without the audit nobody would be told, which `additions.ts` has said.
  const alarms = config.audit === undefined ? [] : ['own-device-is-deactivated'];
  await rehearsal.ledger.prove(claim, () =>
    rehearsal.alarmMonitor.during({ claim, alarms }, async () => {
      await signedIn.iam.send(new DeactivateMFADeviceCommand({ UserName: name, SerialNumber: device }));
      await signedIn.iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber: device }));
      const { credentials } = await signIn(rehearsal, { account: config.accounts.ops, user: name, password });
      const clients = clientsFor(rehearsal.gateway, credentials, config.homeRegion);
      const stolen = await enableDevice(rehearsal, clients, name);
      outcome.sessions = { ...sessions, member: { ...member, ...stolen } };
      return `${stolen.device}, on another phone; ${alarms.join(' and ') || 'nobody'} must tell of it`;
    }),
  );
  return outcome.sessions;
}
