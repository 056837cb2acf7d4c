import { Failure } from '../domain/failure';

/** What a live check looks at, and why it matters. */
export interface CheckSubject {
  readonly name: string;
  readonly why: string;
}

/** A live check: what came of looking at one thing in AWS. */
export interface LiveCheck extends CheckSubject {
  readonly result: 'ok' | 'finding' | 'not seen';
  readonly found: string;
  /** The command that mends it, or lets it be seen. */
  readonly fix?: string;
}

export function holds({ name, why }: CheckSubject, found: string): LiveCheck {
  return { name, why, result: 'ok', found };
}

export function doesNotHold({ name, why }: CheckSubject, found: string, fix: string): LiveCheck {
  return { name, why, result: 'finding', found, fix };
}

export function notSeen({ name, why }: CheckSubject, found: string, fix: string): LiveCheck {
  return { name, why, result: 'not seen', found, fix };
}

/** Looks at several things that one answer tells; where AWS does not give it, none of them is seen. */
export async function checksOfAnswer<Answer>(
  questions: readonly CheckSubject[],
  fix: string,
  ask: () => Promise<Answer>,
  judge: (answer: Answer) => readonly LiveCheck[],
): Promise<readonly LiveCheck[]> {
  const answer = await ask().then(
    (given) => ({ given }),
    (error: unknown) => ({ refusal: refusalOf(error) }),
  );
  if ('given' in answer) return judge(answer.given);
  return questions.map((question) => notSeen(question, answer.refusal, fix));
}

/**
 * Why AWS did not answer, in words.
 *
 * @throws the error itself where it is a bug: not of AWS, and nothing that a user can cause
 */
export function refusalOf(error: unknown): string {
  if (error instanceof Failure) return error.message;
  // The SDK puts this on every error of a request, whether AWS answered with it or the network broke.
  if (error instanceof Error && '$metadata' in error) return `${error.name}: ${error.message}`;
  throw error;
}
