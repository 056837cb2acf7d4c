import { AddUserToGroupCommand, RemoveUserFromGroupCommand } from '@aws-sdk/client-iam';
import { everyAccessRole } from '../../../lib/commands/people/remaining-roles';
import { peopleGroupName } from '../../../lib/domain/names';
import type { OrgConfig } from '../../../lib/domain/org-config';
import type { People, Person } from '../../../lib/domain/people';
import { type ReachableRole, reachableRolesOfPerson } from '../../../lib/domain/reachable-role';
import { administratorOf, type OrgYaml, orgstrapAsOperator, type Rehearsal } from '../context/rehearsal';
import { HOW_TO_GET_THE_AWS_CLI } from '../machine/find-commands';
import { NotProved } from '../report/ledger';
import { refuseBeforeMfa, refuseWrongCodes } from './before-mfa';
import { choosePassword, type InvitedPerson, invite, setUpMfa } from './first-sign-in';
import { begin, comeBack, type OpenSessions, revokePerson } from './revocation';
import type { Member } from './sign-in';
import { stealDevice } from './stolen-device';
import { switchRoles } from './switching';

/** Who is who among the two. */
interface Two {
  /** Whom `org.yaml` lets go farthest. */
  readonly wide: Person;
  /** Whom it lets go least far, and their first role. */
  readonly narrow: Person;
  readonly own: ReachableRole;
}

/** Two people, from the invitation to the day on which one of them leaves; nobody, where they sign in at Identity Center. */
export async function proveThePeople(rehearsal: Rehearsal, orgYaml: OrgYaml): Promise<void> {
  const { config } = orgYaml;
  const { operators, people } = config;
  // Without either, `additions.ts` has said so.
  if (operators === undefined || people === undefined || people.signIn.source === 'identityCenter') return;
  const two = twoOf(config, people);
  if (two === undefined) {
    rehearsal.ledger.skip('people sign in to the Ops account, and switch from there', HOW_TO_GET_PEOPLE);
    return;
  }
  const [wideInvited, narrowInvited] = (await invite(rehearsal, orgYaml, [two.wide, two.narrow])) ?? [];
  const wide = wideInvited && (await signUp(rehearsal, orgYaml, wideInvited));
  const narrow = narrowInvited && (await signUp(rehearsal, orgYaml, narrowInvited, two.own));
  if (wide === undefined || narrow === undefined) return;
  const switchers = [
    { member: wide, roles: farthest(config, reachableRolesOfPerson(config, people, two.wide)), refusedRoles: [] },
    { member: narrow, roles: [two.own], refusedRoles: rolesOutOfReach(config, people, two) },
  ];
  if (rehearsal.aws === undefined) {
    rehearsal.ledger.skip('people switch roles with the AWS CLI', HOW_TO_GET_THE_AWS_CLI);
  } else {
    await switchRoles(rehearsal, orgYaml, rehearsal.aws, switchers);
  }
  await auditPeople(rehearsal, orgYaml, [wide.name, narrow.name]);
  const sessions = await begin(rehearsal, orgYaml, narrow, two.own);
  const other = sessions && (await colleague(rehearsal, orgYaml, wide, two));
  if (sessions === undefined || other === undefined) return;
  await revokePerson(rehearsal, orgYaml, await stealDevice(rehearsal, orgYaml, sessions), {
    name: wide.name,
    inside: other.inside,
  });
  await comeBack(rehearsal, orgYaml, sessions, async () => {
    const claim = `an alarm tells that ${narrow.name}, who was shut out, is put into groups again`;
    const [invited] =
      (await rehearsal.alarmMonitor.during({ claim, alarms: joiningAlarms(config) }, () =>
        invite(rehearsal, orgYaml, [two.narrow]),
      )) ?? [];
    return invited && (await signUp(rehearsal, orgYaml, invited));
  });
}

/** Without the audit nobody would be told, which `additions.ts` has said. */
function joiningAlarms({ audit }: OrgConfig): readonly string[] {
  return audit === undefined ? [] : ['identity-is-changed'];
}

