import { EXIT, type ExitStatus, Failure } from '../domain/failure';
import type { AccountId } from '../domain/ids';
import type { CheckKind } from './check-kinds';
import type { Mending } from './mending';

/** What a live check looks at, and why it matters. */
export interface CheckSubject {
  readonly kind: CheckKind;
  readonly name: string;
  readonly why: string;
  /** A name or an ARN, where an account has several of the kind. It tells a finding from others, so it holds nothing that changes from run to run. */
  readonly resource?: string;
  /** The account that it is about, where that is another one than the one that is looked at. */
  readonly account?: AccountId;
}

/** A live check: what came of looking at one thing in AWS. */
export interface LiveCheck extends CheckSubject {
  readonly result: 'ok' | 'finding' | 'not seen';
  readonly found: string;
  /** What should have been found, where that is one value or one document. */
  readonly expected?: string;
  /** The command that mends it, or lets it be seen. */
  readonly fix?: string;
  /** What of that `orgstrap doctor --fix` does. @default - nothing: it is for a person */
  readonly mending?: Mending;
  /** Where it was not seen because AWS did not answer: that says nothing of the credentials, and another run may see it. */
  readonly isUnanswered?: true;
}

export function holds(subject: CheckSubject, found: string): LiveCheck {
  return { ...subjectOf(subject), result: 'ok', found };
}

export function doesNotHold(
  subject: CheckSubject,
  found: string,
  fix: string,
  { expected, mending }: { readonly expected?: string | undefined; readonly mending?: Mending | undefined } = {},
): LiveCheck {
  return {
    ...subjectOf(subject),
    result: 'finding',
    found,
    ...(expected !== undefined && { expected }),
    fix,
    ...(mending && { mending }),
  };
}

export function notSeen(subject: CheckSubject, found: string, fix: string): LiveCheck {
  return { ...subjectOf(subject), result: 'not seen', found, fix };
}

/** Without what a subject has for its own check alone. */
function subjectOf({ kind, name, why, resource, account }: CheckSubject): CheckSubject {
  return { kind, name, why, ...(resource !== undefined && { resource }), ...(account !== undefined && { account }) };
}

/** What was not seen, because of an error. @throws the error where it is a bug */
export function notSeenFor(question: CheckSubject, error: unknown, fix: string): LiveCheck {
  const { code, message, exitStatus } = failureIn(error);
  if (exitStatus !== EXIT.incomplete) return notSeen(question, message, fix);
  // An error that nobody knows says the same to the next run.
  return { ...notSeen(question, message, code === 'AwsError' ? fix : 'run this again'), isUnanswered: true };
}

/** Findings are certain, whatever else could not be seen; without any, what could not be seen leaves the answer open. */
export function statusOfChecks(checks: readonly LiveCheck[], isUnseen: (check: LiveCheck) => boolean): ExitStatus {
  if (checks.some(({ result }) => result === 'finding')) return EXIT.failed;
  return checks.some(isUnseen) ? EXIT.incomplete : EXIT.done;
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
    (error: unknown) => ({ error: failureIn(error) }),
  );
  if ('given' in answer) return judge(answer.given);
  return questions.map((question) => notSeenFor(question, answer.error, fix));
}

/** The failure that kept somebody from seeing something. @throws the error itself where it is a bug: nothing of AWS, and nothing that a user can cause */
export function failureIn(error: unknown): Failure {
  if (error instanceof Failure) return error;
  throw error;
}
