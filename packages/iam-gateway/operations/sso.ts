import type { JsonObject } from '../iam/json';
import { Malformed } from '../requests/refusals';
import type { JsonTable, RequestPlace, RequiredPermission } from './table';

/**
 * What IAM Identity Center is asked for: who has what.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamidentitycenter.html
 */
export const SSO: JsonTable = {
  AttachManagedPolicyToPermissionSet: on('sso:AttachManagedPolicyToPermissionSet', instance, permissionSet),
  DescribePermissionSet: on('sso:DescribePermissionSet', instance, permissionSet),
  ListAccountAssignments: on('sso:ListAccountAssignments', account, instance, permissionSet),
  ListPermissionSets: on('sso:ListPermissionSets', instance),
};

type Named = (input: JsonObject, here: RequestPlace) => string;

/** A permission on each of the things that a call names. */
function on(action: string, ...named: readonly Named[]): JsonTable[string] {
  // These ARNs name no account: whoever may administer Identity Center, asks for their own organization's.
  return (input, here) =>
    named.map((of): RequiredPermission => ({ action, resource: of(input, here), target: { account: here.account } }));
}

function instance({ InstanceArn }: JsonObject): string {
  return arn(InstanceArn, 'instance');
}

function permissionSet({ PermissionSetArn }: JsonObject): string {
  return arn(PermissionSetArn, 'permissionSet');
}

function account({ AccountId }: JsonObject, { snapshot }: RequestPlace): string {
  if (typeof AccountId !== 'string' || !/^\d{12}$/.test(AccountId)) throw new Malformed('an account that is none');
  return `arn:${snapshot.partition}:sso:::account/${AccountId}`;
}

function arn(value: unknown, kind: string): string {
  const isArn = typeof value === 'string' && new RegExp(`^arn:aws[a-z-]*:sso:::${kind}/[A-Za-z0-9./-]+$`).test(value);
  if (!isArn) throw new Malformed(`the ARN of no ${kind}`);
  return value;
}
