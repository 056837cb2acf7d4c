import type { JsonObject } from '../iam/json';
import { Malformed, Unmapped } from '../requests/refusals';
import type { JsonTable, RequiredPermission } from './table';
import { arnHere, type RequestPlace } from './table';
import { tagContext, tagsInJson } from './tags';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
export const LOGS: JsonTable = {
  CreateLogGroup: (input, here) => {
    if (input.kmsKeyId !== undefined) throw new Unmapped('logs:CreateLogGroup with a key');
    const resource = logGroup(input.logGroupName, here);
    const tags = tagsInJson(input.tags);
    const create = { action: 'logs:CreateLogGroup', resource, context: tagContext(tags) };
    return tags.size === 0 ? [create] : [create, { ...create, action: 'logs:TagResource' }];
  },
  DeleteLogGroup: onLogGroup('logs:DeleteLogGroup'),
  DeleteRetentionPolicy: onLogGroup('logs:DeleteRetentionPolicy'),
  DescribeLogGroups: () => [{ action: 'logs:DescribeLogGroups', resource: '*' }],
  ListTagsForResource: (input, here) => [{ action: 'logs:ListTagsForResource', resource: tagged(input, here) }],
  PutRetentionPolicy: onLogGroup('logs:PutRetentionPolicy'),
  TagResource: (input, here) => [
    { action: 'logs:TagResource', resource: tagged(input, here), context: tagContext(tagsInJson(input.tags)) },
  ],
  UntagResource: (input, here) => [{ action: 'logs:UntagResource', resource: tagged(input, here) }],
};

function onLogGroup(action: string): (input: JsonObject, here: RequestPlace) => readonly RequiredPermission[] {
  return ({ logGroupName }, here) => [{ action, resource: logGroup(logGroupName, here) }];
}

const NAME = /^[\w./#-]{1,512}$/;

function logGroup(name: unknown, here: RequestPlace): string {
  if (typeof name !== 'string' || !NAME.test(name)) {
    throw new Malformed(`${JSON.stringify(name)} is not the name of a log group`);
  }
  return arnHere(here, 'logs', `log-group:${name}`);
}

/** The emulator looks in the caller's account and this Region only. */
function tagged({ resourceArn }: JsonObject, here: RequestPlace): string {
  const prefix = arnHere(here, 'logs', 'log-group:');
  if (typeof resourceArn !== 'string' || !resourceArn.startsWith(prefix)) {
    throw new Unmapped(`the tags of ${JSON.stringify(resourceArn)}`);
  }
  return logGroup(resourceArn.slice(prefix.length), here);
}
