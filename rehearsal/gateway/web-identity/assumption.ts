import { Unmapped } from '../operations/unmapped';
import { Malformed } from '../request/malformed';
import type { Parameters } from '../request/parameters';
import type { ReadRequest } from '../request/read-request';

/** What somebody with a token asks of STS. */
export interface Assumption {
  readonly role: string;
  /** Of the role. */
  readonly account: string;
  readonly session: string;
  readonly token: string;
}

export const ASSUME_ROLE_WITH_WEB_IDENTITY = 'AssumeRoleWithWebIdentity';

/** Whether a request that nobody signed is of the one kind that nobody has to sign. */
export function asksWithToken({ method, segments, headers, body }: ReadRequest): boolean {
  return (
    method === 'POST' &&
    segments.length === 0 &&
    (headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded') &&
    new URLSearchParams(body.toString('latin1')).get('Action') === ASSUME_ROLE_WITH_WEB_IDENTITY
  );
}

const KNOWN: ReadonlySet<string> = new Set([
  'Action',
  'DurationSeconds',
  'RoleArn',
  'RoleSessionName',
  'Version',
  'WebIdentityToken',
]);

/**
 * @throws Unmapped for a parameter that nobody has thought of
 * @throws Malformed where one is missing, or names nothing
 */
export function assumptionIn(parameters: Parameters): Assumption {
  const strange = [...parameters.keys()].filter((name) => !KNOWN.has(name));
  if (strange.length > 0) throw new Unmapped(`sts:${ASSUME_ROLE_WITH_WEB_IDENTITY} with ${strange.join(', ')}`);
  const role = parameters.get('RoleArn') ?? '';
  const [, account] = /^arn:[a-z-]+:iam::(\d{12}):role\/[\w+=,.@/-]+$/.exec(role) ?? [];
  if (account === undefined) throw new Malformed(`${JSON.stringify(role)} is not the ARN of a role`);
  const session = parameters.get('RoleSessionName') ?? '';
  if (!/^[\w+=,.@-]{2,64}$/.test(session)) throw new Malformed(`the session name ${JSON.stringify(session)}`);
  const token = parameters.get('WebIdentityToken');
  if (token === undefined) throw new Malformed('no WebIdentityToken');
  return { role, account, session, token };
}
