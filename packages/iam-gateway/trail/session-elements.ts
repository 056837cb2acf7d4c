import { principalId } from '../iam/principal-id';
import type { Elements, RecordedResource } from './trail-record';

/** Calls of STS whose answer is the keys of a session. */
export const BEGINNING_A_SESSION: ReadonlySet<string> = new Set([
  'AssumeRole',
  'AssumeRoleWithWebIdentity',
  'GetSessionToken',
]);

/** What CloudTrail records of the answer of STS; null where it holds no keys. */
export function sessionElements(answer: string, role: string | undefined): Elements | null {
  const accessKeyId = textIn(answer, 'AccessKeyId');
  if (accessKeyId === undefined) return null;
  const expiration = writtenExpiration(textIn(answer, 'Expiration'));
  const credentials = { accessKeyId, sessionToken: '<encoded session token blob>', ...expiration };
  const arn = textIn(answer, 'Arn');
  return {
    credentials,
    ...optional('subjectFromWebIdentityToken', textIn(answer, 'SubjectFromWebIdentityToken')),
    ...(arn === undefined || role === undefined
      ? {}
      : { assumedRoleUser: { assumedRoleId: `${principalId(role)}:${arn.split('/').at(-1)}`, arn } }),
    ...optional('provider', textIn(answer, 'Provider')),
    ...optional('audience', textIn(answer, 'Audience')),
    ...optional('sourceIdentity', textIn(answer, 'SourceIdentity')),
  };
}

/** The role that somebody becomes. */
export function roleResource(role: string): RecordedResource {
  return { accountId: accountOf(role), type: 'AWS::IAM::Role', ARN: role };
}

export function accountOf(arn: string): string {
  return arn.split(':')[4] ?? '';
}

/** As STS writes its answers: no attributes, nothing nested in what is asked for here. */
function textIn(answer: string, element: string): string | undefined {
  const [, text] = new RegExp(`<${element}>([^<]+)</${element}>`).exec(answer) ?? [];
  return text;
}

/** CloudTrail writes times of answers as Java does: `Oct 5, 2026, 9:15:00 AM`. */
function writtenExpiration(text: string | undefined): Elements {
  const time = new Date(text ?? Number.NaN);
  if (Number.isNaN(time.getTime())) return {};
  const written = time.toLocaleString('en-US', { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'medium' });
  return { expiration: written.replaceAll('\u202f', ' ') };
}

function optional(name: string, value: string | undefined): Elements {
  return value === undefined ? {} : { [name]: value };
}
