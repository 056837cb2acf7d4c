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
