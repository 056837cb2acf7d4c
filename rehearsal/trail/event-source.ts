/** Of AWS: those that have a Region for their global services. */
type Partition = 'aws' | 'aws-cn' | 'aws-us-gov';

/**
 * Services that have one endpoint for a partition, and record what happens in its Region, whatever a call is signed for.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
 */
const GLOBAL: ReadonlyMap<string, Readonly<Record<Partition, string>>> = new Map([
  ['iam', { aws: 'us-east-1', 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' }],
  ['organizations', { aws: 'us-east-1', 'aws-cn': 'cn-northwest-1', 'aws-us-gov': 'us-gov-west-1' }],
]);

/** By the name that SDKs have for a service, those that CloudTrail calls otherwise. */
const OTHERWISE: ReadonlyMap<string, string> = new Map([
  ['accessanalyzer', 'access-analyzer'],
  ['cloudwatch', 'monitoring'],
  ['sso-admin', 'sso'],
]);

export function eventSourceOf(service: string): string {
  return `${OTHERWISE.get(service) ?? service}.amazonaws.com`;
}

/** The Region in whose history a call is. */
export function recordingRegion(service: string, region: string): string {
  return GLOBAL.get(service)?.[partitionAt(region)] ?? region;
}

function partitionAt(region: string): Partition {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
