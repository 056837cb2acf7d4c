/** The twelve digits that name an AWS account. A number would lose leading zeros, so it is text everywhere. */
export type AccountId = string & { readonly AccountId: unique symbol };

export const ACCOUNT_ID = /^[0-9]{12}$/;

export function isAccountId(text: string): text is AccountId {
  return ACCOUNT_ID.test(text);
}
