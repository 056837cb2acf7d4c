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

export const ORGANIZATIONAL_UNIT_ID = /^ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$/;

export function isRootId(text: string): text is RootId {
  return ROOT_ID.test(text);
}

export function isOrganizationalUnitId(text: string): text is OrganizationalUnitId {
  return ORGANIZATIONAL_UNIT_ID.test(text);
}

/** An OU's id carries the id of the root that it hangs under. */
export function hangsUnder(unit: OrganizationalUnitId, root: RootId): boolean {
  return unit.startsWith(`ou-${root.slice('r-'.length)}-`);
}
