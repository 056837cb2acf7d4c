import type { JsonObject } from '../iam/json';
import { Malformed, Unmapped } from '../requests/refusals';
import { arnHere, type JsonTable, type RequestPlace, type RequiredPermission } from './table';

/** Of CloudWatch, whose requests are signed for `monitoring`. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html */
export const MONITORING: JsonTable = {
  DeleteAlarms: onAlarms('DeleteAlarms'),
  DescribeAlarms: onAlarms('DescribeAlarms'),
  PutMetricAlarm: ({ AlarmName, Tags }, here) => {
    if (Tags !== undefined) throw new Unmapped('cloudwatch:PutMetricAlarm with tags');
    return [need('PutMetricAlarm', AlarmName, here)];
  },
};

/** Alarms by their names; a search by anything else is about all of them. */
function onAlarms(operation: string): (input: JsonObject, here: RequestPlace) => readonly RequiredPermission[] {
  return ({ AlarmNames: names }, here) => {
    if (!Array.isArray(names) || names.length === 0) throw new Unmapped(`cloudwatch:${operation} without names`);
    return (names as readonly unknown[]).map((name) => need(operation, name, here));
  };
}

function need(operation: string, name: unknown, here: RequestPlace): RequiredPermission {
  if (typeof name !== 'string' || !/^[\w.-]{1,255}$/.test(name)) {
    throw new Malformed(`${JSON.stringify(name)} is not the name of an alarm`);
  }
  return { action: `cloudwatch:${operation}`, resource: arnHere(here, 'cloudwatch', `alarm:${name}`) };
}
