import { isObject, type JsonObject } from '../iam/json';
import type { RequestContext } from '../iam/request';
import { Malformed, Unmapped } from '../requests/refusals';
import type { JsonTable, RequiredPermission } from './table';
import { arnHere, type RequestPlace } from './table';
import { tagContext, tagsInJson } from './tags';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
export const EVENTS: JsonTable = {
  DeleteRule: onRule('DeleteRule'),
  DescribeEventBus: ({ Name }, here) => [
    { action: 'events:DescribeEventBus', resource: arnHere(here, 'events', `event-bus/${busOf(Name, here)}`) },
  ],
  DescribeRule: onRule('DescribeRule'),
  DisableRule: onRule('DisableRule'),
  EnableRule: onRule('EnableRule'),
  ListTargetsByRule: onRule('ListTargetsByRule', 'Rule'),
  ListRules: () => [{ action: 'events:ListRules', resource: '*' }],
  // It is about a bus, which IAM does not know as a resource of it.
  PutPermission: () => [{ action: 'events:PutPermission', resource: '*' }],
  PutRule: (input, here) => {
    if (input.RoleArn !== undefined) throw new Unmapped('events:PutRule with a role');
    const tags = tagsInJson(input.Tags);
    const [put] = onRule('PutRule', 'Name', tagContext(tags))(input, here);
    if (put === undefined) return [];
    const tag = { action: 'events:TagResource', resource: put.resource, context: tagContext(tags) };
    return tags.size === 0 ? [put] : [put, tag];
  },
  PutTargets: (input, here) => onRule('PutTargets', 'Rule', { 'events:TargetArn': targets(input) })(input, here),
  RemoveTargets: onRule('RemoveTargets', 'Rule'),
};

/** Rules of this account's buses, which nobody from another account has made. */
function onRule(
  operation: string,
  parameter = 'Name',
  more: RequestContext = {},
): (input: JsonObject, here: RequestPlace) => readonly RequiredPermission[] {
  return (input, here) => {
    const resource = rule(input[parameter], input.EventBusName, here);
    return [{ action: `events:${operation}`, resource, context: { 'events:creatorAccount': here.account, ...more } }];
  };
}

/** A rule of the default bus has no bus in its ARN. */
function rule(name: unknown, busName: unknown, here: RequestPlace): string {
  const bus = busOf(busName, here);
  return arnHere(here, 'events', `rule/${bus === 'default' ? '' : `${bus}/`}${nameOf(name, '')}`);
}

function busOf(named: unknown, here: RequestPlace): string {
  return named === undefined ? 'default' : nameOf(named, arnHere(here, 'events', 'event-bus/'));
}

/** A name, or the ARN that begins as is told. */
function nameOf(named: unknown, start: string): string {
  const name = typeof named === 'string' && named.startsWith(start) ? named.slice(start.length) : named;
  if (typeof name !== 'string' || !/^[\w.-]{1,256}$/.test(name)) {
    throw new Malformed(`${JSON.stringify(named)} is no name of a rule or a bus of this account and Region`);
  }
  return name;
}

function targets({ Targets }: JsonObject): readonly string[] {
  if (!Array.isArray(Targets) || Targets.length === 0) throw new Malformed('no targets');
  return (Targets as readonly unknown[]).map((target) => {
    if (!isObject(target) || typeof target.Arn !== 'string') throw new Malformed('a target without an ARN');
    if (target.RoleArn !== undefined) throw new Unmapped('events:PutTargets with a role');
    return target.Arn;
  });
}
