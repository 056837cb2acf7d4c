import type { SettingPolicyType } from '../domain/account-settings';
import type { AccountId } from '../domain/ids';

/**
 * What `orgstrap doctor --fix` can do about a finding: a closed list of changes that take nothing from anybody, may be made twice, and
 * touch what orgstrap or the organization as a whole owns. Control policies, accounts and what is somebody else's are not on it.
 *
 * Each has the account whose credentials it takes.
 */
export type Mending =
  | { readonly kind: 'activate trusted access'; readonly account: AccountId }
  | {
      readonly kind: 'register administrator';
      readonly account: AccountId;
      readonly administrator: AccountId;
      readonly servicePrincipal: string;
    }
  | {
      readonly kind: 'enable policy type';
      readonly account: AccountId;
      readonly root: string;
      readonly policyType: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY' | SettingPolicyType;
    }
  | { readonly kind: 'set password policy'; readonly account: AccountId }
  | {
      readonly kind: 'update instances';
      readonly account: AccountId;
      readonly stackSet: string;
      readonly unit: string;
      readonly accounts: readonly string[];
      readonly region: string;
    };
