/**
 * The Regions that are on in every account of a partition from its first day, and in which StackSets reach the accounts of
 * an organization.
 *
 * StackSets cannot reach an account in a Region that the account has not enabled, and an account that joins the
 * organization tomorrow has enabled none of the opt-in ones. The list is closed: AWS has launched every commercial
 * Region since 20 March 2019 as opt-in.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
export const HOME_REGIONS = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-gov-east-1',
  'us-gov-west-1',
] as const;

/**
 * The one Region that orgstrap's own resources live in. `org.yaml` cannot choose those of China, where StackSets cannot reach
 * the accounts of an organization; what is named here is right there all the same, so that nothing is bound to one partition.
 */
export type HomeRegion = (typeof HOME_REGIONS)[number] | 'cn-north-1' | 'cn-northwest-1';

/** Whether `org.yaml` can choose it. */
export function isHomeRegion(text: string): text is HomeRegion {
  return HOME_REGIONS.some((region) => region === text);
}

/** @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
export type Partition = 'aws' | 'aws-us-gov' | 'aws-cn';

export function partitionOf(region: HomeRegion): Partition {
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('cn-')) return 'aws-cn';
  return 'aws';
}

/**
 * Whether STS looks at claims of tokens beside the subject and the audience. AWS announced it for its commercial Regions.
 *
 * @see https://aws.amazon.com/about-aws/whats-new/2026/01/aws-sts-supports-validation-identity-provider-claims/
 */
export function seesClaims(region: HomeRegion): boolean {
  return partitionOf(region) === 'aws';
}

/** The domain of the partition's service endpoints and service principals' hosts. */
function dnsSuffixOf(partition: Partition): string {
  return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}

/**
 * The Regions in which a partition's global services record what happens: that of IAM, and that of Organizations where it
 * is another.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/Welcome.html
 */
export function globalRegionsOf(partition: Partition): readonly HomeRegion[] {
  return GLOBAL_REGIONS[partition];
}

const GLOBAL_REGIONS: Readonly<Record<Partition, readonly HomeRegion[]>> = {
  aws: ['us-east-1'],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-west-1'],
};

/** CloudWatch Logs as a service principal, which has the Region in it. */
export function logsService(region: HomeRegion): string {
  return `logs.${region}.${dnsSuffixOf(partitionOf(region))}`;
}

/** S3 as KMS names it in `kms:ViaService`. */
export function s3Service(region: HomeRegion): string {
  return `s3.${region}.${dnsSuffixOf(partitionOf(region))}`;
}
