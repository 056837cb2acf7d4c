import type { Rule } from '../rule';
import { allowedBy, textsOf, trustOf } from '../statements';

export const noQuestionMark: Rule = {
  name: 'NoQuestionMark',
  description: '"?" is a wildcard that neither reviewers nor the stock rules look for',
  check: (resource) => [
    ...allowedBy(resource).flatMap(({ Sid, Action, Resource, Condition }) =>
      found(Sid, [...textsOf(Action), ...textsOf(Resource), ...textsOf(Condition)]),
    ),
    ...trustOf(resource).flatMap(({ Sid, Condition }) =>
      found(
        Sid,
        textsOf(Condition).map((text) => text.replaceAll(ID_OF_A_RUN, '')),
      ),
    ),
  ],
};

/** A whole UUID or commit in the subject of a token, in whose fixed length nothing else fits. */
const ID_OF_A_RUN = /(?<!\?)(?:\?{8}-\?{4}-\?{4}-\?{4}-\?{12}|\?{40})(?!\?)/g;

function found(sid: string | undefined, texts: readonly string[]): readonly string[] {
  return texts.filter((text) => text.includes('?')).map((text) => `${sid} has a '?' in ${text}`);
}