/** Somebody else in the role of the narrow one, whose group the administrator of the Ops account puts them into for it. */
async function colleague(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  member: Member,
  { narrow, own }: Two,
): Promise<OpenSessions | undefined> {
  const { config } = orgYaml;
  const { iam } = await administratorOf(rehearsal, config, config.accounts.ops);
  const groups = narrow.groups.map((group) => ({ UserName: member.name, GroupName: peopleGroupName(group) }));
  const claim = `an alarm tells that an administrator puts ${member.name} into a group of others`;
  await rehearsal.alarmMonitor.during({ claim, alarms: joiningAlarms(config) }, async () => {
    for (const group of groups) await iam.send(new AddUserToGroupCommand(group));
  });
  const sessions = await begin(rehearsal, orgYaml, member, own);
  for (const group of groups) await iam.send(new RemoveUserFromGroupCommand(group));
  return sessions;
}

const HOW_TO_GET_PEOPLE = 'write two users who are IAM users below people: in org.yaml';

/** @param own - given, what is refused before MFA is tried, too */
async function signUp(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  invited: InvitedPerson,
  own?: ReachableRole,
): Promise<Member | undefined> {
  const person = await choosePassword(rehearsal, orgYaml, invited);
  if (person === undefined) return undefined;
  if (own !== undefined) {
    await refuseBeforeMfa(rehearsal, orgYaml, person, own);
    await refuseWrongCodes(rehearsal, orgYaml, person);
  }
  return setUpMfa(rehearsal, orgYaml, person);
}

function twoOf(config: OrgConfig, people: People): Two | undefined {
  if (people.signIn.source !== 'iamUsers') return undefined;
  const far = (person: Person) => reachableRolesOfPerson(config, people, person).length;
  const [wide, ...others] = [...people.signIn.users].sort((one, other) => far(other) - far(one));
  const narrow = others.at(-1);
  const [own] = narrow === undefined ? [] : reachableRolesOfPerson(config, people, narrow);
  return wide && narrow && own && { wide, narrow, own };
}

/** One account of each environment is enough: their roles are the same. */
function farthest({ environments }: OrgConfig, roles: readonly ReachableRole[]): readonly ReachableRole[] {
  return environments.flatMap(({ name }) => roles.filter(({ environment }) => environment === name).slice(0, 1));
}

/** Where somebody may not go: as the same role into another environment, and as another role into the same account. */
function rolesOutOfReach(config: OrgConfig, people: People, { narrow, own }: Two): readonly ReachableRole[] {
  const roles = reachableRolesOfPerson(config, people, narrow);
  const closed = everyAccessRole(config, people).filter(
    ({ account, role }) => !roles.some((each) => each.account === account && each.role === role),
  );
  const sameRole = closed.filter(({ role, environment }) => role === own.role && environment !== own.environment);
  return [...farthest(config, sameRole), ...closed.filter(({ account }) => account === own.account).slice(0, 1)];
}

/** As much of `orgstrap people audit --json` as this looks at. */
interface PeopleAudit {
  readonly people: readonly { readonly name: string; readonly hasMfa: boolean; readonly keys: readonly unknown[] }[];
  readonly closedRoles: readonly unknown[];
  readonly notSeen: readonly unknown[];
}

/** Looks at people with the real `orgstrap people audit`, which sees everything in all accounts and changes nothing. */
async function auditPeople(rehearsal: Rehearsal, orgYaml: OrgYaml, names: readonly string[]): Promise<void> {
  await rehearsal.ledger.prove(
    `orgstrap people audit sees the MFA and the access key of ${names.join(' and ')}`,
    async () => {
      const output = await orgstrapAsOperator(rehearsal, orgYaml, ['people', 'audit', '--json'], [0, 1]);
      const { people, closedRoles, notSeen }: PeopleAudit = JSON.parse(output);
      const seen = people.filter(({ name, hasMfa, keys }) => names.includes(name) && hasMfa && keys.length === 1);
      if (seen.length !== names.length || closedRoles.length > 0 || notSeen.length > 0) throw new NotProved(output);
      return 'and that no access role is closed, in any account';
    },
  );
}
