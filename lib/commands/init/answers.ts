import { EXIT, Failure } from '../../domain/failure';
import type { Inventory } from './inventory';
import { accountNamed, type Given, listed, problemsOfOptions, type Question, questionsAbout } from './questions';

/** All that a file needs and no organization tells. */
export interface Answers {
  readonly organizationId: string;
  readonly managementAccount: string;
  readonly homeRegion: string;
  readonly deployFrom: string;
  /** Ids, here and below. */
  readonly terraform: string;
  readonly ops: string;
  readonly leftOut: readonly string[];
  readonly services: readonly string[];
  readonly ci: string;
  /** Absent where CI has the keys of IAM users. */
  readonly repository?: string | undefined;
  readonly operators: readonly string[];
  readonly deployers: readonly string[];
}

/** Asks a person one question, until the answer can be used. */
export type Ask = (question: Question) => Promise<string>;

/**
 * The answers that are given, and those of a person to the other questions.
 *
 * @param ask - undefined where there is no terminal
 * @throws Failure `MissingAnswers` with every flag that is missing or cannot be used, where nobody can be asked
 */
export async function answersOf(
  inventory: Inventory,
  given: Given,
  services: readonly string[],
  ask?: Ask,
): Promise<Answers> {
  let known = given;
  const problems = [...problemsOfOptions(inventory, given)];
  // Which questions there are depends on the answers before them.
  const asked = new Set<string>();
  for (;;) {
    const question = questionsAbout(inventory, known, services).find(({ key }) => !asked.has(key));
    if (question === undefined) break;
    asked.add(question.key);
    const answer = known[question.key];
    const problem = answer === undefined ? undefined : question.problemOf(answer);
    if (problem !== undefined) problems.push(`${question.flag.split(' ')[0]}: ${problem}`);
    if (answer !== undefined) continue;
    if (ask === undefined) problems.push(`${question.flag} is missing: ${question.text}`);
    else known = { ...known, [question.key]: await ask(question) };
  }
  if (problems.length > 0) throw missing(problems);
  return completed(inventory, known);
}

function missing(problems: readonly string[]): Failure {
  const found = `${problems.length === 1 ? 'one answer cannot' : `${problems.length} answers cannot`} be used or found`;
  return new Failure(
    'MissingAnswers',
    `${found}; give these flags, or run orgstrap init on a terminal, where it asks\n${problems.map((problem) => `  ${problem}\n`).join('')}`.trimEnd(),
    EXIT.unusable,
  );
}

function completed(inventory: Inventory, given: Given): Answers {
  const idOf = (text = '') => accountNamed(inventory, text).id ?? text;
  return {
    organizationId: inventory.organizationId ?? given.organizationId ?? '',
    managementAccount: inventory.managementAccount ?? given.managementAccount ?? '',
    homeRegion: given.homeRegion ?? '',
    deployFrom: given.deployFrom ?? '',
    terraform: idOf(given.terraformAccount),
    ops: idOf(given.opsAccount),
    leftOut: listed(given.leaveOut ?? '').map(idOf),
    services: listed(given.services ?? ''),
    ci: given.ci ?? '',
    repository: given.ci === 'iam-user' ? undefined : given.repository,
    operators: listed(given.operator ?? ''),
    deployers: listed(given.deployer ?? ''),
  };
}
