/**
 * The id of an AWS organization: `o-` and 10 to 32 lower-case letters or digits.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html
 */
export type OrganizationId = string & { readonly OrganizationId: unique symbol };

export const ORGANIZATION_ID = /^o-[a-z0-9]{10,32}$/;

export function isOrganizationId(text: string): text is OrganizationId {
  return ORGANIZATION_ID.test(text);
}

/**
 * The id of an organization's root: `r-` and 4 to 32 lower-case letters or digits.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Root.html
 */
export type RootId = string & { readonly RootId: unique symbol };

/**
 * The id of an organizational unit: `ou-`, the text of its root's id, and 8 to 32 characters of its own.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html
 */
export type OrganizationalUnitId = string & { readonly OrganizationalUnitId: unique symbol };

export const ROOT_ID = /^r-[a-z0-9]{4,32}$/;

const ORGANIZATIONAL_UNIT_ID = /^ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$/;

export function isRootId(text: string): text is RootId {
  return ROOT_ID.test(text);
}

export function isOrganizationalUnitId(text: string): text is OrganizationalUnitId {
  return ORGANIZATIONAL_UNIT_ID.test(text);
}

/** Where accounts are: in an OU, or in the root itself. */
export type UnitId = OrganizationalUnitId | RootId;

export const UNIT_ID = new RegExp(`${ORGANIZATIONAL_UNIT_ID.source}|${ROOT_ID.source}`);

export function isUnitId(text: string): text is UnitId {
  return UNIT_ID.test(text);
}

/** Whether it is the root, or an OU below it: an OU's id carries the id of its root. */
export function isUnderRoot(unit: UnitId, root: RootId): boolean {
  return unit === root || unit.startsWith(`ou-${root.slice('r-'.length)}-`);
}

/**
 * The ARN of an IAM role or an IAM user, with its path, as `aws:PrincipalArn` has it. The session of a role has another ARN,
 * which names no path; and no wildcard is part of one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
export type PrincipalArn = string & { readonly PrincipalArn: unique symbol };

export const PRINCIPAL_ARN = /^arn:(?:aws|aws-cn|aws-us-gov):iam::[0-9]{12}:(?:role|user)\/[A-Za-z0-9+=,.@_/-]+$/;

export function isPrincipalArn(text: string): text is PrincipalArn {
  return PRINCIPAL_ARN.test(text);
}

export function partitionOfPrincipal(arn: PrincipalArn): string {
  return arn.split(':')[1] ?? '';
}

export function accountOfPrincipal(arn: PrincipalArn): AccountId {
  return arn.split(':')[4] as AccountId;
}

/** The twelve digits that name an AWS account. A number would lose leading zeros, so it is text everywhere. */
export type AccountId = string & { readonly AccountId: unique symbol };

export const ACCOUNT_ID = /^[0-9]{12}$/;

export function isAccountId(text: string): text is AccountId {
  return ACCOUNT_ID.test(text);
}
