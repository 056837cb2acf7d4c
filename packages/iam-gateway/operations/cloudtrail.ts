import type { JsonObject } from '../iam/json';
import { Malformed, Unmapped } from '../requests/refusals';
import type { JsonTable, RequiredPermission } from './table';
import { arnHere, type RequestPlace } from './table';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html */
export const CLOUDTRAIL: JsonTable = {
  CreateTrail: withoutRole('CreateTrail'),
  DeleteTrail: onTrail('DeleteTrail'),
  DescribeTrails: () => [{ action: 'cloudtrail:DescribeTrails', resource: '*' }],
  GetEventSelectors: onSeenTrail('GetEventSelectors', 'TrailName'),
  GetTrailStatus: onSeenTrail('GetTrailStatus', 'Name'),
  ListTrails: () => [{ action: 'cloudtrail:ListTrails', resource: '*' }],
  LookupEvents: (input) => {
    if (input.EventCategory !== undefined) throw new Unmapped('cloudtrail:LookupEvents of insights');
    return [{ action: 'cloudtrail:LookupEvents', resource: '*' }];
  },
  PutEventSelectors: onTrail('PutEventSelectors', 'TrailName'),
  StartLogging: onTrail('StartLogging'),
  StopLogging: onTrail('StopLogging'),
  UpdateTrail: withoutRole('UpdateTrail'),
};

/** With a role, it takes the permission to pass that one as well. */
function withoutRole(operation: string): (input: JsonObject, here: RequestPlace) => readonly RequiredPermission[] {
  return (input, here) => {
    if (input.CloudWatchLogsRoleArn !== undefined) throw new Unmapped(`cloudtrail:${operation} with a role`);
    return onTrail(operation)(input, here);
  };
}

function onTrail(
  operation: string,
  parameter = 'Name',
): (input: JsonObject, here: RequestPlace) => readonly RequiredPermission[] {
  return (input, here) => [{ action: `cloudtrail:${operation}`, resource: trail(input[parameter], here) }];
}

/** Each account has a copy of the trail of its organization, to look at, which it names by the ARN of the original. */
function onSeenTrail(
  operation: string,
  parameter: string,
): (input: JsonObject, here: RequestPlace) => readonly RequiredPermission[] {
  return (input, here) => {
    const named = input[parameter];
    const { partition, organization } = here.snapshot;
    const owner = new RegExp(
      `^arn:${partition}:cloudtrail:[a-z0-9-]+:${organization.managementAccount}:trail/[\\w.-]+$`,
    );
    if (typeof named !== 'string' || !owner.test(named)) return onTrail(operation, parameter)(input, here);
    return [{ action: `cloudtrail:${operation}`, resource: named, target: { account: here.account } }];
  };
}

/** A name, or the ARN of a trail of this account and Region: the emulator looks nowhere else. */
function trail(named: unknown, here: RequestPlace): string {
  const start = arnHere(here, 'cloudtrail', 'trail/');
  const name = typeof named === 'string' && named.startsWith(start) ? named.slice(start.length) : named;
  if (typeof name !== 'string' || !/^[A-Za-z0-9][\w.-]{1,126}[A-Za-z0-9]$/.test(name)) {
    throw new Malformed(`${JSON.stringify(named)} is no trail of this account and Region`);
  }
  return `${start}${name}`;
}
