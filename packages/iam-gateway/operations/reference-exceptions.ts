/** The prefix of the actions of a service, where requests are signed for another name. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['iotdata', 'iot'],
  ['monitoring', 'cloudwatch'],
  ['tagging', 'tag'],
]);

/** The actions of operations that are called otherwise. */
const ACTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['cloudfront:CreateDistributionWithTags', ['CreateDistribution', 'TagResource']],
  ['execute-api:DeleteConnection', ['ManageConnections']],
  ['execute-api:GetConnection', ['ManageConnections']],
  ['execute-api:PostToConnection', ['ManageConnections']],
  ['lambda:GetLayerVersionByArn', ['GetLayerVersion']],
  ['lambda:Invoke', ['InvokeFunction']],
  ['lambda:InvokeWithResponseStream', ['InvokeFunction']],
]);

export function prefixOf(service: string): string {
  return PREFIXES.get(service) ?? service;
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
export function actionNamesOf(service: string, operation: string): readonly string[] {
  return ACTIONS.get(`${service}:${operation}`) ?? [operation];
}

/**
 * The service that a role is passed to, where its principal is not the prefix of the actions.
 *
 * @param name - of the member that has the role
 */
export function passedTo(prefix: string, name: string, partition: string): string {
  const service = PASSED_TO.find(([each, member]) => each === prefix && member.test(name))?.[2] ?? prefix;
  return `${service}.amazonaws.com${partition === 'aws-cn' && service === 'ec2' ? '.cn' : ''}`;
}

const PASSED_TO: readonly (readonly [prefix: string, member: RegExp, service: string])[] = [
  ['ec2', /^DeliverLogsPermissionArn$/i, 'vpc-flow-logs'],
  ['ecs', /^(task|execution)RoleArn$/i, 'ecs-tasks'],
  ['elasticmapreduce', /^(JobFlowRole|AutoScalingRole)$/i, 'ec2'],
  ['rds', /^MonitoringRoleArn$/i, 'monitoring.rds'],
];
