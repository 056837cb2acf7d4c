/**
 * What policies of Organizations can set in all accounts, so that nobody in one changes it.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_s3_syntax.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative_syntax.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out_syntax.html
 */
export const ACCOUNT_SETTINGS = [
  'blockPublicBuckets',
  'blockPublicSnapshots',
  'blockPublicImages',
  'requireMetadataTokens',
  'denySerialConsole',
  'optOutOfAi',
] as const;

export type AccountSetting = (typeof ACCOUNT_SETTINGS)[number];

/** The type of policy that each is set by, as Organizations calls it. */
export const TYPE_OF_SETTING = {
  blockPublicBuckets: 'S3_POLICY',
  blockPublicSnapshots: 'DECLARATIVE_POLICY_EC2',
  blockPublicImages: 'DECLARATIVE_POLICY_EC2',
  requireMetadataTokens: 'DECLARATIVE_POLICY_EC2',
  denySerialConsole: 'DECLARATIVE_POLICY_EC2',
  optOutOfAi: 'AISERVICES_OPT_OUT_POLICY',
} as const satisfies Readonly<Record<AccountSetting, string>>;

export type SettingPolicyType = (typeof TYPE_OF_SETTING)[AccountSetting];

/** The types of some settings, each once. */
export function typesOfSettings(settings: readonly AccountSetting[]): readonly SettingPolicyType[] {
  return [...new Set(settings.map((setting) => TYPE_OF_SETTING[setting]))].sort();
}
