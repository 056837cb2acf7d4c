import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { KeyDescription } from '../policies/key-description';
import { toIam } from './managed-policy';
import { retain } from './private-bucket';

/** A key as it is described, which rotates and which no deletion of its stack takes along. */
export function keptKey(scope: Construct, id: string, { description, policy }: KeyDescription): CfnKey {
  const key = new CfnKey(scope, id, {
    description,
    enableKeyRotation: true,
    pendingWindowInDays: 30,
    keyPolicy: toIam(policy),
  });
  retain(key);
  return key;
}

/** Its alias, which stays with it. */
export function keptAlias(scope: Construct, key: CfnKey, { alias }: KeyDescription): void {
  retain(new CfnAlias(scope, 'Alias', { aliasName: alias, targetKeyId: key.ref }));
}
