import type { AccountId } from './ids';

/** Who signs in at the Ops account, and where they may go from there. */
export interface People {
  /** How long a session in an access role lasts at most, in hours: 1 to 12. */
  readonly sessionHours: number;
  /** The built-in ones first; each is in every product account, even where nobody may become it. */
  readonly roles: readonly AccessRole[];
  /** At least one. */
  readonly groups: readonly PeopleGroup[];
  readonly signIn: SignIn;
}

/** What people work as in a product account. */
export interface AccessRole {
  readonly name: string;
  readonly permissions: AccessPermissions;
}

/** What an access role may do, below the boundary that all of them wear. */
export type AccessPermissions =
  | { readonly kind: 'built-in'; readonly role: BuiltInRole }
  | {
      readonly kind: 'own';
      /** Names of files in `policies/services`: what Terraform may do in them, the role may do. */
      readonly services: readonly string[];
      /** Managed policies of AWS, each with the reason why it is acceptable. */
      readonly managedPolicies: readonly ManagedPolicyReason[];
    };

export interface ManagedPolicyReason {
  /** As `MANAGED_POLICY_NAME` has it. */
  readonly name: string;
  readonly reason: string;
}

/** `admin` has the services of `terraform.services`, `developer` the same without IAM, `viewer` looks at them. */
export const BUILT_IN_ROLES = ['admin', 'developer', 'viewer'] as const;
export type BuiltInRole = (typeof BUILT_IN_ROLES)[number];

/** People with the same access. */
export interface PeopleGroup {
  readonly name: string;
  /** In rollout order; none where all environments that it may enter are retired. */
  readonly access: readonly EnvironmentAccess[];
}

/** The roles that a group may become in every product account of an environment, or in one of them. */
export interface EnvironmentAccess {
  readonly environment: string;
  /** @default - every account of the environment, those that enter it later included */
  readonly workspace?: string;
  /** At least one. */
  readonly roles: readonly string[];
}

/** Where people prove who they are: as IAM users of the Ops account, or in IAM Identity Center. */
export type SignIn = IamUserSignIn | IdentityCenterSignIn;

export interface IamUserSignIn {
  readonly source: 'iamUsers';
  /** How old a sign-in with MFA may be when somebody becomes an access role, in hours: 1 to 12. */
  readonly mfaMaxAgeHours: number;
  readonly users: readonly Person[];
}

export interface IdentityCenterSignIn {
  readonly source: 'identityCenter';
  /** The ARN of the instance of IAM Identity Center. */
  readonly instance: string;
  /** The account that administers it. @default - the deployment account */
  readonly account?: AccountId | undefined;
  /** The id in the identity store of each group, by the group's name. */
  readonly groupIds: Readonly<Record<string, string>>;
}

export interface Person {
  /** The name of the IAM user. */
  readonly name: string;
  /** Names of groups; at least one. */
  readonly groups: readonly string[];
}

/**
 * The name of a managed policy of AWS, with its path: what follows `arn:PARTITION:iam::aws:policy/`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
 */
export const MANAGED_POLICY_NAME = /^(?:[a-z-]+\/)?[A-Za-z0-9+=,.@_-]{1,128}$/;

/** The longest name of a role: with what orgstrap puts before it, a permission set's name has 32 characters. */
export const LONGEST_ACCESS_ROLE_NAME = 23;

/** The longest name of a group, in which there is room for what orgstrap puts before it. */
export const LONGEST_GROUP_NAME = 64;

/** An IAM user is in ten groups at most; one of them is everybody's. */
export const MOST_GROUPS_OF_A_PERSON = 9;

/** The name of a role or of a group: lower-case letters, digits and single hyphens, with a letter first. */
export const PEOPLE_NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/**
 * The name of an IAM user, which is also the name of its sessions and of its virtual MFA device.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const PERSON_NAME = /^[A-Za-z0-9][A-Za-z0-9+=,.@_-]{1,63}$/;
