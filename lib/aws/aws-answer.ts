import { EXIT, Failure } from '../domain/failure';

/** The names of errors that mean that somebody may not, in the words of CloudFormation, STS and Organizations. */
const REFUSALS: ReadonlySet<string> = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation']);
const NO_CREDENTIALS: ReadonlySet<string> = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'TokenRefreshRequired',
  'UnrecognizedClientException',
]);
const UNREACHABLE: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'TimeoutError',
]);

/**
 * Waits for an answer of AWS; an error that somebody can do something about becomes a Failure that says what.
 *
 * @param action - the IAM action, which is what a refusal is about
 * @throws Failure `AwsRefused`, `NotDelegated`, `NoCredentials`, `AwsUnreachable`; every other error as it is
 */
export async function awsAnswer<Answer>(action: string, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw failureOf(action, error) ?? error;
  }
}

/** Whether an error is of a kind that AWS gives a name to. */
export function isNamed(error: unknown, ...names: readonly string[]): error is Error {
  return error instanceof Error && names.includes(error.name);
}

function failureOf(action: string, error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  if (isNotDelegated(error)) {
    return new Failure(
      'NotDelegated',
      `${action}: ${error.message}; deployFrom in org.yaml says who deploys: the management account, or the Ops account once it is a delegated administrator of StackSets and may organizations:ListDelegatedAdministrators`,
      EXIT.unusable,
    );
  }
  if (REFUSALS.has(error.name)) {
    return new Failure(
      'AwsRefused',
      `AWS refuses ${action}: ${error.message}; these credentials need that permission`,
      EXIT.unusable,
    );
  }
  if (NO_CREDENTIALS.has(error.name)) {
    return new Failure(
      'NoCredentials',
      `no usable AWS credentials: ${error.message}; sign in to the deployment account`,
      EXIT.incomplete,
    );
  }
  if (UNREACHABLE.has(error.name) || ('code' in error && UNREACHABLE.has(String(error.code)))) {
    return new Failure('AwsUnreachable', `AWS cannot be reached for ${action}: ${error.message}`, EXIT.incomplete);
  }
  return undefined;
}

/** StackSets says this as a mere ValidationError. */
function isNotDelegated({ message }: Error): boolean {
  return /not a delegated administrator|management account or delegated admin/i.test(message);
}
