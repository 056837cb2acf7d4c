import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { Call } from '../requests/call';
import { carriedService } from '../requests/carried';
import type { CodeFault, TokenFault } from '../requests/refusals';
import type { SignatureProblem } from '../requests/verify-signature';

/** Why a request is not passed on. */
export type Reason = SignatureProblem | TokenFault | CodeFault | PassingFault | 'no signature' | 'malformed';

/** What has nothing to do with the request: asked again, it may be answered. */
type PassingFault = 'throttled' | 'unavailable' | 'internal failure';

export interface Refusal {
  readonly reason: Reason;
  readonly message: string;
}

/** An answer of the gateway's own. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Protocol = Call['protocol'];

/** Those that have codes of their own; what has a path for each operation has the codes of JSON. */
type Spoken = Exclude<Protocol, 'rest'>;

/** Of an operation that only STS has, so the other protocols never answer with it. */
function ofSts(code: string): Readonly<Record<Spoken, readonly [code: string, status: number]>> {
  return { query: [code, 400], s3: [code, 400], json: [code, 400] };
}

/** The codes by which SDKs, Terraform and the AWS CLI know what is wrong, with the status of each. */
const CODES: Readonly<Record<Reason, Readonly<Record<Spoken, readonly [code: string, status: number]>>>> = {
  denied: { query: ['AccessDenied', 403], s3: ['AccessDenied', 403], json: ['AccessDeniedException', 400] },
  malformed: { query: ['ValidationError', 400], s3: ['InvalidRequest', 400], json: ['ValidationException', 400] },
  'invalid token': ofSts('InvalidIdentityToken'),
  'expired token': ofSts('ExpiredTokenException'),
  'unreachable issuer': ofSts('IDPCommunicationError'),
  // Of IAM alone, in the same way.
  'wrong codes': {
    query: ['InvalidAuthenticationCode', 403],
    s3: ['InvalidAuthenticationCode', 403],
    json: ['InvalidAuthenticationCode', 403],
  },
  'no signature': {
    query: ['MissingAuthenticationToken', 403],
    s3: ['AccessDenied', 403],
    json: ['MissingAuthenticationTokenException', 400],
  },
  'unknown key': {
    query: ['InvalidClientTokenId', 403],
    s3: ['InvalidAccessKeyId', 403],
    json: ['UnrecognizedClientException', 400],
  },
  'wrong token': {
    query: ['InvalidClientTokenId', 403],
    s3: ['InvalidToken', 400],
    json: ['UnrecognizedClientException', 400],
  },
  'expired session': { query: ['ExpiredToken', 403], s3: ['ExpiredToken', 400], json: ['ExpiredTokenException', 400] },
  'wrong signature': {
    query: ['SignatureDoesNotMatch', 403],
    s3: ['SignatureDoesNotMatch', 403],
    json: ['InvalidSignatureException', 400],
  },
  throttled: { query: ['Throttling', 400], s3: ['SlowDown', 503], json: ['ThrottlingException', 400] },
  unavailable: {
    query: ['ServiceUnavailable', 503],
    s3: ['ServiceUnavailable', 503],
    json: ['ServiceUnavailableException', 503],
  },
  'internal failure': { query: ['InternalFailure', 500], s3: ['InternalError', 500], json: ['InternalFailure', 500] },
  'wrong time': {
    query: ['SignatureDoesNotMatch', 403],
    s3: ['RequestTimeTooSkewed', 403],
    json: ['InvalidSignatureException', 400],
  },
};

/** AWS's code for a refusal. */
export function codeOf({ reason }: Refusal, protocol: Protocol, service?: string): string {
  return spokenBy(reason, protocol, service)[0];
}

/** EC2 has a word of its own for what IAM refuses, and what has a path for each operation says by the status that it is refused. */
function spokenBy(
  reason: Reason,
  protocol: Protocol,
  service: string | undefined,
): readonly [code: string, status: number] {
  if (service === 'ec2' && reason === 'denied') return ['UnauthorizedOperation', 403];
  const [code, status] = CODES[reason][protocol === 'rest' ? 'json' : protocol];
  return protocol === 'rest' && reason === 'denied' ? [code, 403] : [code, status];
}

/** A refusal in the form of a service. */
export function answerOf(
  { reason, message }: Refusal,
  protocol: Protocol,
  service: string | undefined,
  method: string,
): Answer {
  const [code, status] = spokenBy(reason, protocol, service);
  if (protocol === 'json' || (protocol === 'rest' && !isXml(service)))
    return { status, ...json(code, message, service) };
  const error = `<Code>${code}</Code><Message>${escaped(message)}</Message>`;
  const body =
    protocol === 's3'
      ? `<Error>${error}<RequestId>${REQUEST_ID}</RequestId></Error>`
      : service === 'ec2'
        ? `<Response><Errors><Error>${error}</Error></Errors><RequestID>${REQUEST_ID}</RequestID></Response>`
        : `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>${REQUEST_ID}</RequestId></ErrorResponse>`;
  const headers = { 'content-type': protocol === 's3' ? 'application/xml' : 'text/xml' };
  return { status, headers, body: method === 'HEAD' ? '' : `<?xml version="1.0" encoding="UTF-8"?>\n${body}` };
}

function isXml(service: string | undefined): boolean {
  return service !== undefined && carriedService(service)?.isXml === true;
}

/** Clients print it; the gateway answers in order and keeps a journal, so one is as good as another. */
const REQUEST_ID = '00000000-0000-0000-0000-000000000000';

function json(code: string, message: string, service: string | undefined): Omit<Answer, 'status'> {
  return {
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-errortype': code,
      // SQS once spoke the query protocol, and its clients look for the code of that.
      ...(service === 'sqs' ? { 'x-amzn-query-error': `${code.replace(/Exception$/, '')};Sender` } : {}),
    },
    body: JSON.stringify({ __type: code, message }),
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** An answer as it comes from the emulator. */
export interface Streamed extends AsyncIterable<Uint8Array> {
  readonly statusCode?: number | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Reads an answer to its end, and gives it back to be read once more. */
export async function readThrough(answer: Streamed): Promise<{ readonly text: string; readonly again: Streamed }> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const { statusCode, headers } = answer;
  return { text: body.toString(), again: Object.assign(Readable.from([body]), { statusCode, headers }) };
}
