import { isObject } from '../iam/json';
import type { RequestContext } from '../iam/request';
import { Malformed } from '../requests/refusals';
import type { Parameters } from '../requests/wire-request';
import type { RequiredPermission } from './table';

/** Tags that a request brings along. */
export type Tags = ReadonlyMap<string, string>;

/** `Tags.member.1.Key` and `.Value`. */
export function tagsInForm(parameters: Parameters): Tags {
  const keys = [...parameters].flatMap(([name, key]) => {
    const [, index] = /^Tags\.member\.(\d+)\.Key$/.exec(name) ?? [];
    return index === undefined ? [] : [[key, parameters.get(`Tags.member.${index}.Value`) ?? ''] as const];
  });
  const expected = keys.length * 2;
  const found = [...parameters.keys()].filter((name) => name.startsWith('Tags.')).length;
  if (found !== expected || new Set(keys.map(([key]) => key)).size !== keys.length) throw new Malformed('the tags');
  return new Map(keys);
}

/** `[{"Key": …, "Value": …}]`, or `{key: value}`. */
export function tagsInJson(tags: unknown): Tags {
  if (tags === undefined || tags === null) return new Map();
  const pairs = Array.isArray(tags)
    ? tags.map((tag: unknown) => (isObject(tag) ? [tag.Key, tag.Value] : []))
    : Object.entries(isObject(tags) ? tags : { '': undefined });
  const read = pairs.map(([key, value]) => {
    if (typeof key !== 'string' || typeof value !== 'string') throw new Malformed('the tags');
    return [key, value] as const;
  });
  if (new Set(read.map(([key]) => key)).size !== read.length) throw new Malformed('a tag that is there twice');
  return new Map(read);
}

export function tagContext(tags: Tags): RequestContext {
  if (tags.size === 0) return {};
  return {
    'aws:TagKeys': [...tags.keys()],
    ...Object.fromEntries([...tags].map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  };
}

/** What is made with tags takes the permission to tag, too. */
export function withTags(
  action: string,
  tagAction: string,
  resource: string,
  context: RequestContext,
  parameters: Parameters,
): readonly RequiredPermission[] {
  const tags = tagsInForm(parameters);
  const create = { action, resource, context: { ...context, ...tagContext(tags) } };
  return tags.size === 0 ? [create] : [create, { action: tagAction, resource, context: tagContext(tags) }];
}
