import type { OpsAccess, PeopleAccess } from '../../aws/people-access';
import type { SignIn } from '../../aws/sign-ins';
import { throttledTo } from '../../aws/throttle';
import type { AccountId } from '../../domain/ids';
import { EVERYBODY_GROUP, PEOPLE_PATH, peopleGroupName } from '../../domain/names';
import type { OrgConfig } from '../../domain/org-config';
import type { People, Person } from '../../domain/people';
import { type ReachableRole, reachableRolesOfPerson } from '../../domain/reachable-role';
import { daysBetween, type UsedKey, usedKeys } from '../../estate/used-keys';
import { type EndedSessions, roleStates, sessionsOver } from './ended-sessions';
import type { IamPeople } from './iam-people';
import type { AccountFailure } from './in-accounts';
import { everyAccessRole } from './remaining-roles';
import { type SignInState, signInState } from './sign-in-state';

/** The people report: how each person signs in, what they may become, and what is wrong with it. */
export interface PeopleReport {
  /** By name. */
  readonly people: readonly PersonReport[];
  /** Access roles in which nobody can do anything. */
  readonly closed: readonly ReachableRole[];
  /** Where revocations ended sessions, with what is left there. */
  readonly ended: readonly EndedInRole[];
  /** Accounts that could not be looked at. */
  readonly failures: readonly AccountFailure[];
}

/** What is there, at a moment; nothing is changed. */
export async function peopleReport(
  config: OrgConfig,
  { people, users }: IamPeople,
  access: PeopleAccess,
  now: Date,
): Promise<PeopleReport> {
  const connect = (account: AccountId) => access.accessRoles(account);
  const [records, states] = await Promise.all([
    access.ops().then(personRecords),
    roleStates(everyAccessRole(config, people), connect),
  ]);
  const ended = states.found.flatMap((state) => state.ended);
  const names = new Set([...users, ...records].map(({ name }) => name));
  return {
    people: [...names].sort().map((name) => {
      const named = <Named extends { readonly name: string }>(list: readonly Named[]) =>
        list.find((one) => one.name === name);
      return personReport(
        config,
        people,
        { name, person: named(users), record: named(records), ended: lastEnded(name, ended) },
        now,
      );
    }),
    closed: states.found.flatMap(({ isClosed, role }) => (isClosed ? [role] : [])),
    ended: ended.map((one) => ({
      ...one,
      isOver: one.before !== undefined && sessionsOver(one.before, people.sessionHours) <= now,
    })),
    failures: states.failures,
  };
}

/** What is known of a person, in `org.yaml` and in the Ops account; dates are ISO 8601. */
export interface PersonReport {
  readonly name: string;
  readonly isInConfig: boolean;
  readonly isDeployed: boolean;
  /** What `org.yaml` lets them become, in rollout order. */
  readonly reach: readonly { readonly environment: string; readonly roles: readonly string[] }[];
  /** The groups of the user in the Ops account. */
  readonly groups: readonly string[];
  readonly hasPassword: boolean;
  readonly hasMfa: boolean;
  /** Absent where they never signed in. */
  readonly lastSignIn?: string;
  readonly keys: readonly PersonKey[];
  readonly findings: readonly string[];
}

export interface PersonKey {
  readonly id: string;
  readonly isActive: boolean;
  readonly ageInDays: number;
  /** Absent where it was never used. */
  readonly lastUsed?: string;
}

/** Sessions of somebody that were ended in an access role. */
export interface EndedInRole extends EndedSessions {
  /** Whether all of them would be over by now, so that what ended them can go. */
  readonly isOver: boolean;
}

function lastEnded(name: string, ended: readonly EndedSessions[]): Date | undefined {
  const times = ended.flatMap(({ user, before }) => (user === name && before !== undefined ? [before.getTime()] : []));
  return times.length === 0 ? undefined : new Date(Math.max(...times));
}

/** At least one of `person` and `record` is there. */
export interface KnownPerson {
  readonly name: string;
  readonly person: Person | undefined;
  readonly record: PersonRecord | undefined;
  /** The sessions that a revocation ended began before this. */
  readonly ended: Date | undefined;
}

function personReport(
  config: OrgConfig,
  people: People,
  { name, person, record, ended }: KnownPerson,
  now: Date,
): PersonReport {
  const lastSignIn = record?.lastSignIn?.toISOString();
  return {
    name,
    isInConfig: person !== undefined,
    isDeployed: record !== undefined,
    reach: person === undefined ? [] : byEnvironment(config, people, person),
    groups: record?.groups ?? [],
    hasPassword: record?.passwordSince !== undefined,
    hasMfa: (record?.devices.length ?? 0) > 0,
    ...(lastSignIn !== undefined && { lastSignIn }),
    keys: (record?.keys ?? []).map(({ id, isActive, createdAt, lastUsed }) => ({
      id,
      isActive,
      ageInDays: daysBetween(createdAt, now),
      ...(lastUsed && { lastUsed: lastUsed.toISOString() }),
    })),
    findings: [...personFindings(person, record, now), ...revocationFindings(record, ended)],
  };
}

