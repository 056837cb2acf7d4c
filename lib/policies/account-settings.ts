import {
  type AccountSetting,
  type SettingPolicyType,
  TYPE_OF_SETTING,
  typesOfSettings,
} from '../domain/account-settings';
import { SETTING_POLICIES } from '../domain/names';

/** A policy of Organizations that sets something in all accounts. It is attached to the root, and has no statements. */
export interface SettingPolicyDescription {
  /** What it is called in its template. */
  readonly id: string;
  readonly name: string;
  readonly type: SettingPolicyType;
  readonly description: string;
  readonly content: Readonly<Record<string, unknown>>;
}

const DESCRIPTIONS: Readonly<Record<SettingPolicyType, Pick<SettingPolicyDescription, 'id' | 'description'>>> = {
  S3_POLICY: { id: 'BucketSettings', description: 'What no account lets out of its buckets' },
  DECLARATIVE_POLICY_EC2: {
    id: 'ComputeSettings',
    description: 'What no account lets out of EC2, and how instances begin',
  },
  AISERVICES_OPT_OUT_POLICY: {
    id: 'AiSettings',
    description: 'That no service of AWS trains with the data of an account',
  },
};

/** A policy for each type of those that are chosen. */
export function describedSettings(chosen: readonly AccountSetting[] = []): readonly SettingPolicyDescription[] {
  return typesOfSettings(chosen).map((type) => ({
    ...DESCRIPTIONS[type],
    type,
    name: SETTING_POLICIES[type],
    content: contentOf(
      type,
      chosen.filter((setting) => TYPE_OF_SETTING[setting] === type),
    ),
  }));
}

function contentOf(type: SettingPolicyType, settings: readonly AccountSetting[]): Readonly<Record<string, unknown>> {
  switch (type) {
    case 'S3_POLICY':
      return { s3_attributes: { public_access_block_configuration: assigned('all') } };
    case 'DECLARATIVE_POLICY_EC2':
      return { ec2_attributes: Object.assign({}, ...settings.map((setting) => COMPUTE[setting] ?? {})) };
    case 'AISERVICES_OPT_OUT_POLICY':
      return {
        services: {
          ...NOT_BELOW,
          default: { ...NOT_BELOW, opt_out_policy: { ...NOT_BELOW, ...assigned('optOut') } },
        },
      };
  }
}

/** Both halves of sharing are blocked, also of what is shared already: somebody who needs it does not choose the setting. */
const COMPUTE: Readonly<Partial<Record<AccountSetting, Readonly<Record<string, unknown>>>>> = {
  blockPublicSnapshots: { snapshot_block_public_access: { state: assigned('block_all_sharing') } },
  blockPublicImages: { image_block_public_access: { state: assigned('block_new_sharing') } },
  // Containers are one hop further away. All fields must be there.
  requireMetadataTokens: {
    instance_metadata_defaults: {
      http_tokens: assigned('required'),
      http_put_response_hop_limit: assigned('2'),
      http_endpoint: assigned('no_preference'),
      instance_metadata_tags: assigned('no_preference'),
    },
  },
  denySerialConsole: { serial_console_access: { status: assigned('disabled') } },
};

/** No policy of an OU or an account opts in again. */
const NOT_BELOW = { '@@operators_allowed_for_child_policies': ['@@none'] };

function assigned(value: string): Readonly<Record<string, unknown>> {
  return { '@@assign': value };
}
