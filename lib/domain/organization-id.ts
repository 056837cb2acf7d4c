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
