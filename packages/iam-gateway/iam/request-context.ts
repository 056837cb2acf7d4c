import { isKey, partsOf } from './arn';
import { accountOf, type Caller } from './caller';
import { keysOfToken } from './oidc-claims';
import { principalId } from './principal-id';
import type { Request, RequestContext } from './request';
import type { OwnedResource, Snapshot } from './snapshot';

/**
 * The condition keys of a request: those that follow from who asks for whose resource, and those that the request gives,
 * which win.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function contextOf(snapshot: Snapshot, request: Request, target: OwnedResource): RequestContext {
  return { ...filledIn(snapshot, request, target), ...request.context };
}

function filledIn(snapshot: Snapshot, { caller, action, resource }: Request, target: OwnedResource): RequestContext {
  const account = accountOf(caller);
  const owner = target.account;
  return {
    ...(caller.kind === 'webIdentity' ? keysOfToken(caller.issuer, caller.claims) : {}),
    'aws:PrincipalArn': principalArnOf(snapshot, caller),
    'aws:PrincipalAccount': account,
    'aws:PrincipalOrgID': organizationIdOf(snapshot, account),
    'aws:PrincipalOrgPaths': organizationPathsOf(snapshot, account),
    'aws:PrincipalType': TYPES[caller.kind],
    'aws:PrincipalIsAWSService': String(caller.kind === 'service'),
    'aws:PrincipalServiceName': caller.kind === 'service' ? caller.name : undefined,
    'aws:SourceIdentity': caller.kind === 'role' ? caller.sourceIdentity : undefined,
    'aws:userid': userIdOf(caller),
    'aws:username': userNameOf(caller),
    'aws:ResourceAccount': owner,
    'aws:ResourceOrgID': organizationIdOf(snapshot, owner),
    'aws:ResourceOrgPaths': organizationPathsOf(snapshot, owner),
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    'sts:RoleSessionName': sessionNameOf(caller, action),
    'kms:ResourceAliases': isKey(resource) ? target.aliases : undefined,
    's3:TlsVersion': action.toLowerCase().startsWith('s3:') ? '1.3' : undefined,
  };
}

/** A service and a token call as nobody of an account; of an anonymous caller AWS knows no type but this. */
const TYPES: Readonly<Record<Caller['kind'], string | undefined>> = {
  user: 'User',
  role: 'AssumedRole',
  root: 'Account',
  anonymous: 'Anonymous',
  service: undefined,
  webIdentity: undefined,
};

/** Of a session it is the role's ARN, path included. */
function principalArnOf({ partition }: Snapshot, caller: Caller): string | undefined {
  switch (caller.kind) {
    case 'user':
    case 'role':
      return caller.arn;
    case 'root':
      return `arn:${partition}:iam::${caller.account}:root`;
    default:
      return undefined;
  }
}

/** Of a session it ends in the name of the session; the id of the role or user is made up, and always the same. */
function userIdOf(caller: Caller): string | undefined {
  switch (caller.kind) {
    case 'user':
      return principalId(caller.arn);
    case 'role':
      return `${principalId(caller.arn)}:${caller.session ?? 'session'}`;
    case 'root':
      return caller.account;
    case 'anonymous':
      return 'anonymous';
    default:
      return undefined;
  }
}

function userNameOf(caller: Caller): string | undefined {
  return caller.kind === 'user' ? partsOf(caller.arn).resource.split('/').at(-1) : undefined;
}

/** Every call of `AssumeRole` has one: the console gives a user's own name, and tools the one that their profile has. */
function sessionNameOf(caller: Caller, action: string): string | undefined {
  return action.toLowerCase() === 'sts:assumerole' ? (userNameOf(caller) ?? 'session') : undefined;
}

function organizationIdOf({ organization }: Snapshot, account: string | undefined): string | undefined {
  return account !== undefined && organization.accounts.has(account) ? organization.id : undefined;
}

function organizationPathsOf({ organization }: Snapshot, account: string | undefined): readonly string[] | undefined {
  const above = account === undefined ? undefined : organization.accounts.get(account);
  return above && [`${[organization.id, ...above].join('/')}/`];
}
