import { loadPolicy } from './load-policy';

/** Whose sessions of an access role do nothing any more. */
export interface RevokedSessions {
  readonly user: string;
  /** Sessions that began earlier; whole seconds, as STS tells when it issued a token. */
  readonly before: Date;
}

/**
 * The inline policy of an access role that ends somebody's sessions, and nobody else's: the trust of the role asks for
 * sessions that have the name of the user.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_disable-perms.html
 */
export function revokedSessionsPolicy({ user, before }: RevokedSessions): string {
  const values = { user, before: before.toISOString().replace(/\.\d+Z$/, 'Z') };
  return JSON.stringify(loadPolicy('access-role.revoked.permissions', values).document);
}

/** Reads such a policy; undefined where it says anything else, or anything more. */
export function readRevokedSessions(document: string): RevokedSessions | undefined {
  try {
    const parsed: { Statement?: readonly { Condition?: Record<string, Record<string, unknown>> }[] } =
      JSON.parse(document);
    const condition = parsed.Statement?.[0]?.Condition;
    const id = condition?.StringLike?.['aws:userid'];
    const time = condition?.DateLessThan?.['aws:TokenIssueTime'];
    if (typeof id !== 'string' || typeof time !== 'string') return undefined;
    const revoked = { user: id.replace(/^\*:/, ''), before: new Date(time) };
    return revokedSessionsPolicy(revoked) === JSON.stringify(parsed) ? revoked : undefined;
  } catch {
    // No JSON, or no date, or no name.
    return undefined;
  }
}
