import { setTimeout } from 'node:timers/promises';
import { ListAccessKeysCommand, ListGroupsForUserCommand, ListMFADevicesCommand } from '@aws-sdk/client-iam';
import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { accessRoleArn, type ReachableRole } from '../../../lib/domain/reachable-role';
import { refused, refusedAsUnknown } from '../context/refused';
import { administratorOf, type OrgYaml, orgstrapAsOperator, type Rehearsal } from '../context/rehearsal';
import { credentialsFrom } from '../credentials/ci-identities';
import { type Clients, clientsFor } from '../emulated/clients';
import { NotProved } from '../report/ledger';
import type { Member } from './sign-in';
import { signIn } from './sign-in';

/** Sessions that somebody has begun before they are shut out. */
export interface OpenSessions {
  readonly member: Member;
  readonly own: ReachableRole;
  /** In the Ops account, with MFA. */
  readonly signedIn: Clients;
  /** In the access role. */
  readonly inside: Clients;
}

/** Begins a session of a person's own, and from it one of an access role, as tools do that ask for one code a day. */
export async function begin(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  member: Member,
  own: ReachableRole,
  who = member.name,
): Promise<OpenSessions | undefined> {
  const outcome: { sessions?: OpenSessions } = {};
  const { name, device, phone, keys } = member;
  await rehearsal.ledger.prove(`with one MFA code, ${who} works in ${own.workspace} as ${own.role}`, async () => {
    const as = (credentials: Parameters<typeof clientsFor>[1]) =>
      clientsFor(rehearsal.gateway, credentials, config.homeRegion);
    const code = { SerialNumber: device, TokenCode: phone.nextCode() };
    const signedIn = as(credentialsFrom((await as(keys).sts.send(new GetSessionTokenCommand(code))).Credentials));
    await signedIn.iam.send(new ListAccessKeysCommand({}));
    const role = { RoleArn: accessRoleArn(config, own), RoleSessionName: name };
    const inside = as(credentialsFrom((await signedIn.sts.send(new AssumeRoleCommand(role))).Credentials));
    await inside.ssm.send(new DescribeParametersCommand({}));
    outcome.sessions = { member, own, signedIn, inside };
    return `sts:GetSessionToken, from it ${role.RoleArn}, and there ssm:DescribeParameters`;
  });
  return outcome.sessions;
}

/** Shuts a person out with the real `orgstrap people revoke`, and lets everybody else work again. */
export async function revokePerson(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  { member, own, signedIn, inside }: OpenSessions,
  other: Other,
): Promise<void> {
  const { ledger, gateway } = rehearsal;
  const { config } = orgYaml;
  const { name, keys, password } = member;
  const revoked = await ledger.prove(`an operator shuts ${name} out with orgstrap people revoke`, async () => {
    await orgstrapAsOperator(rehearsal, orgYaml, ['people', 'revoke', name]);
    const { iam } = await administratorOf(rehearsal, config, config.accounts.ops);
    const { Groups = [] } = await iam.send(new ListGroupsForUserCommand({ UserName: name }));
    const { MFADevices = [] } = await iam.send(new ListMFADevicesCommand({ UserName: name }));
    if (Groups.length + MFADevices.length > 0) throw new NotProved('there are groups or MFA devices left');
    return 'they are in no group any more, and have no MFA device';
  });
  if (!revoked) return;
  const useKey = () => clientsFor(gateway, keys, config.homeRegion).sts.send(new GetCallerIdentityCommand({}));
  await ledger.prove(
    `the access key of ${name} is of no use any more`,
    () => refusedAsUnknown(rehearsal, useKey),
    'refused',
  );
  await ledger.prove(`the console does not let ${name} in any more`, () => {
    const account = config.accounts.ops;
    return signIn(rehearsal, { account, user: name, password }).then(
      () => Promise.reject(new NotProved('it does')),
      (error: unknown) => String(error),
    );
  });
  await refused(
    rehearsal,
    {
      claim: `the session that ${name} still has in the Ops account does nothing`,
      because: 'because no identity-based policy allows',
    },
    () => signedIn.iam.send(new ListAccessKeysCommand({})),
  );
  const use = () => inside.ssm.send(new DescribeParametersCommand({}));
  const because = 'explicit deny in an identity-based policy';
  await refused(
    rehearsal,
    { claim: `the session that ${name} still has in ${own.workspace} does nothing any more`, because },
    use,
  );
  const others = () => other.inside.ssm.send(new DescribeParametersCommand({}));
  await ledger.prove(`the session that ${other.name} has in the same role goes on`, async () => {
    await others();
    return `ssm:DescribeParameters in ${own.workspace} as ${own.role}`;
  });
  await ledger.prove(`orgstrap people revoke --close-roles closes that role for everybody`, async () => {
    await orgstrapAsOperator(rehearsal, orgYaml, ['people', 'revoke', name, '--close-roles']);
    return 'run again, it ends with 0';
  });
  const claim = `the session that ${other.name} has there does nothing while the role is closed`;
  await refused(rehearsal, { claim, because }, others);
  await ledger.prove('orgstrap people open-roles lets everybody else work in that role again', async () => {
    await orgstrapAsOperator(rehearsal, orgYaml, ['people', 'open-roles']);
    await others();
    return `${own.role} in ${own.workspace}, seen with the session that ${other.name} had before`;
  });
  await refused(
    rehearsal,
    { claim: `the session that ${name} had there does nothing after that, either`, because },
    use,
  );
}

/** Who has a session in the same role, and is not shut out. */
export interface Other {
  readonly name: string;
  readonly inside: Clients;
}

/** Longer than what `orgstrap people revoke` ends sessions ahead: a minute, and the part of a second that it rounds up. */
const UNTIL_SESSIONS_BEGIN = 62_000;

/** Somebody who was shut out is invited again, without a deployment, and works where they did. */
export async function comeBack(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  { member: { name }, own }: OpenSessions,
  signUpAgain: () => Promise<Member | undefined>,
): Promise<void> {
  const revokedAt = Date.now();
  const member = await signUpAgain();
  if (member === undefined) return;
  await setTimeout(Math.max(0, revokedAt + UNTIL_SESSIONS_BEGIN - Date.now()));
  await begin(rehearsal, orgYaml, member, own, `${name}, who was shut out and invited again,`);
}
