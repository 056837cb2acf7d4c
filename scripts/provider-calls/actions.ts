import { listOf } from '../../lib/domain/json';

/** The actions of IAM that one call of the SDK asks for. Most are called as the call is; these are the others. */
export function actionsOf(sdk: string, name: string): readonly string[] {
  const other = OTHERS[`${sdk}.${name}`];
  if (other !== undefined) return listOf(other);
  if (sdk === 'apigateway' || sdk === 'apigatewayv2') return [`apigateway:${verbOf(sdk, name)}`];
  const settings = sdk === 's3' ? /^(?:(Get|Put)|Delete)Bucket(\w+Configuration)$/.exec(name) : null;
  // S3 removes a setting of a bucket with the right to write it.
  if (settings !== null) return [`s3:${settings[1] ?? 'Put'}${settings[2]}`];
  return [`${PREFIXES[sdk] ?? sdk}:${name}`];
}

const PREFIXES: Readonly<Record<string, string>> = {
  accessanalyzer: 'access-analyzer',
  acmpca: 'acm-pca',
  applicationautoscaling: 'application-autoscaling',
  bedrockagent: 'bedrock',
  cloudfrontkeyvaluestore: 'cloudfront-keyvaluestore',
  cloudwatchlogs: 'logs',
  cognitoidentityprovider: 'cognito-idp',
  configservice: 'config',
  databasemigrationservice: 'dms',
  efs: 'elasticfilesystem',
  elasticloadbalancingv2: 'elasticloadbalancing',
  elasticsearchservice: 'es',
  eventbridge: 'events',
  networkfirewall: 'network-firewall',
  opensearch: 'es',
  redshiftserverless: 'redshift-serverless',
  resourcegroups: 'resource-groups',
  s3control: 's3',
  sesv2: 'ses',
  sfn: 'states',
};

/** API Gateway has an action for each verb of HTTP; only routing rules have their own. */
function verbOf(sdk: string, name: string): string {
  if (name.endsWith('RoutingRule')) return name;
  const verb = VERBS.find(([start]) => name.startsWith(start));
  if (verb === undefined) throw new Error(`which verb of HTTP is ${sdk}.${name}?`);
  return verb[1];
}

const VERBS: readonly (readonly [string, string])[] = [
  ['Get', 'GET'],
  ['Export', 'GET'],
  ['Create', 'POST'],
  ['Generate', 'POST'],
  ['Put', 'PUT'],
  ['Reimport', 'PUT'],
  ['Tag', 'PUT'],
  ['Update', 'PATCH'],
  ['Delete', 'DELETE'],
  ['Untag', 'DELETE'],
];

/**
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html
 */
const OTHERS: Readonly<Record<string, string | readonly string[]>> = {
  'apigatewayv2.PutRoutingRule': 'apigateway:UpdateRoutingRule',
  'cloudfront.CreateDistributionWithTags': ['cloudfront:CreateDistribution', 'cloudfront:TagResource'],
  'detective.ListOrganizationAdminAccounts': 'detective:ListOrganizationAdminAccount',
  'lambda.Invoke': 'lambda:InvokeFunction',
  's3.CopyObject': ['s3:GetObject', 's3:PutObject'],
  's3.CreateBucketMetadataConfiguration': 's3:CreateBucketMetadataTableConfiguration',
  's3.DeleteBucketCors': 's3:PutBucketCORS',
  's3.DeleteBucketEncryption': 's3:PutEncryptionConfiguration',
  's3.DeleteBucketLifecycle': 's3:PutLifecycleConfiguration',
  's3.DeleteBucketMetadataConfiguration': 's3:DeleteBucketMetadataTableConfiguration',
  's3.DeleteBucketOwnershipControls': 's3:PutBucketOwnershipControls',
  's3.DeleteBucketReplication': 's3:PutReplicationConfiguration',
  's3.DeleteBucketTagging': 's3:PutBucketTagging',
  's3.DeleteObjects': ['s3:DeleteObject', 's3:DeleteObjectVersion'],
  's3.DeletePublicAccessBlock': 's3:PutBucketPublicAccessBlock',
  's3.GetBucketCors': 's3:GetBucketCORS',
  's3.GetBucketEncryption': 's3:GetEncryptionConfiguration',
  's3.GetBucketMetadataConfiguration': 's3:GetBucketMetadataTableConfiguration',
  's3.GetBucketNotificationConfiguration': 's3:GetBucketNotification',
  's3.GetBucketReplication': 's3:GetReplicationConfiguration',
  's3.GetObjectLockConfiguration': 's3:GetBucketObjectLockConfiguration',
  's3.GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
  's3.HeadBucket': 's3:ListBucket',
  's3.HeadObject': 's3:GetObject',
  's3.ListBuckets': 's3:ListAllMyBuckets',
  's3.ListDirectoryBuckets': 's3express:ListAllMyDirectoryBuckets',
  's3.ListObjectVersions': 's3:ListBucketVersions',
  's3.ListObjectsV2': 's3:ListBucket',
  's3.PutBucketCors': 's3:PutBucketCORS',
  's3.PutBucketEncryption': 's3:PutEncryptionConfiguration',
  's3.PutBucketNotificationConfiguration': 's3:PutBucketNotification',
  's3.PutBucketReplication': 's3:PutReplicationConfiguration',
  's3.PutObjectLockConfiguration': 's3:PutBucketObjectLockConfiguration',
  's3.PutPublicAccessBlock': 's3:PutBucketPublicAccessBlock',
  // Of buckets, S3 Control speaks of those on Outposts alone; and of scopes, of directory buckets.
  's3control.CreateBucket': 's3-outposts:CreateBucket',
  's3control.DeleteAccessPointScope': 's3express:DeleteAccessPointScope',
  's3control.DeleteBucket': 's3-outposts:DeleteBucket',
  's3control.DeleteBucketLifecycleConfiguration': 's3-outposts:PutLifecycleConfiguration',
  's3control.DeleteBucketPolicy': 's3-outposts:DeleteBucketPolicy',
  's3control.DeleteBucketTagging': 's3-outposts:PutBucketTagging',
  's3control.DeletePublicAccessBlock': 's3:PutAccountPublicAccessBlock',
  's3control.GetAccessPointScope': 's3express:GetAccessPointScope',
  's3control.GetBucket': 's3-outposts:GetBucket',
  's3control.GetBucketLifecycleConfiguration': 's3-outposts:GetLifecycleConfiguration',
  's3control.GetBucketPolicy': 's3-outposts:GetBucketPolicy',
  's3control.GetBucketTagging': 's3-outposts:GetBucketTagging',
  's3control.GetPublicAccessBlock': 's3:GetAccountPublicAccessBlock',
  's3control.PutAccessPointScope': 's3express:PutAccessPointScope',
  's3control.PutBucketLifecycleConfiguration': 's3-outposts:PutLifecycleConfiguration',
  's3control.PutBucketPolicy': 's3-outposts:PutBucketPolicy',
  's3control.PutBucketTagging': 's3-outposts:PutBucketTagging',
  's3control.PutPublicAccessBlock': 's3:PutAccountPublicAccessBlock',
};
