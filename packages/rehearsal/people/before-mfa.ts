import {
  CreateAccessKeyCommand,
  CreateVirtualMFADeviceCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { namesOf } from '../../../lib/domain/names-of';
import { accessRoleArn, type ReachableRole } from '../../../lib/domain/reachable-role';
import { refused } from '../context/refused';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import type { NewPerson } from './first-sign-in';

/** Who has no MFA can do nothing but set it up. */
export async function refuseBeforeMfa(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  { name, clients: { iam, sts } }: NewPerson,
  own: ReachableRole,
): Promise<void> {
  const role = { RoleArn: accessRoleArn(config, own), RoleSessionName: name };
  const attempts: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['look around in the Ops account', () => iam.send(new ListUsersCommand({}))],
    [`become ${own.role} in ${own.workspace}`, () => sts.send(new AssumeRoleCommand(role))],
    ['make an access key', () => iam.send(new CreateAccessKeyCommand({}))],
    [
      'make an MFA device of another name',
      () => iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: `${name}-2` })),
    ],
  ];
  for (const [what, attempt] of attempts) {
    const claim = `before MFA, ${name} does not ${what}`;
    await refused(rehearsal, { claim, because: 'because no identity-based policy allows' }, attempt);
  }
}

/** Only who has a device can enable it. A set-up that failed half-way is begun again with another device of the same name. */
export function refuseWrongCodes(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  { name, clients: { iam } }: NewPerson,
): Promise<boolean> {
  const SerialNumber = namesOf(config).mfaDeviceArn(name);
  const codes = { AuthenticationCode1: '000000', AuthenticationCode2: '000001' };
  return refused(
    rehearsal,
    { claim: `${name} does not enable an MFA device with codes that it does not show`, because: 'Authentication code' },
    async () => {
      await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name }));
      try {
        await iam.send(new EnableMFADeviceCommand({ UserName: name, SerialNumber, ...codes }));
      } finally {
        await iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber }));
      }
    },
  );
}
