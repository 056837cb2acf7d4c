/**
 * The calls that loosen what holds for a whole account, or cannot be taken back: nobody makes them, but for those that `org.yaml` opens to
 * Terraform. They are those of `NobodyLoosensWhatHoldsForTheWholeAccount` in `policies/protection.boundary.json`.
 */
export const ACCOUNT_SWITCHES = [
  'backup:DeleteBackupVaultLockConfiguration',
  'backup:PutBackupVaultLockConfiguration',
  'ec2:CreateReplaceRootVolumeTask',
  'ec2:CreateReservedInstancesListing',
  'ec2:CreateVpcBlockPublicAccessExclusion',
  'ec2:DisableAllowedImagesSettings',
  'ec2:DisableEbsEncryptionByDefault',
  'ec2:DisableImageBlockPublicAccess',
  'ec2:DisableSnapshotBlockPublicAccess',
  'ec2:EnableSerialConsoleAccess',
  'ec2:LockSnapshot',
  'ec2:ModifyInstanceMetadataDefaults',
  'ec2:ModifyVpcBlockPublicAccessOptions',
  'ec2:ReplaceImageCriteriaInAllowedImagesSettings',
  'ec2:ResetEbsDefaultKmsKeyId',
  'ecr:PutRegistryPolicy',
  'ecr:PutRegistryScanningConfiguration',
  'ecr:PutReplicationConfiguration',
  'glacier:CompleteVaultLock',
  'logs:DeleteAccountPolicy',
  'logs:PutAccountPolicy',
  'rds:CreateCustomDBEngineVersion',
  's3:BypassGovernanceRetention',
  's3:PutBucketObjectLockConfiguration',
  's3:PutObjectRetention',
  'ssm:ResetServiceSetting',
  'ssm:UpdateServiceSetting',
] as const;

export type AccountSwitch = (typeof ACCOUNT_SWITCHES)[number];
