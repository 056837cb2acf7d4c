import { named } from '../../iam/statement';
import type { Rule } from '../rule';
import { allowedBy } from '../statements';

export const noFullAccess: Rule = {
  name: 'NoFullAccess',
  description: 'a policy names actions, or parts of them; "*" and "service:*" are for boundaries, which grant nothing',
  check: (resource) =>
    allowedBy(resource).flatMap(({ sid, action }) =>
      named(action)
        .filter((name) => /^(?:[\w-]+:)?\*+$/.test(name))
        .map((name) => `${sid} allows '${name}'`),
    ),
};
