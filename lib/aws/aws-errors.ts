import { EXIT, type ExitStatus, Failure } from '../domain/failure';

/** Errors that mean the same for who runs a command. */
interface ErrorKind {
  /** The code of the Failure. */
  readonly code: string;
  readonly exitStatus: ExitStatus;
  /** Whether an error is of this kind; the first kind that says so has it. */
  includes(error: Error): boolean;
  /** One line that says what to do. @param said - what AWS, or the network, says */
  line(action: string, said: string): string;
}

/** A connection that stood and broke, or that never came about. */
const NO_CONNECTION: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'EPROTO',
  'ERR_INVALID_URL',
]);

/** What Node.js, through OpenSSL, finds wrong with a certificate. */
const CERTIFICATE =
  /^(CERT_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH)/;

/** Each service has its own word for each. */
const THROTTLED = /^(Throttl|TooManyRequests|RequestLimitExceeded|RequestThrottled|BandwidthLimitExceeded|SlowDown)/;
const BROKEN =
  /^(Internal(Failure|Error|Server|ServiceError|ServiceFault)|Service(Failure|Exception|Unavailable|Error)|Unavailable|BadGateway|GatewayTimeout)/;
const CLOCK = /^(RequestExpired|RequestTimeTooSkewed|RequestInTheFuture)/;
const SIGNATURE = /^(SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature)/;
const SIGNED_AT_ANOTHER_TIME = /signature (expired|not yet current)/i;

const REFUSED: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'Forbidden',
  'ForbiddenException',
  'UnauthorizedOperation',
]);
const NO_CREDENTIALS: ReadonlySet<string> = new Set([
  'AuthFailure',
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidToken',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'TokenProviderError',
  'TokenRefreshRequired',
  'UnauthorizedException',
  'UnrecognizedClientException',
]);
const NOT_SWITCHED_ON: ReadonlySet<string> = new Set([
  'OptInRequired',
  'RegionDisabledException',
  'SubscriptionRequiredException',
]);

