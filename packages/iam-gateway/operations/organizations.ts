import type { JsonObject } from '../iam/json';
import type { RequestContext } from '../iam/request';
import { Malformed } from '../requests/refusals';
import type { JsonTable, RequestPlace, RequiredPermission } from './table';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html */
export const ORGANIZATIONS: JsonTable = {
  ...onEverything([
    'CreateAccount',
    'DescribeCreateAccountStatus',
    'DescribeOrganization',
    'ListAWSServiceAccessForOrganization',
    'ListAccounts',
    'ListCreateAccountStatus',
    'ListRoots',
  ]),
  ListDelegatedAdministrators: (input) => [
    { action: 'organizations:ListDelegatedAdministrators', resource: '*', context: service(input) },
  ],
  ListPolicies: (input) => [{ action: 'organizations:ListPolicies', resource: '*', context: ofType(input.Filter) }],
  CreatePolicy: (input, here) => [
    need(
      'CreatePolicy',
      arn('policy', `${text(input.Type).toLowerCase()}/${NEW_POLICY}`, here),
      here,
      ofType(input.Type),
    ),
  ],
  ...onPolicyAndTarget(['AttachPolicy', 'DetachPolicy']),
  CloseAccount: (input, here) => [need('CloseAccount', account(input.AccountId, here), here)],
  CreateOrganizationalUnit: (input, here) => [need('CreateOrganizationalUnit', place(input.ParentId, here), here)],
  DescribeAccount: (input, here) => [need('DescribeAccount', account(input.AccountId, here), here)],
  DescribeOrganizationalUnit: (input, here) => [
    need('DescribeOrganizationalUnit', place(input.OrganizationalUnitId, here), here),
  ],
  EnablePolicyType: (input, here) => [
    need('EnablePolicyType', place(input.RootId, here), here, ofType(input.PolicyType)),
  ],
  DescribePolicy: (input, here) => [need('DescribePolicy', policy(input.PolicyId, here), here)],
  ListTargetsForPolicy: (input, here) => [need('ListTargetsForPolicy', policy(input.PolicyId, here), here)],
  ListPoliciesForTarget: (input, here) => [
    need('ListPoliciesForTarget', place(input.TargetId, here), here, ofType(input.Filter)),
  ],
  ListAccountsForParent: (input, here) => [need('ListAccountsForParent', place(input.ParentId, here), here)],
  ListOrganizationalUnitsForParent: (input, here) => [
    need('ListOrganizationalUnitsForParent', place(input.ParentId, here), here),
  ],
  ListParents: (input, here) => [need('ListParents', place(input.ChildId, here), here)],
  MoveAccount: (input, here) => [
    need('MoveAccount', account(input.AccountId, here), here),
    need('MoveAccount', place(input.SourceParentId, here), here),
    need('MoveAccount', place(input.DestinationParentId, here), here),
  ],
  ...onAdministrator(['DeregisterDelegatedAdministrator', 'RegisterDelegatedAdministrator']),
  ...onService(['DisableAWSServiceAccess', 'EnableAWSServiceAccess']),
};

/** Organizations chooses the id, which nobody can name in a policy before. */
const NEW_POLICY = 'p-00000000';

function onEverything(operations: readonly string[]): JsonTable {
  return Object.fromEntries(
    operations.map((name) => [name, () => [{ action: `organizations:${name}`, resource: '*' }]]),
  );
}

/** What an account may do for a service, and which services reach into the organization. */
function onAdministrator(operations: readonly string[]): JsonTable {
  return Object.fromEntries(
    operations.map((name) => [
      name,
      (input: JsonObject, here: RequestPlace) => [need(name, account(input.AccountId, here), here, service(input))],
    ]),
  );
}

/** A request names no type, so that a condition on it does not hold. */
function onPolicyAndTarget(operations: readonly string[]): JsonTable {
  return Object.fromEntries(
    operations.map((name) => [
      name,
      (input: JsonObject, here: RequestPlace) => [
        need(name, policy(input.PolicyId, here), here),
        need(name, place(input.TargetId, here), here),
      ],
    ]),
  );
}

function onService(operations: readonly string[]): JsonTable {
  return Object.fromEntries(
    operations.map((name) => [
      name,
      (input: JsonObject) => [{ action: `organizations:${name}`, resource: '*', context: service(input) }],
    ]),
  );
}

function service(input: JsonObject): RequestContext {
  const named = text(input.ServicePrincipal);
  return named === '' ? {} : { 'organizations:ServicePrincipal': named };
}

function ofType(type: JsonObject[string]): RequestContext {
  return { 'organizations:PolicyType': text(type) };
}

/**
 * All that is in an organization bears the management account's id. A delegated administrator needs no policy there, for
 * it is Organizations that lets it in; so it is decided by the caller's own policies.
 */
function need(operation: string, resource: string, here: RequestPlace, context?: RequestContext): RequiredPermission {
  const owned = { action: `organizations:${operation}`, resource, target: { account: here.account } };
  return context === undefined ? owned : { ...owned, context };
}

function account(id: unknown, here: RequestPlace): string {
  if (!/^\d{12}$/.test(text(id))) throw new Malformed(`${JSON.stringify(id)} is not the id of an account`);
  return arn(`account`, text(id), here);
}

function place(id: unknown, here: RequestPlace): string {
  if (/^\d{12}$/.test(text(id))) return account(id, here);
  if (/^r-[a-z0-9]{4,32}$/.test(text(id))) return arn('root', text(id), here);
  if (/^ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$/.test(text(id))) return arn('ou', text(id), here);
  throw new Malformed(`${JSON.stringify(id)} is not the id of a root, a unit or an account`);
}

/**
 * A request names no type of policy, so that any stands there. AWS's own policies have another ARN, which the engine knows no action
 * for: they are asked about as if they were the organization's.
 */
function policy(id: unknown, here: RequestPlace): string {
  if (!/^p-[0-9a-zA-Z_]{4,128}$/.test(text(id))) throw new Malformed(`${JSON.stringify(id)} is not the id of a policy`);
  return arn('policy', `*/${text(id)}`, here);
}

function arn(kind: string, id: string, { snapshot }: RequestPlace): string {
  const { managementAccount, id: organization } = snapshot.organization;
  return `arn:${snapshot.partition}:organizations::${managementAccount}:${kind}/${organization}/${id}`;
}

function text(value: JsonObject[string]): string {
  return typeof value === 'string' ? value : '';
}
