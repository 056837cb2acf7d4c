import type { AccountId } from '../domain/account-id';
import type { OrganizationalUnitId, RootId } from '../domain/organizational-unit-id';
import type { PrincipalArn } from '../domain/principal-arn';
import type { HomeRegion } from '../domain/region';
import type { Path, Position } from './yaml/tree';

/** A value together with where the file says it. */
export interface Mention<T> {
  readonly value: T;
  readonly path: Path;
  readonly position: Position;
}

/**
 * What can be known of a file that may have mistakes: every value that is fit to be compared with others.
 *
 * A value with a problem of its own is absent. `undefined` in place of a list means that the list could not be read, so
 * nothing may be concluded from what is not in it.
 */
export interface Draft {
  readonly rootId: Mention<RootId> | undefined;
  readonly managementAccount: Mention<AccountId> | undefined;
  readonly homeRegion: Mention<HomeRegion> | undefined;
  readonly deployFrom: Mention<string> | undefined;
  readonly terraformAccount: Mention<AccountId> | undefined;
  readonly opsAccount: Mention<AccountId> | undefined;
  readonly environments: readonly DraftEnvironment[] | undefined;
  readonly services: readonly Mention<string>[];
  readonly pipelines: readonly DraftPipeline[] | undefined;
  readonly managementTwin: DraftTwin | undefined;
  readonly deployers: DraftDeployers | undefined;
  readonly operators: readonly Mention<PrincipalArn>[];
  readonly people: DraftPeople | undefined;
  readonly audit: DraftAudit | undefined;
}

/** The block `audit`. */
export interface DraftAudit {
  readonly trail: Mention<string> | undefined;
  readonly keys: readonly Mention<string>[];
  readonly regions: readonly Mention<HomeRegion>[];
}

/** The block `people`. */
export interface DraftPeople {
  /** The key of the block. */
  readonly block: Mention<string>;
  readonly source: Mention<string> | undefined;
  /** What stands in the block whatever it holds: the keys of the blocks that only one source has. */
  readonly keys: readonly Mention<string>[];
  readonly roles: readonly DraftAccessRole[];
  readonly groups: readonly DraftGroup[] | undefined;
  readonly users: readonly DraftPerson[];
  /** The groups that have an id of Identity Center; undefined where they could not be read. */
  readonly groupIds: readonly Mention<string>[] | undefined;
}

export interface DraftAccessRole {
  readonly name: Mention<string>;
  readonly services: readonly Mention<string>[];
  readonly managedPolicies: readonly Mention<string>[];
}

export interface DraftGroup {
  readonly name: Mention<string>;
  readonly access: readonly { readonly environment: Mention<string>; readonly roles: readonly Mention<string>[] }[];
}

export interface DraftPerson {
  readonly name: Mention<string>;
  readonly groups: readonly Mention<string>[];
}

/** The list `guardrails.deployers`. */
export interface DraftDeployers {
  /** The key of the list. */
  readonly block: Mention<string>;
  readonly exempt: readonly Mention<PrincipalArn>[];
  /** Whether every entry of the list could be read. */
  readonly isWhole: boolean;
}

export interface DraftEnvironment {
  readonly name: Mention<string>;
  readonly organizationalUnits: readonly Mention<OrganizationalUnitId>[];
  readonly accounts: readonly DraftAccount[];
}

export interface DraftAccount {
  readonly workspace: Mention<string>;
  readonly id: Mention<AccountId> | undefined;
}

export interface DraftPipeline {
  readonly name: Mention<string>;
  readonly environments: readonly Mention<string>[] | undefined;
}

/** The block `managementAccount`. */
export interface DraftTwin {
  /** The key of the block. */
  readonly block: Mention<string>;
  readonly workspace: Mention<string> | undefined;
  readonly pipelines: readonly Mention<string>[];
}
