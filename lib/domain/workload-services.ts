/** What workloads may use at run time by name: a document of `policies/workloads` each. Any service that Terraform may manage is one, too. */
export const WORKLOAD_SERVICES: readonly string[] = [
  'apigateway',
  'appconfig',
  'bedrock',
  'cognito-idp',
  'dynamodb',
  'ecr',
  'elasticache',
  'elasticfilesystem',
  'es',
  'geo',
  'kms',
  'rds',
  's3',
  'secretsmanager',
  'ses',
  'ssm',
  'sts',
  'textract',
];

/** What keeps secrets, keys or data: workloads use it only where `org.yaml` says so. */
const KEEPS_SECRETS_KEYS_OR_DATA: readonly string[] = [
  'acm-pca',
  'athena',
  'backup',
  'cognito-idp',
  'dms',
  'dynamodb',
  'elasticache',
  'elasticfilesystem',
  'es',
  'fsx',
  'glue',
  'kms',
  'rds',
  'redshift',
  's3',
  'sagemaker',
  'secretsmanager',
  'ssm',
  'transfer',
];

/** What watches an account. No workload needs it. */
const WATCHES: readonly string[] = [
  'access-analyzer',
  'config',
  'detective',
  'guardduty',
  'inspector2',
  'macie2',
  'securityhub',
  'shield',
];

/** What workloads may use at run time where `org.yaml` does not say: of what Terraform may manage, all that keeps nothing confidential. */
export function defaultWorkloadServices(services: readonly string[]): readonly string[] {
  return services.filter((name) => !KEEPS_SECRETS_KEYS_OR_DATA.includes(name) && !WATCHES.includes(name));
}
