import type { PeopleAccess } from '../../aws/people-access';
import type { OrgConfig } from '../../domain/org-config';
import type { ReachableRole } from '../../domain/reachable-role';
import { type AccountFailure, closedRoles } from './closed-roles';
import type { IamPeople } from './iam-people';
import { type PersonReport, personRecords, personReport } from './person-report';
import { everyAccessRole } from './remaining-roles';

/** The people report: how each person signs in, what they may become, and what is wrong with it. */
export interface PeopleReport {
  /** By name. */
  readonly people: readonly PersonReport[];
  /** Access roles in which nobody can do anything. */
  readonly closed: readonly ReachableRole[];
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
  const [records, doors] = await Promise.all([
    access.ops().then(personRecords),
    closedRoles(everyAccessRole(config, people), (account) => access.accessRoles(account)),
  ]);
  const names = new Set([...users, ...records].map(({ name }) => name));
  return {
    people: [...names].sort().map((name) => {
      const named = <Named extends { readonly name: string }>(list: readonly Named[]) =>
        list.find((one) => one.name === name);
      return personReport(config, people, { name, person: named(users), record: named(records) }, now);
    }),
    closed: doors.roles,
    failures: doors.failures,
  };
}