/**
 * Every error of a call, by what somebody can do about it. Only a refusal is about the credentials; what nobody at this machine
 * decides ends with `EXIT.incomplete`: then nothing is known.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
const KINDS: readonly ErrorKind[] = [
  {
    // StackSets says this as a mere ValidationError.
    code: 'NotDelegated',
    exitStatus: EXIT.unusable,
    includes: ({ message }) => /not a delegated administrator|management account or delegated admin/i.test(message),
    line: (action, said) =>
      `${action}: ${said}; deployFrom in org.yaml says who deploys: the management account, or the Ops account once it is a delegated administrator of StackSets and may organizations:ListDelegatedAdministrators`,
  },
  {
    code: 'WrongClock',
    exitStatus: EXIT.incomplete,
    includes: (error) =>
      CLOCK.test(error.name) ||
      (SIGNATURE.test(error.name) && (SIGNED_AT_ANOTHER_TIME.test(error.message) || isSkewed(error))),
    line: (action, said) =>
      `the clock of this machine does not agree with that of AWS, which refuses ${action} for it: ${said}; set the clock, for example with sudo timedatectl set-ntp true, and run this again`,
  },
  {
    code: 'AwsThrottles',
    exitStatus: EXIT.incomplete,
    includes: (error) => THROTTLED.test(error.name) || statusOf(error) === 429,
    line: (action, said) =>
      `AWS takes no more calls of ${action} for now, after several attempts: ${said}; somebody or something else asks as well: run this again in a minute`,
  },
  {
    code: 'NoCredentials',
    exitStatus: EXIT.incomplete,
    includes: ({ name }) => NO_CREDENTIALS.has(name) || SIGNATURE.test(name),
    line: (_, said) =>
      `no usable AWS credentials: ${said}; sign in, for example with aws sso login or another AWS_PROFILE, and run this again`,
  },
  {
    code: 'NotSwitchedOn',
    exitStatus: EXIT.incomplete,
    includes: ({ name }) => NOT_SWITCHED_ON.has(name),
    line: (action, said) =>
      `AWS answers ${action} only after somebody switched it on: ${said}; a Region of org.yaml may be one to opt in to, which aws account enable-region does, or the account is not yet signed up`,
  },
  {
    code: 'AwsRefused',
    exitStatus: EXIT.unusable,
    includes: ({ name }) => REFUSED.has(name),
    line: (action, said) => `AWS refuses ${action}: ${said}; these credentials need that permission`,
  },
  {
    code: 'AwsUntrusted',
    exitStatus: EXIT.incomplete,
    includes: (error) => CERTIFICATE.test(codeOf(error)),
    line: (action, said) =>
      `whoever answers ${action} does not prove to be AWS: ${said}; behind a proxy that looks into TLS, name its certificate with NODE_EXTRA_CA_CERTS=FILE, and otherwise look at the clock of this machine`,
  },
  {
    code: 'AwsUnreachable',
    exitStatus: EXIT.incomplete,
    includes: (error) => NO_CONNECTION.has(codeOf(error)),
    line: (action, said) =>
      `AWS cannot be reached for ${action}: ${said}; look at the network, the Region and AWS_ENDPOINT_URL, and run this again`,
  },
  {
    code: 'AwsSilent',
    exitStatus: EXIT.incomplete,
    includes: (error) => /^(NoAnswer|.*Timeout.*)$/.test(error.name) || codeOf(error) === 'ETIMEDOUT',
    line: (action) =>
      `AWS does not answer ${action}, after several attempts; look at the network and at HTTPS proxies between, and run this again`,
  },
  {
    code: 'AwsBroken',
    exitStatus: EXIT.incomplete,
    includes: (error) => BROKEN.test(error.name) || statusOf(error) >= 500,
    line: (action, said) =>
      `AWS fails at ${action}, after several attempts: ${said}; run this again in some minutes, and see https://health.aws.amazon.com where it goes on`,
  },
  {
    code: 'NotAws',
    exitStatus: EXIT.incomplete,
    includes: isNotOfAws,
    line: (action) =>
      `something between this machine and AWS answered ${action} in its place, such as a proxy or the sign-in page of a network; sign in to that network, or let the addresses of AWS pass, and run this again`,
  },
  {
    code: 'AwsError',
    exitStatus: EXIT.incomplete,
    includes: (error) => '$metadata' in error || '$fault' in error,
    line: (action, said) => `AWS answers ${action} with an error: ${said}`,
  },
];

/** What an error of a call means for who runs the command; undefined where it is none of AWS, of the network or of the SDK. */
export function awsFailure(action: string, error: unknown): Failure | undefined {
  if (!(error instanceof Error) || error instanceof Failure) return undefined;
  const kind = KINDS.find((one) => one.includes(error));
  return kind && new Failure(kind.code, kind.line(action, saidBy(error)), kind.exitStatus);
}

/** An answer that lacks what AWS always gives. */
export function unfinishedAnswer(action: string, lacking: string): Failure {
  return new Failure('AwsError', `AWS answered ${action} without ${lacking}; run this again`, EXIT.incomplete);
}

const LONGEST = 400;

/**
 * One line. What comes after the first line of a message is for who looks for an error in the SDK: it can hold what was signed, the
 * session's token included.
 */
function saidBy(error: Error): string {
  // Every error of reading an answer has the SDK's hint, that of a connection that broke off, too.
  if (codeOf(error) === '' && isNotOfAws(error)) return `it answers with the status ${statusOf(error)}`;
  const [first = ''] = error.message.trim().split(/[\r\n]/);
  const said = first.slice(0, LONGEST).trim();
  const name = error.name === 'Error' ? codeOf(error) : error.name;
  if (said === '') return name;
  return name === '' || said.includes(name) ? said : `${name}: ${said}`;
}

/** The SDK could not read it, or `GuardedHandler` saw that it is a page. */
function isNotOfAws(error: Error): boolean {
  return (
    error.name === 'NotAws' ||
    '$responseBodyText' in error ||
    /deserialization error|inspect the hidden field/i.test(error.message)
  );
}

/** The SDK compares the time of each answer with that of the machine. */
function isSkewed(error: Error): boolean {
  return '$metadata' in error && Object(error.$metadata).clockSkewCorrected === true;
}

function statusOf(error: Error): number {
  return '$metadata' in error ? Number(Object(error.$metadata).httpStatusCode ?? 0) : 0;
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}
