/** What the matrix calls a group of the identity store, which is in no account. */
export function identityCenterGroupName(group: string): string {
  return `group ${group} of Identity Center`;
}
