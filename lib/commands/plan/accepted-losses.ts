/**
 * What `orgstrap plan` asks for in words, because a deployment loses it or cannot be seen to be ready for it: the values of
 * `--accept`. Each is a sentence about the past or the loss, so that nobody types it without having read it.
 */
export const ACCEPTED_LOSSES = [
  'deleted-keys',
  'revoked-people',
  'dropped-services',
  'moved-states',
  'new-buckets',
  'older-version',
] as const;

export type AcceptedLoss = (typeof ACCEPTED_LOSSES)[number];

/** What each says has been done, or may be lost. */
export const MEANING_OF_LOSS = {
  'deleted-keys': 'the CI users whom the deployment deletes have no access keys any more: orgstrap key delete',
  'revoked-people': 'the people whom it deletes can no longer sign in: orgstrap people revoke',
  'dropped-services': 'what Terraform made of services that go is destroyed, or shall stay unmanaged',
  'moved-states':
    'the states of workspaces that have another name or account were moved, and so were those that leave states or get a name there; what an environment has in the Region that it leaves was destroyed, or keeps its provider',
  'new-buckets': 'a deployed bucket is replaced by a new, empty one',
  'older-version': 'a newer orgstrap deployed this, and this one may go back behind it',
} as const satisfies Record<AcceptedLoss, string>;
