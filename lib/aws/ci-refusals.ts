import type { CiAnswer } from './ci-answer';

interface Question {
  /** As people call it. */
  readonly system: string;
  readonly what: string;
  /** Of the environment, that has the token. */
  readonly variable: string;
  /** What the token must be allowed. */
  readonly right: string;
  readonly token: string | undefined;
}

/** Why an answer is none, and what to do about that; undefined where it is one. A status of HTTP means the same to GitHub and to GitLab. */
export function whyNoAnswer(answer: CiAnswer, { system, what, variable, right, token }: Question): string | undefined {
  if (answer.kind === 'silence') return answer.why;
  const { status } = answer;
  if (status === 200) return undefined;
  const lookThere = `or look at ${what} in ${system}`;
  if (status === 401) return `${system} takes the token of ${variable} for none; give it a valid one, ${lookThere}`;
  if (status === 404 && !token) {
    return `${system} shows nobody without a token ${what}: set ${variable} to one with ${right}, ${lookThere}`;
  }
  if (status === 404) return `${system} knows no ${what}, or the token of ${variable} lacks ${right}; look at it there`;
  if (status === 403 || status === 429) {
    return `${system} refuses to say (${status}): the token of ${variable} lacks ${right}, or was asked too often; wait a minute, ${lookThere}`;
  }
  if (status >= 300 && status < 400) {
    return `${system} has it somewhere else by now (${status}); write the new name into org.yaml, ${lookThere}`;
  }
  return `${system} answered with the status ${status}; ask again in a minute, ${lookThere}`;
}
