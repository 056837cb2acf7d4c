import { awsAnswer } from '../../lib/aws/aws-answer';
import { awsFailure } from '../../lib/aws/aws-errors';
import { EXIT } from '../../lib/domain/failure';

const ACTION = 'cloudformation:DescribeStacks';

/** An error as the SDK throws it, with what it knows of the answer. */
function ofAws(name: string, message = '', metadata: object = {}): Error {
  return Object.assign(new Error(message), { name, $metadata: metadata, $fault: 'server' });
}

/** An error as Node.js throws it. */
function ofSystem(code: string, message = ''): Error {
  return Object.assign(new Error(message), { code });
}

test.each([
  ['Throttling', 'AwsThrottles'],
  ['ThrottlingException', 'AwsThrottles'],
  ['TooManyRequestsException', 'AwsThrottles'],
  ['RequestLimitExceeded', 'AwsThrottles'],
  ['SlowDown', 'AwsThrottles'],
  ['InternalFailure', 'AwsBroken'],
  ['InternalError', 'AwsBroken'],
  ['InternalServiceError', 'AwsBroken'],
  ['ServiceUnavailable', 'AwsBroken'],
  ['ServiceException', 'AwsBroken'],
  ['ServiceFailureException', 'AwsBroken'],
  ['RequestExpired', 'WrongClock'],
  ['RequestTimeTooSkewed', 'WrongClock'],
  ['ExpiredTokenException', 'NoCredentials'],
  ['InvalidClientTokenId', 'NoCredentials'],
  ['CredentialsProviderError', 'NoCredentials'],
  ['OptInRequired', 'NotSwitchedOn'],
  ['TimeoutError', 'AwsSilent'],
  ['NotAws', 'NotAws'],
  ['NameThatNobodyKnows', 'AwsError'],
])('%s of any service leaves the answer unknown: %s', (name, code) => {
  expect(awsFailure(ACTION, ofAws(name, 'oh'))).toMatchObject({ code, exitStatus: EXIT.incomplete });
});

test.each([
  ['AccessDenied', 'AwsRefused'],
  ['AccessDeniedException', 'AwsRefused'],
])('%s is for somebody to change, and no outage', (name, code) => {
  expect(awsFailure(ACTION, ofAws(name, 'oh'))).toMatchObject({ code, exitStatus: EXIT.unusable });
});

test.each([
  ['ENOTFOUND', 'AwsUnreachable'],
  ['ECONNREFUSED', 'AwsUnreachable'],
  ['ECONNRESET', 'AwsUnreachable'],
  ['EAI_AGAIN', 'AwsUnreachable'],
  ['ETIMEDOUT', 'AwsSilent'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'AwsUntrusted'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'AwsUntrusted'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'AwsUntrusted'],
  ['CERT_HAS_EXPIRED', 'AwsUntrusted'],
])('%s of the network is %s, even without any words', (system, code) => {
  expect(awsFailure(ACTION, ofSystem(system))).toMatchObject({ code, exitStatus: EXIT.incomplete });
});

test.each([429, 500, 502, 503])('the status %i tells where the name does not', (httpStatusCode) => {
  const code = httpStatusCode === 429 ? 'AwsThrottles' : 'AwsBroken';
  expect(awsFailure(ACTION, ofAws('UnknownError', '', { httpStatusCode }))).toMatchObject({ code });
});

describe('a signature that AWS refuses', () => {
  test.each([
    ['signed at another time', 'Signature expired: 20260101T000000Z is now earlier than 20260102T000000Z', {}],
    ['of a machine of another time', 'The request signature does not match', { clockSkewCorrected: true }],
  ])('%s is for the clock', (_, message, metadata) => {
    const failure = awsFailure(ACTION, ofAws('SignatureDoesNotMatch', message, metadata));
    expect(failure).toMatchObject({ code: 'WrongClock', message: expect.stringContaining('set the clock') });
  });

  test('is made with a wrong secret key otherwise, and what was signed is not shown', () => {
    const said = "does not match.\n\nThe Canonical String should have been\n'x-amz-security-token:FwoGZXIvYXdzEBYaD'";
    const failure = awsFailure(ACTION, ofAws('SignatureDoesNotMatch', said));
    expect(failure).toMatchObject({ code: 'NoCredentials' });
    expect(failure?.message).not.toContain('FwoGZXIvYXdzEBYaD');
  });
});

test('a page that the SDK cannot read is not of AWS', () => {
  const unread = Object.assign(new SyntaxError('Unexpected token <'), { $responseBodyText: '<html>', $metadata: {} });
  const failure = awsFailure(ACTION, unread);
  expect(failure).toMatchObject({ code: 'NotAws', exitStatus: EXIT.incomplete });
  expect(failure?.message).not.toContain('<');
});

test('a page of AWS itself that fails is told by its status', () => {
  const said =
    'mismatched tags <html>\n  Deserialization error: inspect the hidden field {error}.$response on this object.';
  const failure = awsFailure(ACTION, ofAws('Error', said, { httpStatusCode: 503 }));
  expect(failure).toMatchObject({ code: 'AwsBroken', message: expect.stringContaining('the status 503') });
  expect(failure?.message).not.toContain('<');
});

test('a connection that breaks off is no page, whatever the SDK makes of it', () => {
  const hint =
    'Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.';
  const aborted = Object.assign(ofAws('Error', `aborted\n  ${hint}`), { code: 'ECONNRESET' });
  const hungUp = Object.assign(ofAws('TimeoutError', 'socket hang up'), { code: 'ECONNRESET' });
  expect([aborted, hungUp].map((error) => awsFailure(ACTION, error)?.code)).toEqual([
    'AwsUnreachable',
    'AwsUnreachable',
  ]);
});

test('every message is one line that names the call or the credentials', () => {
  for (const name of ['Throttling', 'InternalFailure', 'RequestExpired', 'OptInRequired', 'TimeoutError', 'Odd']) {
    const message = awsFailure(ACTION, ofAws(name, 'first\r\nsecond'))?.message;
    expect(message).toMatch(/^[^\r\n]*cloudformation:DescribeStacks[^\r\n]*$/);
  }
});

test('what nobody but the author can cause stays a bug', async () => {
  expect(awsFailure(ACTION, new TypeError('x is not a function'))).toBeUndefined();
  await expect(awsAnswer(ACTION, Promise.reject(new TypeError('x is not a function')))).rejects.toThrow(TypeError);
});
