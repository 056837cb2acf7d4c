import { ACCESSES, type Access } from '../../domain/ci-identity';
import type { AccountId } from '../../domain/ids';
import {
  accessRoleName,
  IAM_PATH,
  lentRoleName,
  PLATFORM_ROLES,
  permissionSetName,
  TERRAFORM_ROLES,
} from '../../domain/names';

/** A role of a product account that somebody from elsewhere works as. */
export type EnteredRole =
  /** Where it is lent, under which name. */
  | { readonly kind: 'terraform'; readonly access: Access; readonly lent?: string }
  | { readonly kind: 'people'; readonly name: string };

/** Where IAM Identity Center has its roles, in or below which is the Region of the instance. */
const IDENTITY_CENTER = 'aws-reserved/sso.amazonaws.com/';

/** Which role of orgstrap an ARN is that of; undefined for a role of another account, and for every other role. */
export function enteredRole(arn: string | undefined, account: AccountId): EnteredRole | undefined {
  const [, owner, path = '', name = ''] = /^arn:[^:]+:iam::(\d{12}):role\/(.*\/)?([^/]+)$/.exec(arn ?? '') ?? [];
  if (owner !== account) return undefined;
  if (`/${path}` === IAM_PATH) return ownRole(name);
  return path.startsWith(IDENTITY_CENTER) ? permissionSet(name) : undefined;
}

function ownRole(name: string): EnteredRole | undefined {
  for (const access of ACCESSES) {
    if (name === TERRAFORM_ROLES[access] || name === PLATFORM_ROLES[access]) return { kind: 'terraform', access };
    const lent = lentRoleName(access, '');
    if (name.startsWith(lent)) return { kind: 'terraform', access, lent: name.slice(lent.length) };
  }
  const prefix = accessRoleName('');
  return name.startsWith(prefix) ? { kind: 'people', name: name.slice(prefix.length) } : undefined;
}

/** Identity Center puts 16 characters after the name of the permission set. */
function permissionSet(name: string): EnteredRole | undefined {
  const [, set = ''] = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(name) ?? [];
  const prefix = permissionSetName('');
  return set.startsWith(prefix) ? { kind: 'people', name: set.slice(prefix.length) } : undefined;
}
