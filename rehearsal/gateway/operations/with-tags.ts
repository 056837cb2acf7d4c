import type { RequestContext } from '../../iam/request';
import type { Parameters } from '../request/parameters';
import type { Need } from './need';
import { tagContext, tagsInForm } from './tags';

/** What is made with tags takes the permission to tag, too. */
export function withTags(
  action: string,
  tagAction: string,
  resource: string,
  context: RequestContext,
  parameters: Parameters,
): readonly Need[] {
  const tags = tagsInForm(parameters);
  const create = { action, resource, context: { ...context, ...tagContext(tags) } };
  return tags.size === 0 ? [create] : [create, { action: tagAction, resource, context: tagContext(tags) }];
}
