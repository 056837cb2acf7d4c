import { awsFailure } from './aws-errors';

/**
 * Waits for an answer of AWS; every error of AWS, of the network or of what is between becomes a Failure that says what to do.
 * What a caller knows to mean something else must be caught before.
 *
 * @param action - the IAM action, which is what a refusal is about
 * @throws Failure of a kind of `aws-errors.ts`; what is none of them, which is a bug, as it is
 */
export async function awsAnswer<Answer>(action: string, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw awsFailure(action, error) ?? error;
  }
}

/** Whether an error is of a kind that AWS gives a name to. */
export function isNamed(error: unknown, ...names: readonly string[]): error is Error {
  return error instanceof Error && names.includes(error.name);
}

/** What is gone is removed: a call may have worked whose answer was lost. */
export async function unlessGone<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isNamed(error, 'NoSuchEntityException')) return undefined;
    throw error;
  }
}
