import type { Rule } from '../rule';
import { allowedBy, textsOf, trustOf } from '../statements';

export const noQuestionMark: Rule = {
  name: 'NoQuestionMark',
  description: '"?" is a wildcard that neither reviewers nor the stock rules look for',
  check: (resource) =>
    [...allowedBy(resource), ...trustOf(resource)].flatMap(({ Sid, Action, Resource, Condition }) =>
      [...textsOf(Action), ...textsOf(Resource), ...textsOf(Condition)]
        .filter((text) => text.includes('?'))
        .map((text) => `${Sid} has a '?' in ${text}`),
    ),
};
