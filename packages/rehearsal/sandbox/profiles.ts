import {
  CreateAccessKeyCommand,
  CreateVirtualMFADeviceCommand,
  DeleteAccessKeyCommand,
  EnableMFADeviceCommand,
  type IAMClient,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { awsProfiles } from '../../../lib/commands/people/aws-profiles';
import { ACCESSES, type Access, isOidc } from '../../../lib/domain/ci-identity';
import { ciUserName } from '../../../lib/domain/names';
import type { Pipeline } from '../../../lib/domain/org-config';
import { deploymentAccountOf } from '../../../lib/domain/org-config';
import type { People, Person } from '../../../lib/domain/people';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import { becomeCiRole, credentialsFrom } from '../credentials/ci-identities';
import { sessionOf } from '../credentials/session';
import { clientsFor } from '../emulated/clients';
import type { Credentials } from '../emulated/control';
import { Authenticator } from '../people/sign-in';

/** Who somebody is in the emulated organization. */
export interface Profile {
  readonly name: string;
  readonly keys: Credentials;
}

/**
 * A profile for everybody who works in the organization: administrators of the accounts that deploy, the CI roles of pipelines, and people with
 * the roles that they reach. `default` is the administrator of the account that deploys.
 *
 * Roles are sessions, which last for an hour. A profile that becomes a role would be wrong on another day: the AWS CLI keeps its sessions in the
 * home of its user, and the next emulator knows none of them.
 *
 * @param pipelines - those whose CI roles are among them
 */
export async function profilesOf(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  pipelines: readonly Pipeline[],
): Promise<readonly Profile[]> {
  const { accounts, organization, people } = orgYaml.config;
  const administrators = {
    default: deploymentAccountOf(orgYaml.config),
    management: organization.managementAccount,
    ops: accounts.ops,
    terraform: accounts.terraform,
  };
  const profiles: Profile[] = [];
  for (const [name, account] of Object.entries(administrators)) {
    profiles.push({ name, keys: await rehearsal.control.administratorOf(account) });
  }
  for (const pipeline of pipelines) {
    for (const access of ACCESSES) {
      const keys = await ciSession(rehearsal, orgYaml, pipeline, access);
      profiles.push({ name: `${pipeline.name}-${access}`, keys });
    }
  }
  if (people?.signIn.source === 'iamUsers') {
    for (const person of people.signIn.users) profiles.push(...(await ofPerson(rehearsal, orgYaml, people, person)));
  }
  return profiles;
}

async function ciSession(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  pipeline: Pipeline,
  access: Access,
): Promise<Credentials> {
  if (isOidc(pipeline.identity)) return sessionOf(rehearsal, orgYaml, pipeline, access);
  const { config } = orgYaml;
  const { iam } = await administratorOf(rehearsal, config, config.accounts.terraform);
  const keys = await onlyKeysOf(iam, ciUserName(access, pipeline.name));
  return becomeCiRole(rehearsal, orgYaml, pipeline, access, keys);
}

/** A user has two keys at most, and nobody works with those of the rehearsal any more. */
async function onlyKeysOf(iam: IAMClient, UserName: string): Promise<Credentials> {
  const { AccessKeyMetadata: keys = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
  for (const { AccessKeyId } of keys) await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  return credentialsFrom((await iam.send(new CreateAccessKeyCommand({ UserName }))).AccessKey);
}

/** A session that has begun with MFA, so that nothing asks for a code, and from it the roles of `orgstrap people aws-config`. */
async function ofPerson(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  people: People,
  person: Person,
): Promise<readonly Profile[]> {
  const { name } = person;
  const { iam } = await administratorOf(rehearsal, config, config.accounts.ops);
  const { serial, phone } = await deviceFor(rehearsal, iam, person);
  const as = (keys: Credentials) => clientsFor(rehearsal.gateway, keys, config.homeRegion).sts;
  const code = { SerialNumber: serial, TokenCode: phone.nextCode() };
  const { Credentials: given } = await as(await onlyKeysOf(iam, name)).send(new GetSessionTokenCommand(code));
  const signedIn = credentialsFrom(given);
  const profiles = [{ name, keys: signedIn }];
  for (const role of awsProfiles(config, { people, person, sourceProfile: name })) {
    const RoleArn = String(role.settings.role_arn);
    const inside = await as(signedIn)
      .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: name }))
      .catch(orShutOut);
    if (inside !== undefined)
      profiles.push({ name: `${name}-${role.name}`, keys: credentialsFrom(inside.Credentials) });
  }
  return profiles;
}

/** The rehearsal shuts somebody out, who gets into no role any more. */
function orShutOut(error: unknown): undefined {
  if (error instanceof Error && error.name === 'AccessDenied') return undefined;
  throw error;
}

async function deviceFor({ gateway }: Rehearsal, iam: IAMClient, { name: UserName }: Person) {
  const { VirtualMFADevice } = await iam.send(
    new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: `${UserName}-sandbox` }),
  );
  const { SerialNumber: serial = '', Base32StringSeed = new Uint8Array() } = VirtualMFADevice ?? {};
  const phone = new Authenticator(Buffer.from(Base32StringSeed).toString(), gateway.codeClock);
  const [AuthenticationCode1, AuthenticationCode2] = phone.lastTwoCodes();
  await iam.send(
    new EnableMFADeviceCommand({ UserName, SerialNumber: serial, AuthenticationCode1, AuthenticationCode2 }),
  );
  return { serial, phone };
}
