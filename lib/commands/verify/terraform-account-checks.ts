import type { AccountBuckets } from '../../aws/account-buckets';
import type { AccountKeys } from '../../aws/account-keys';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig } from '../../domain/org-config';
import type { LiveCheck } from '../../estate/live-check';
import { expectedStorage } from '../../policies/expected-storage';
import { alarmChecks, type SeenAlarms } from './alarm-checks';
import { bucketChecks } from './bucket-checks';
import { keyChecks } from './key-checks';
import { type SeenSilence, silenceChecks } from './silence-checks';

/** What the Terraform account has beside roles and users, as its auditor role sees it. */
export interface SeenTerraformAccount extends SeenAlarms, SeenSilence {
  readonly buckets: AccountBuckets;
  readonly keys: AccountKeys;
}

/** Whether what stores states and the audit, and what hears of alarms, is as its templates say. Each key is asked for once. */
export async function terraformAccountChecks(
  config: OrgConfig,
  seen: SeenTerraformAccount,
): Promise<readonly LiveCheck[]> {
  const { audit } = config;
  const { buckets, keys } = expectedStorage(config);
  const asked = new Map(keys.map(({ aliasArn }) => [aliasArn, seen.keys.key(aliasArn)]));
  const keyOf = (aliasArn = '') => asked.get(aliasArn) ?? Promise.resolve(undefined);
  const checks = await Promise.all([
    ...keys.map((key) => keyChecks(key, keyOf(key.aliasArn))),
    ...buckets.map((bucket) => bucketChecks(bucket, seen.buckets, keyOf(bucket.keyAliasArn))),
    audit === undefined ? [] : alarmChecks(config, audit, seen, keyOf(namesOf(config).audit.keyAliasArn)),
    silenceChecks(config, seen),
  ]);
  return checks.flat();
}
