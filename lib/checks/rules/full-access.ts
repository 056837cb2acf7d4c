import type { Rule } from '../rule';
import { allowedBy, textsOf } from '../statements';

export const noFullAccess: Rule = {
  name: 'NoFullAccess',
  description: 'a policy names actions, or parts of them; "*" and "service:*" are for boundaries, which grant nothing',
  check: (resource) =>
    allowedBy(resource).flatMap(({ Sid, Action }) =>
      textsOf(Action)
        .filter((action) => /^(?:[\w-]+:)?\*+$/.test(action))
        .map((action) => `${Sid} allows '${action}'`),
    ),
};
