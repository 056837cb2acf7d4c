import { type ConditionJson, oneOrMany } from '../../iam/policy-document';
import { type Condition, named, type Statement } from '../../iam/statement';
import type { Rule } from '../rule';
import { allowedBy, trustOf } from '../statements';

export const noQuestionMark: Rule = {
  name: 'NoQuestionMark',
  description: '"?" is a wildcard that neither reviewers nor the stock rules look for',
  check: (resource) => [
    ...allowedBy(resource).flatMap(({ sid, action, resource: reached, conditions }) =>
      found(sid, [...named(action), ...named(reached), JSON.stringify(written(conditions))]),
    ),
    ...trustOf(resource).flatMap(({ sid, conditions }) =>
      found(sid, [JSON.stringify(written(conditions)).replaceAll(ID_OF_A_RUN, '')]),
    ),
  ],
};

/** A whole UUID or commit in the subject of a token, in whose fixed length nothing else fits. */
const ID_OF_A_RUN = /(?<!\?)(?:\?{8}-\?{4}-\?{4}-\?{4}-\?{12}|\?{40})(?!\?)/g;

function found(sid: Statement['sid'], texts: readonly string[]): readonly string[] {
  return texts.filter((text) => text.includes('?')).map((text) => `${sid} has a '?' in ${text}`);
}

/** The conditions as they stand in a policy. */
function written(conditions: readonly Condition[]): ConditionJson {
  const operators = [...new Set(conditions.map(({ operator }) => operator))];
  return Object.fromEntries(
    operators.map((operator) => [
      operator,
      Object.fromEntries(
        conditions.filter((one) => one.operator === operator).map(({ key, values }) => [key, oneOrMany(values)]),
      ),
    ]),
  );
}
