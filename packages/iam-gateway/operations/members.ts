import { isObject, type JsonObject } from '../iam/json';
import type { Parameters } from '../requests/wire-request';
import { type Tags, tagsInJson } from './tags';

/** Text that a request has somewhere. */
export interface Member {
  /** The names on the way to it, without the places in lists: `['NetworkInterface', 'SubnetId']`. */
  readonly path: readonly string[];
  readonly value: string;
}

/** What a request says, as far as it is about the resources of a call. */
export interface Said {
  /** Without tags and filters. */
  readonly members: readonly Member[];
  readonly tags: Tags;
  /** Of tags that are to be taken away. */
  readonly tagKeys: readonly string[];
}

const NOT_ABOUT = /^(filters?|tags?|tagset|taglist|tagspecifications?|tagkeys?|keys)$/i;

/** `Tag.1.Key`, `Tags.member.1.Key`, `TagSpecification.1.Tag.1.Key`, `Tags.Tag.1.Key`. */
const FORM_TAG = /^((?:.*\.)?Tags?(?:\.member|\.Tag)?\.\d+)\.(Key|TagKey)$/;
const FORM_TAG_KEY = /^(TagKeys?(?:\.member|\.TagKey)?\.\d+)$/;

/** Of a form. */
export function saidInForm(parameters: Parameters): Said {
  const tags = [...parameters].flatMap(([name, key]) => {
    const [, tag, word] = FORM_TAG.exec(name) ?? [];
    const value = parameters.get(`${tag}.${word === 'TagKey' ? 'TagValue' : 'Value'}`);
    return tag === undefined ? [] : [[key, value ?? ''] as const];
  });
  const members = [...parameters].flatMap(([name, value]) => {
    const path = name.split('.').filter((part) => !/^(\d+|member|entry)$/.test(part));
    const isAbout = path.every((part) => !NOT_ABOUT.test(part)) && !/^(Action|Version)$/.test(name);
    return isAbout ? [{ path, value }] : [];
  });
  return {
    members,
    tags: new Map(tags),
    tagKeys: [...parameters].filter(([name]) => FORM_TAG_KEY.test(name)).map(([, key]) => key),
  };
}

/** Of JSON, or of what a path and a query say. @throws Malformed where the tags are none */
export function saidInJson(input: JsonObject): Said {
  const tagKeys = [input.tagKeys, input.TagKeys].flat().filter((key) => typeof key === 'string');
  return {
    members: membersIn(input, []),
    tags: new Map(tagLists(input).flatMap((list) => [...tagsOf(list)])),
    tagKeys,
  };
}

function membersIn(value: unknown, path: readonly string[]): readonly Member[] {
  if (typeof value === 'string') return [{ path, value }];
  if (Array.isArray(value)) return value.flatMap((each: unknown) => membersIn(each, path));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    NOT_ABOUT.test(name) ? [] : membersIn(each, [...path, name]),
  );
}

/** Also those of what is to be made beside the thing itself. */
function tagLists(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(tagLists);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    /^(tags|tagset|taglist)$/i.test(name) ? [each] : isObject(each) || Array.isArray(each) ? tagLists(each) : [],
  );
}

/** Each service spells the names of a tag's two parts in a way of its own. */
function tagsOf(list: unknown): Tags {
  if (!Array.isArray(list)) return tagsInJson(isObject(list) && Array.isArray(list.Items) ? list.Items : list);
  return tagsInJson(
    list.map((tag: unknown) =>
      isObject(tag) ? { Key: tag.Key ?? tag.key ?? tag.TagKey, Value: tag.Value ?? tag.value ?? tag.TagValue } : tag,
    ),
  );
}
