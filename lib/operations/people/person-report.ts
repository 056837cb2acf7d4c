import type { OrgConfig } from '../../domain/org-config';
import type { People, Person } from '../../domain/people';
import { reachOfPerson } from '../../domain/reach';
import { daysBetween } from '../key/used-keys';
import { findingsOf } from './audit-findings';
import type { PersonRecord } from './person-record';

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

/** At least one of `person` and `record` is there. */
export interface KnownPerson {
  readonly name: string;
  readonly person: Person | undefined;
  readonly record: PersonRecord | undefined;
}

export function personReport(
  config: OrgConfig,
  people: People,
  { name, person, record }: KnownPerson,
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
    findings: findingsOf(person, record, now),
  };
}

function byEnvironment(config: OrgConfig, people: People, person: Person): PersonReport['reach'] {
  const roles = new Map<string, Set<string>>();
  for (const { environment, role } of reachOfPerson(config, people, person)) {
    roles.set(environment, (roles.get(environment) ?? new Set()).add(role));
  }
  return [...roles].map(([environment, names]) => ({ environment, roles: [...names] }));
}
