import { isKey, partsOf } from './arn';
import { accountOf, type Caller } from './caller';
import { type ControlLevel, resourceControlPoliciesOf, serviceControlPoliciesOf } from './control-policies';
import type { NamedPolicy, PolicyDocument } from './policy-document';
import type { Request, RequestContext } from './request';
import { contextOf } from './request-context';
import type { Identity, OwnedResource, Snapshot } from './snapshot';

/** A request with all that decides about it: nothing else is looked at. */
export interface Question {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  readonly owner: string;
  readonly context: RequestContext;
  readonly permissions: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  readonly session?: NamedPolicy;
  readonly resourcePolicy?: NamedPolicy;
  readonly serviceControlPolicies: readonly ControlLevel[];
  readonly resourceControlPolicies: readonly ControlLevel[];
}

/**
 * Gathers what decides about a request.
 *
 * @throws Error where a token asks for what takes a signature, or the reverse; where the snapshot does not know the caller, whose the resource is, or the policy that every key has.
 */
export function questionOf(snapshot: Snapshot, request: Request): Question {
  const { caller, action, resource } = request;
  refuseMixed(request);
  const target = targetOf(snapshot, request);
  const owner = target.account;
  const { policies, boundary } = identityOf(snapshot, caller);
  return {
    caller,
    action,
    resource,
    owner,
    context: contextOf(snapshot, request, target),
    permissions: policies,
    boundary,
    session: sessionOf(caller),
    resourcePolicy: target.policy && { name: `the policy of ${resource}`, document: target.policy },
    serviceControlPolicies: serviceControlPoliciesOf(snapshot, caller),
    resourceControlPolicies: resourceControlPoliciesOf(snapshot, caller, action, owner),
  };
}

/** The call takes a token and no signature, and every other call a signature and no token. */
function refuseMixed({ caller, action }: Request): void {
  const takesToken = action.toLowerCase() === 'sts:assumerolewithwebidentity';
  if (takesToken !== (caller.kind === 'webIdentity')) throw new Error(`${action} is not asked for by a ${caller.kind}`);
}

export const EVERYTHING: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' }],
};

function identityOf({ users, roles }: Snapshot, caller: Caller): Identity {
  switch (caller.kind) {
    case 'user':
    case 'role': {
      const identity = caller.identity ?? (caller.kind === 'user' ? users : roles).get(caller.arn);
      if (identity === undefined) throw new Error(`there is no ${caller.arn}; say what it may do`);
      return identity;
    }
    case 'root':
      // The root user may do everything in its account without a policy that says so. AWS lets it assume no role,
      // also where policies allow it, is not known here, which errs on the side of finding access.
      return { policies: [{ name: 'root', document: EVERYTHING }] };
    default:
      return { policies: [] };
  }
}

function sessionOf(caller: Caller): NamedPolicy | undefined {
  return caller.kind === 'role' && caller.sessionPolicy
    ? { name: 'the session policy', document: caller.sessionPolicy }
    : undefined;
}

function targetOf(snapshot: Snapshot, { caller, action, resource, target }: Request): OwnedResource {
  if (target !== undefined) return target;
  if (resource === '*') return { account: inside(accountOf(caller), resource) };
  if (action.toLowerCase().startsWith('sts:') && isRole(resource)) return roleOf(snapshot, resource);
  const known = snapshot.resources.get(resource) ?? snapshot.resources.get(bucketOf(resource));
  if (known === undefined && isKey(resource)) {
    throw new Error(`the snapshot does not know the policy of ${resource}; say so in \`target\``);
  }
  return known ?? { account: inside(partsOf(resource).account, resource) };
}

function isRole(arn: string): boolean {
  return /^arn:[^:]+:iam::[^:]*:role\//.test(arn);
}

/** A role's trust decides about nothing but who becomes it. Nobody becomes a role that is not there. */
function roleOf({ roles }: Snapshot, resource: string): OwnedResource {
  const account = inside(partsOf(resource).account, resource);
  const role = roles.get(resource);
  return { account, policy: role?.trust ?? NOBODY };
}

const NOBODY: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    { Sid: 'NoSuchRole', Effect: 'Allow', Principal: { Service: 'nobody.invalid' }, Action: 'sts:AssumeRole' },
  ],
};

function bucketOf(arn: string): string {
  return /^arn:[^:]+:s3:::/.test(arn) ? (arn.split('/', 1)[0] ?? arn) : arn;
}

function inside(account: string | undefined, resource: string): string {
  if (!account) throw new Error(`the snapshot does not know whose ${resource} is; say so in \`target\``);
  return account;
}
