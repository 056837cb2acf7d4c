import { EVERYBODY_GROUP, peopleGroupName } from '../../domain/names';
import type { Person } from '../../domain/people';
import { daysBetween } from '../key/used-keys';
import type { PersonRecord } from './person-record';

/** How long a key may live, and how long a sign-in may lie unused. */
const MOST_DAYS = 90;

/** How long an invitation may be open: its password has been on somebody's screen. */
const MOST_DAYS_INVITED = 7;

/** What is wrong with a person's sign-in: at least one of the two is there. */
export function findingsOf(person: Person | undefined, record: PersonRecord | undefined, now: Date): readonly string[] {
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
