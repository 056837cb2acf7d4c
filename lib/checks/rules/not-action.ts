import { isException } from '../../iam/statement';
import type { Rule } from '../rule';
import { allowedBy } from '../statements';

export const noNotAction: Rule = {
  name: 'NoNotAction',
  description: 'an Allow with NotAction or NotResource grants what AWS, or somebody else, has not made yet',
  check: (resource) =>
    allowedBy(resource).flatMap(({ sid, action, resource: reached }) => [
      ...(isException(action) ? [`${sid} allows everything but a list of actions`] : []),
      ...(isException(reached) ? [`${sid} allows everything but a list of resources`] : []),
    ]),
};
