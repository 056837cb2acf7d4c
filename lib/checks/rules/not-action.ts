import type { Rule } from '../rule';
import { allowedBy } from '../statements';

export const noNotAction: Rule = {
  name: 'NoNotAction',
  description: 'an Allow with NotAction grants what AWS has not invented yet',
  check: (resource) =>
    allowedBy(resource)
      .filter(({ NotAction }) => NotAction !== undefined)
      .map(({ Sid }) => `${Sid} allows everything but a list`),
};
