import type { JsonObject } from '../iam/json';
import { Malformed, Unmapped } from '../requests/refusals';
import type { JsonTable, RequiredPermission } from './table';
import { arnHere, type RequestPlace } from './table';
import { tagContext, tagsInJson } from './tags';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html */
export const SECRETS_MANAGER: JsonTable = {
  CancelRotateSecret: onSecret('CancelRotateSecret'),
  DeleteResourcePolicy: onSecret('DeleteResourcePolicy'),
  DeleteSecret: onSecret('DeleteSecret'),
  DescribeSecret: onSecret('DescribeSecret'),
  GetResourcePolicy: onSecret('GetResourcePolicy'),
  GetSecretValue: onSecret('GetSecretValue'),
  ListSecretVersionIds: onSecret('ListSecretVersionIds'),
  PutResourcePolicy: onSecret('PutResourcePolicy'),
  PutSecretValue: (input, here) => {
    // It lets one account write what another one rotates.
    if (input.RotationToken !== undefined) throw new Unmapped('secretsmanager:PutSecretValue with a RotationToken');
    return onSecret('PutSecretValue')(input, here);
  },
  RestoreSecret: onSecret('RestoreSecret'),
  TagResource: ({ SecretId, Tags }, here) => [
    {
      action: 'secretsmanager:TagResource',
      resource: secret(SecretId, here),
      context: tagContext(tagsInJson(Tags)),
    },
  ],
  UntagResource: ({ SecretId, TagKeys }, here) => [
    {
      action: 'secretsmanager:UntagResource',
      resource: secret(SecretId, here),
      context: { 'aws:TagKeys': Array.isArray(TagKeys) ? TagKeys.map(String) : [] },
    },
  ],
  UpdateSecret: (input, here) => {
    if (input.KmsKeyId !== undefined) throw new Unmapped('secretsmanager:UpdateSecret with a key');
    return onSecret('UpdateSecret')(input, here);
  },
  UpdateSecretVersionStage: onSecret('UpdateSecretVersionStage'),
};

function onSecret(operation: string): (input: JsonObject, here: RequestPlace) => readonly RequiredPermission[] {
  return ({ SecretId }, here) => [{ action: `secretsmanager:${operation}`, resource: secret(SecretId, here) }];
}

/** A name, or the whole ARN of a secret of this account and Region, also of one that is gone; a part of an ARN could mean several. */
function secret(id: unknown, here: RequestPlace): string {
  const { account, region, snapshot } = here;
  if (typeof id !== 'string') throw new Malformed(`${JSON.stringify(id)} is not the name of a secret`);
  const prefix = arnHere(here, 'secretsmanager', 'secret:');
  if (id.startsWith(prefix) && /^[\w/+=.@-]{1,512}-[A-Za-z0-9]{6}$/.test(id.slice(prefix.length))) return id;
  if (!/^[\w/+=.@-]{1,512}$/.test(id)) throw new Malformed(`${JSON.stringify(id)} is not the name of a secret`);
  return snapshot.secrets.get(`${account}/${region}/${id}`) ?? arnHere(here, 'secretsmanager', `secret:${id}`);
}
