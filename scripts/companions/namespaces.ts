import { serviceNames } from '../../lib/policies/policies-folder';

/** How CloudFormation calls a service that IAM calls otherwise. */
const CALLED: Readonly<Record<string, string>> = {
  acmpca: 'acm-pca',
  amazonmq: 'mq',
  apigatewayv2: 'apigateway',
  applicationautoscaling: 'application-autoscaling',
  accessanalyzer: 'access-analyzer',
  certificatemanager: 'acm',
  cognito: 'cognito-idp',
  efs: 'elasticfilesystem',
  elasticloadbalancingv2: 'elasticloadbalancing',
  elasticsearch: 'es',
  inspectorv2: 'inspector2',
  kinesisfirehose: 'firehose',
  macie: 'macie2',
  msk: 'kafka',
  networkfirewall: 'network-firewall',
  opensearchservice: 'es',
  resourcegroups: 'resource-groups',
  stepfunctions: 'states',
};

/** The service of orgstrap that manages a resource type of CloudFormation; none where orgstrap ships no such service. */
export function serviceOfNamespace(type: string): string | undefined {
  const namespace = type.split('::')[1]?.toLowerCase() ?? '';
  const service = CALLED[namespace] ?? namespace;
  return serviceNames().includes(service) ? service : undefined;
}