function byEnvironment(config: OrgConfig, people: People, person: Person): PersonReport['reach'] {
  const roles = new Map<string, Set<string>>();
  for (const { environment, role } of reachableRolesOfPerson(config, people, person)) {
    roles.set(environment, (roles.get(environment) ?? new Set()).add(role));
  }
  return [...roles].map(([environment, names]) => ({ environment, roles: [...names] }));
}

/** How long a key may live, and how long a sign-in may lie unused. */
const MOST_DAYS = 90;

/** How long an invitation may be open: its password has been on somebody's screen. */
const MOST_DAYS_INVITED = 7;

/** What is wrong with a person's sign-in: at least one of the two is there. */
function personFindings(person: Person | undefined, record: PersonRecord | undefined, now: Date): readonly string[] {
  if (record === undefined) return ['is in org.yaml and not deployed: deploy'];
  return [
    ...(person === undefined ? ['is deployed and not in org.yaml: run orgstrap people revoke, and deploy'] : []),
    ...groupFindings(person, record),
    ...mfaFindings(record),
    ...useFindings(record, now),
    ...record.keys.flatMap(({ id, createdAt }) => {
      const age = daysBetween(createdAt, now);
      return age > MOST_DAYS ? [`the key ${id} is ${age} days old, at most ${MOST_DAYS} are good`] : [];
    }),
  ];
}

function groupFindings(person: Person | undefined, { groups }: PersonRecord): readonly string[] {
  if (groups.length === 0) return ['is a member of no group, and can do nothing'];
  if (person === undefined) return [];
  const meant = [EVERYBODY_GROUP, ...person.groups.map(peopleGroupName)];
  return [
    ...meant.filter((group) => !groups.includes(group)).map((group) => `is not in ${group}, which org.yaml says`),
    ...groups.filter((group) => !meant.includes(group)).map((group) => `is in ${group}, which org.yaml does not say`),
  ];
}

/**
 * What a revocation left of somebody. A password or a key that is younger is of somebody who was invited again.
 */
function revocationFindings(record: PersonRecord | undefined, ended: Date | undefined): readonly string[] {
  if (record === undefined) return [];
  const { groups, devices, keys, passwordSince } = record;
  const active = keys.filter(({ isActive }) => isActive).map(({ id }) => `the key ${id}`);
  const adrift =
    groups.length === 0 && active.length > 0
      ? [`is in no group and has ${active.join(' and ')}: run orgstrap people revoke`]
      : [];
  if (ended === undefined) return adrift;
  const left = [
    ...(passwordSince !== undefined && passwordSince < ended ? ['a password'] : []),
    ...keys.filter(({ createdAt }) => createdAt < ended).map(({ id }) => `the key ${id}`),
    ...(passwordSince === undefined ? [...groups.map((group) => `the group ${group}`), ...devices] : []),
  ];
  if (left.length === 0) return adrift;
  return [
    ...adrift,
    `was shut out, sessions before ${ended.toISOString()} have ended, and still has ${left.join(', ')}: run orgstrap people revoke again`,
  ];
}

function mfaFindings({ devices, lastSignIn, keys }: PersonRecord): readonly string[] {
  if (devices.length > 0) return [];
  return [
    ...(lastSignIn === undefined ? [] : ['has signed in and has no MFA device']),
    ...(keys.some(({ isActive }) => isActive) ? ['has an active key and no MFA device'] : []),
  ];
}

function useFindings({ passwordSince, lastSignIn, keys }: PersonRecord, now: Date): readonly string[] {
  const uses = [lastSignIn, ...keys.map(({ lastUsed }) => lastUsed)].filter((use) => use !== undefined);
  const waysIn = [passwordSince, ...keys.filter(({ isActive }) => isActive).map(({ createdAt }) => createdAt)].filter(
    (since) => since !== undefined,
  );
  if (waysIn.length === 0) return [];
  const invited = passwordSince === undefined ? 0 : daysBetween(passwordSince, now);
  if (uses.length === 0 && invited > MOST_DAYS_INVITED) {
    return [`was invited ${invited} days ago and has never signed in: revoke, or invite again`];
  }
  const idle = Math.min(...[...uses, ...waysIn].map((date) => daysBetween(date, now)));
  return idle > MOST_DAYS ? [`has not signed in for ${idle} days: revoke who no longer needs it`] : [];
}

/** What the Ops account knows of a user. */
interface PersonRecord extends SignIn, SignInState {
  /** The oldest first. */
  readonly keys: readonly UsedKey[];
}

/** Users at the same time: IAM takes few requests a second, and there are five or more for each of them. */
const USERS_AT_ONCE = 4;

/** Every user on the path of people, whether `org.yaml` has them or not; nothing is changed. */
async function personRecords({ signIns, keys }: OpsAccess): Promise<readonly PersonRecord[]> {
  const throttle = throttledTo(USERS_AT_ONCE);
  const users = await signIns.list(PEOPLE_PATH);
  return Promise.all(
    users.map((user) =>
      throttle(async () => {
        const [state, used] = await Promise.all([signInState(user.name, signIns), usedKeys(user.name, keys)]);
        return { ...user, ...state, keys: used };
      }),
    ),
  );
}
