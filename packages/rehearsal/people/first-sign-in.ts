import { randomBytes } from 'node:crypto';
import {
  ChangePasswordCommand,
  CreateAccessKeyCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
} from '@aws-sdk/client-iam';
import type { Person } from '../../../lib/domain/people';
import { type OrgYaml, orgstrapAsOperator, type Rehearsal } from '../context/rehearsal';
import { credentialsFrom } from '../credentials/ci-identities';
import { type Clients, clientsFor } from '../emulated/clients';
import { NotProved } from '../report/ledger';
import { Authenticator, type Member, signIn } from './sign-in';

/** Somebody in the console, who has chosen a password and has no MFA yet. */
export interface NewPerson {
  readonly name: string;
  readonly password: string;
  readonly clients: Clients;
}

/** What a person does first: signs in with the password of the invitation, and has to choose another one. */
export async function choosePassword(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  { person: { name }, password: first }: InvitedPerson,
): Promise<NewPerson | undefined> {
  const outcome: { newcomer?: NewPerson } = {};
  await rehearsal.ledger.prove(
    `${name} signs in with the password of the invitation, and must choose another`,
    async () => {
      const account = config.accounts.ops;
      const { credentials, mustChangePassword } = await signIn(rehearsal, { account, user: name, password: first });
      if (!mustChangePassword) throw new NotProved('the password of the invitation may be kept');
      const clients = clientsFor(rehearsal.gateway, credentials, config.homeRegion);
      const password = `Own-${randomBytes(9).toString('base64url')}-1`;
      await clients.iam.send(new ChangePasswordCommand({ OldPassword: first, NewPassword: password }));
      const again = await signIn(rehearsal, { account, user: name, password });
      if (again.mustChangePassword) throw new NotProved('the password must be changed again');
      outcome.newcomer = { name, password, clients };
      return 'without MFA, which only their own password and their own MFA device take';
    },
  );
  return outcome.newcomer;
}

/** What a person does next: puts a virtual MFA device on their phone, signs in with it, and makes an access key. */
export async function setUpMfa(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  newcomer: NewPerson,
): Promise<Member | undefined> {
  const { name, password, clients } = newcomer;
  const outcome: { member?: Member } = {};
  await rehearsal.ledger.prove(`${name} makes an MFA device, signs in with it, and makes an access key`, async () => {
    const { device, phone } = await enableDevice(rehearsal, clients, name);
    const form = { account: config.accounts.ops, user: name, password };
    await mustFail(signIn(rehearsal, form), 'the console lets them in without a code');
    const { credentials } = await signIn(rehearsal, { ...form, phone });
    const { iam } = clientsFor(rehearsal.gateway, credentials, config.homeRegion);
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({}));
    outcome.member = { name, password, phone, device, keys: credentialsFrom(AccessKey) };
    return `${device}, without which the console lets nobody in any more`;
  });
  return outcome.member;
}

/** Puts a virtual device of somebody's name on a phone, and enables it, as a console that asked for no code lets them. */
export async function enableDevice(
  rehearsal: Rehearsal,
  clients: Clients,
  name: string,
): Promise<Pick<Member, 'device' | 'phone'>> {
  const { device, phone } = await makeDevice(rehearsal, clients, name);
  const [AuthenticationCode1, AuthenticationCode2] = phone.lastTwoCodes();
  const codes = { AuthenticationCode1, AuthenticationCode2 };
  await clients.iam.send(new EnableMFADeviceCommand({ UserName: name, SerialNumber: device, ...codes }));
  return { device, phone };
}

async function makeDevice(
  { gateway }: Rehearsal,
  { iam }: Clients,
  name: string,
): Promise<{ readonly device: string; readonly phone: Authenticator }> {
  const { VirtualMFADevice } = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name }));
  const { SerialNumber, Base32StringSeed } = VirtualMFADevice ?? {};
  if (!SerialNumber || !Base32StringSeed) throw new NotProved('IAM shows no seed of the device');
  const seed = Buffer.from(Base32StringSeed).toString();
  return { device: SerialNumber, phone: new Authenticator(seed, gateway.codeClock) };
}

/** @throws NotProved where it does not fail */
async function mustFail(attempt: Promise<unknown>, otherwise: string): Promise<void> {
  const hasFailed = await attempt.then(
    () => false,
    () => true,
  );
  if (!hasFailed) throw new NotProved(otherwise);
}

/** Somebody with a password that is good for one sign-in. */
export interface InvitedPerson {
  readonly person: Person;
  readonly password: string;
}

/** Invites people with the real `orgstrap people invite`, as the operator that `org.yaml` names. */
export async function invite(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  people: readonly Person[],
): Promise<readonly InvitedPerson[] | undefined> {
  const names = people.map(({ name }) => name).join(' and ');
  const outcome: { invited?: readonly InvitedPerson[] } = {};
  await rehearsal.ledger.prove(`an operator invites ${names} with orgstrap people invite`, async () => {
    outcome.invited = await Promise.all(people.map((person) => invitePerson(rehearsal, orgYaml, person)));
    return 'a first password for each, shown once';
  });
  return outcome.invited;
}

async function invitePerson(rehearsal: Rehearsal, orgYaml: OrgYaml, person: Person): Promise<InvitedPerson> {
  const output = await orgstrapAsOperator(rehearsal, orgYaml, ['people', 'invite', person.name, '--json']);
  const { password }: { readonly password?: unknown } = JSON.parse(output);
  if (typeof password !== 'string') throw new NotProved(`there is no password for ${person.name}`);
  return { person, password };
}
