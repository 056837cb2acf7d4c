import { setTimeout } from 'node:timers/promises';
import { IAMClient } from '@aws-sdk/client-iam';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { AccessKeys } from './access-keys';
import { IamAccessKeys } from './access-keys';
import { assumedRole } from './assumed-role';
import { type ClientSettings, clientSettings } from './client-settings';
import type { KeyProof } from './key-proof';
import { StsKeyProof } from './key-proof';
import type { KeySecrets } from './key-secrets';
import { SecretsManagerKeySecrets } from './key-secrets';

/** The Terraform account as the operator role or the auditor role sees it. */
export interface KeyAccess {
  readonly keys: AccessKeys;
  readonly secrets: KeySecrets;
  readonly proof: KeyProof;
}

/** Becomes a role of the Terraform account with the credentials that the SDK finds, which should be an operator's. */
export async function keyAccess(
  config: OrgConfig,
  role: string,
  settings: ClientSettings = clientSettings(config.homeRegion),
): Promise<KeyAccess> {
  const arn = namesOf(config).roleArn(config.accounts.terraform, role);
  const credentials = await assumedRole(new STSClient(settings), arn);
  return {
    keys: new IamAccessKeys(new IAMClient({ ...settings, credentials })),
    secrets: new SecretsManagerKeySecrets(new SecretsManagerClient({ ...settings, credentials })),
    proof: new StsKeyProof(
      ({ id, secret }) =>
        new STSClient({ ...settings, credentials: { accessKeyId: id, secretAccessKey: secret.reveal() } }),
      async (milliseconds) => {
        await setTimeout(milliseconds);
      },
    ),
  };
}
