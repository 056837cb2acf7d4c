/** What a token says, by the name of the claim. */
export type Claims = Readonly<Record<string, string>>;

/** The claims of every issuer's tokens that are condition keys. */
const OF_EVERY_ISSUER: readonly string[] = ['aud', 'sub'];

/**
 * The claims that are condition keys beside those, by issuer. What is not here is in no request, so a condition on it
 * never holds.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const OF_ISSUER: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'token.actions.githubusercontent.com',
    [
      'actor',
      'actor_id',
      'enterprise_id',
      'environment',
      'job_workflow_ref',
      'ref',
      'repository',
      'repository_id',
      'repository_owner_id',
      'workflow',
    ],
  ],
  [
    'gitlab.com',
    [
      'namespace_id',
      'pipeline_source',
      'project_id',
      'ref_protected',
      'runner_environment',
      'user_access_level',
      'user_email',
      'user_id',
      'user_login',
    ],
  ],
]);

/** The condition keys that a token fills in: those of its claims that STS looks at. */
export function keysOfToken(issuer: string, claims: Claims): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    claimsOf(issuer)
      .filter((claim) => Object.hasOwn(claims, claim))
      .map((claim) => [`${issuer}:${claim}`, claims[claim]]),
  );
}

/** Whether a condition key is a claim of some issuer's tokens: `HOST/PATH:CLAIM`. No prefix of AWS's has a dot. */
export function isClaimKey(key: string): boolean {
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[^:]*)?:/i.test(key);
}

/** Whether it is one that tokens of the issuer fill in. */
export function isReviewedClaim(key: string): boolean {
  const colon = key.lastIndexOf(':');
  return isClaimKey(key) && claimsOf(key.slice(0, colon)).includes(key.slice(colon + 1).toLowerCase());
}

function claimsOf(issuer: string): readonly string[] {
  return [...OF_EVERY_ISSUER, ...(OF_ISSUER.get(issuer.toLowerCase()) ?? [])];
}
