import { type CheckSubject, doesNotHold, holds, type LiveCheck } from '../../estate/live-check';
import { type Difference, mendedBy } from './mended-by';

/** What lets somebody see what they did not. */
export const SEE = 'deploy the auditor role of this version: npx cdk deploy --all';

/** The same of what the organization is asked. */
export const SEE_ORGANIZATION = `${SEE}; where Organizations refuses it, Ops is no delegated administrator: orgstrap doctor says so`;

/**
 * One check of what is different about one thing.
 *
 * @param what - such as `the bucket`, for the sentence that says what mends it
 * @param sound - what is said where nothing is
 */
export function judged(
  question: CheckSubject,
  differences: readonly Difference[],
  what: string,
  sound: string,
): LiveCheck {
  if (differences.length === 0) return holds(question, sound);
  const commands = new Set(differences.map(({ command }) => command));
  return doesNotHold(question, differences.map(({ found }) => found).join('; '), mendedBy(what, [...commands]));
}
