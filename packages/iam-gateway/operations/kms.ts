import type { JsonObject } from '../iam/json';
import type { RequestContext } from '../iam/request';
import { Malformed, Unmapped } from '../requests/refusals';
import type { JsonTable, RequiredPermission } from './table';
import { arnHere, type RequestPlace } from './table';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html */
export const KMS: JsonTable = {
  CancelKeyDeletion: onKey('kms:CancelKeyDeletion'),
  CreateKey: (input, { account }) => {
    // With tags it takes kms:TagResource of a key that nobody can name yet.
    if (input.Tags !== undefined) throw new Unmapped('kms:CreateKey with tags');
    const context = {
      'kms:CallerAccount': account,
      'kms:BypassPolicyLockoutSafetyCheck': String(input.BypassPolicyLockoutSafetyCheck ?? false),
      'kms:KeyOrigin': textOr(input.Origin, 'AWS_KMS'),
      'kms:KeySpec': textOr(input.KeySpec, 'SYMMETRIC_DEFAULT'),
      'kms:KeyUsage': textOr(input.KeyUsage, 'ENCRYPT_DECRYPT'),
      'kms:MultiRegion': String(input.MultiRegion ?? false),
    };
    return [{ action: 'kms:CreateKey', resource: '*', context }];
  },
  Decrypt: onKey('kms:Decrypt'),
  DescribeKey: onKey('kms:DescribeKey'),
  DisableKey: onKey('kms:DisableKey'),
  DisableKeyRotation: onKey('kms:DisableKeyRotation'),
  EnableKey: onKey('kms:EnableKey'),
  EnableKeyRotation: onKey('kms:EnableKeyRotation'),
  Encrypt: onKey('kms:Encrypt'),
  GenerateDataKey: onKey('kms:GenerateDataKey'),
  GetKeyPolicy: onKey('kms:GetKeyPolicy'),
  GetKeyRotationStatus: onKey('kms:GetKeyRotationStatus'),
  ListAliases: (input) => {
    if (input.KeyId !== undefined) throw new Unmapped('kms:ListAliases of one key');
    return [{ action: 'kms:ListAliases', resource: '*' }];
  },
  ListKeys: () => [{ action: 'kms:ListKeys', resource: '*' }],
  ListResourceTags: onKey('kms:ListResourceTags'),
  PutKeyPolicy: onKey('kms:PutKeyPolicy'),
  ScheduleKeyDeletion: onKey('kms:ScheduleKeyDeletion'),
  UpdateKeyDescription: onKey('kms:UpdateKeyDescription'),
};

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

function onKey(action: string): (input: JsonObject, here: RequestPlace) => readonly RequiredPermission[] {
  return ({ KeyId, EncryptionContext }, here) => {
    if (EncryptionContext !== undefined) throw new Unmapped(`${action} with an encryption context`);
    const resource = keyArn(KeyId, here);
    return [{ action, resource, context: keyContext(resource, here) }];
  };
}

/** What is true of every use of a key: who uses it, and what it is called besides. */
export function keyContext(key: string, { account, snapshot }: RequestPlace): RequestContext {
  const aliases = [...snapshot.aliases].filter(([, target]) => target === key);
  return {
    'kms:CallerAccount': account,
    'kms:ResourceAliases': aliases.length === 0 ? undefined : aliases.map(([arn]) => arn.split(':').slice(5).join(':')),
  };
}

/**
 * The ARN of the key that an id, an ARN, or an alias stands for.
 *
 * @throws Malformed where it is none of these, or an alias of no key
 */
export function keyArn(named: unknown, here: RequestPlace): string {
  if (typeof named !== 'string') throw new Malformed(`${JSON.stringify(named)} is not a key`);
  if (/^[0-9a-f-]{36}$/.test(named)) return arnHere(here, 'kms', `key/${named}`);
  const arn = named.startsWith('alias/') ? arnHere(here, 'kms', named) : named;
  if (/^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-f-]{36}$/.test(arn)) return arn;
  const key = here.snapshot.aliases.get(arn);
  if (key === undefined) throw new Malformed(`there is no key ${JSON.stringify(named)}`);
  return key;
}
