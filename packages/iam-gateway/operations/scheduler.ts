import { isObject, type JsonObject } from '../iam/json';
import { Malformed } from '../requests/refusals';
import { arnHere, type JsonTable, type RequestPlace, type RequiredPermission } from './table';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgescheduler.html */
export const SCHEDULER: JsonTable = {
  GetSchedule: (input, here) => [onSchedule('GetSchedule', input, here)],
  UpdateSchedule: (input, here) => [
    onSchedule('UpdateSchedule', input, here),
    {
      action: 'iam:PassRole',
      resource: roleOf(input),
      context: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
    },
  ],
};

function onSchedule(operation: string, input: JsonObject, here: RequestPlace): RequiredPermission {
  const { GroupName: group = 'default', Name: name } = input;
  return {
    action: `scheduler:${operation}`,
    resource: arnHere(here, 'scheduler', `schedule/${named(group)}/${named(name)}`),
  };
}

function named(value: unknown): string {
  if (typeof value === 'string' && /^[\w.-]{1,64}$/.test(value)) return value;
  throw new Malformed(`${JSON.stringify(value)} is no name of a schedule or a group`);
}

function roleOf({ Target: target }: JsonObject): string {
  if (isObject(target) && typeof target.RoleArn === 'string') return target.RoleArn;
  throw new Malformed('a target without a role');
}
