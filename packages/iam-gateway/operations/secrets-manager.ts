import type { JsonObject } from '../iam/json';
import { Malformed, Unmapped } from '../requests/refusals';
import type { JsonTable, RequiredPermission } from './table';
import { arnHere, type RequestPlace } from './table';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html */
export const SECRETS_MANAGER: JsonTable = {
  DescribeSecret: onSecret('DescribeSecret'),
  GetSecretValue: onSecret('GetSecretValue'),
  PutSecretValue: (input, here) => {
    // It lets one account write what another one rotates.
    if (input.RotationToken !== undefined) throw new Unmapped('secretsmanager:PutSecretValue with a RotationToken');
    return onSecret('PutSecretValue')(input, here);
  },
  UpdateSecretVersionStage: onSecret('UpdateSecretVersionStage'),
};

function onSecret(operation: string): (input: JsonObject, here: RequestPlace) => readonly RequiredPermission[] {
  return ({ SecretId }, here) => [{ action: `secretsmanager:${operation}`, resource: secret(SecretId, here) }];
}

/** A name, or the whole ARN of a secret of this account and Region; a part of an ARN could mean several. */
function secret(id: unknown, here: RequestPlace): string {
  const { account, region, snapshot } = here;
  if (typeof id !== 'string') throw new Malformed(`${JSON.stringify(id)} is not the name of a secret`);
  if ([...snapshot.secrets.values()].includes(id) && id.startsWith(arnHere(here, 'secretsmanager', 'secret:')))
    return id;
  if (!/^[\w/+=.@-]{1,512}$/.test(id)) throw new Malformed(`${JSON.stringify(id)} is not the name of a secret`);
  return snapshot.secrets.get(`${account}/${region}/${id}`) ?? arnHere(here, 'secretsmanager', `secret:${id}`);
}
