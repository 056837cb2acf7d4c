import type { Rule } from '../rule';
import { allowedBy } from '../statements';

export const noNotAction: Rule = {
  name: 'NoNotAction',
  description: 'an Allow with NotAction or NotResource grants what AWS, or somebody else, has not made yet',
  check: (resource) =>
    allowedBy(resource).flatMap(({ Sid, NotAction, NotResource }) => [
      ...(NotAction === undefined ? [] : [`${Sid} allows everything but a list of actions`]),
      ...(NotResource === undefined ? [] : [`${Sid} allows everything but a list of resources`]),
    ]),
};
