import { CLOSED_POLICY, REVOKED_POLICY } from '../../lib/domain/names';
import { loadPolicy } from '../../lib/policies/load-policy';
import type { Caller } from '../../packages/iam-gateway/iam/caller';
import type { Claims } from '../../packages/iam-gateway/iam/oidc-claims';
import type { NamedPolicy } from '../../packages/iam-gateway/iam/policy-document';
import { EVERYTHING } from '../../packages/iam-gateway/iam/question';
import type { RequestContext } from '../../packages/iam-gateway/iam/request';
import { SIGNED_IN_WITH_MFA, SIGNED_IN_WITHOUT_MFA } from '../../packages/iam-gateway/iam/request';
import type { Identity } from '../../packages/iam-gateway/iam/snapshot';
import type { Symbols } from './symbols';

/** Somebody whom orgstrap did not make, and whom his own account lets do everything. */
const ADMINISTRATOR: Identity = { policies: [{ name: 'AdministratorAccess', document: EVERYTHING }] };

/** No template attaches it to anybody: a people operator does. */
const CLOSED: NamedPolicy = {
  name: CLOSED_POLICY,
  document: loadPolicy('access-role.closed.permissions', {}).document,
};

/** The same for one person, whose sessions are ended. */
const REVOKED: NamedPolicy = {
  name: `${REVOKED_POLICY}ada`,
  document: loadPolicy('access-role.revoked.permissions', { user: 'ada', before: '2026-03-01T09:00:00Z' }).document,
};

/**
 * Who asks, by name:
 *
 * | name | who |
 * |---|---|
 * | `ci-user:…`, `ci-role:…`, `terraform-role:…` | what orgstrap made, with what it was given: see `symbols.ts` |
 * | `platform-role:…`, `lent-role:…` | the same in a platform account |
 * | `recreated ci-role:…` | the same, deleted and made again since |
 * | `unlimited ci-role:…` | the same with every permission, so that its boundary and others decide |
 * | `person:NAME`, `access-role:…`, `people-operator-role:…` | people, with an access key alone; and what they become |
 * | `closed access-role:…` | the same, closed by a people operator |
 * | `revoked access-role:… NAME` | a session of NAME in the same, in which a people operator ended the sessions of ada |
 * | `ungrouped person:NAME` | the same, taken out of every group |
 * | `administrator user/NAME of ACCOUNT`, `administrator role/PATH/NAME of ACCOUNT` | of whom nobody asked orgstrap |
 * | `workload of ACCOUNT` | a role that Terraform made, with every permission, so that its boundary decides |
 * | `root of ACCOUNT`, `service NAME`, `anonymous` | a service by its principal, or as `symbols.ts` calls it |
 * | `token` | who holds the token of the case: see `holderOf` |
 *
 * Users may have signed in to the console instead: `… before MFA`, `… after MFA`.
 *
 * @throws Error where nobody is called so.
 */
export function callerNamed(name: string, symbols: Symbols, identities: ReadonlyMap<string, Identity>): Caller {
  const [first = '', second = '', third = '', account = ''] = name.replace(SIGN_IN, '').split(' ');
  switch (first) {
    case 'anonymous':
      return { kind: 'anonymous' };
    case 'service':
      return { kind: 'service', name: second.includes('.') ? second : symbols.arn(second) };
    case 'root':
      return { kind: 'root', account: symbols.account(name.split(' ')[2] ?? '') };
    case 'administrator':
      return principal(symbols.arn(`iam:${account}:${second}`), ADMINISTRATOR);
    case 'workload': {
      const boundary = identities.get(symbols.arn(`terraform-role:${name.split(' ')[2]}:apply`))?.boundary;
      return principal(symbols.arn(`iam:${name.split(' ')[2]}:role/workload/app`), { ...ADMINISTRATOR, boundary });
    }
    case 'recreated':
      return { ...principal(symbols.arn(second)), recreated: true };
    case 'unlimited': {
      const arn = symbols.arn(second);
      return principal(arn, { ...ADMINISTRATOR, boundary: identities.get(arn)?.boundary });
    }
    case 'closed': {
      const arn = symbols.arn(second);
      const identity = identities.get(arn);
      return principal(arn, { ...identity, policies: [...(identity?.policies ?? []), CLOSED] });
    }
    case 'revoked': {
      const arn = symbols.arn(second);
      const identity = identities.get(arn);
      const policies = [...(identity?.policies ?? []), REVOKED];
      return { kind: 'role', arn, session: third, identity: { ...identity, policies } };
    }
    case 'ungrouped': {
      const arn = symbols.arn(second);
      return principal(arn, { policies: [], boundary: identities.get(arn)?.boundary });
    }
    default:
      return principal(symbols.arn(first));
  }
}

const SIGN_IN = / (before|after) MFA$/;

/** What AWS says of a caller's MFA. */
export function signInOf(name: string): RequestContext {
  const [, when] = SIGN_IN.exec(name) ?? [];
  if (when === undefined) return {};
  return when === 'after' ? SIGNED_IN_WITH_MFA : SIGNED_IN_WITHOUT_MFA;
}

/** Who holds a token; `iss` is the URL of its issuer, as in the token. */
export function holderOf({ iss = '', ...claims }: Claims): Caller {
  return { kind: 'webIdentity', issuer: iss.replace(/^https:\/\//, ''), claims };
}

function principal(arn: string, identity?: Identity): Extract<Caller, { readonly kind: 'user' | 'role' }> {
  return { kind: arn.includes(':user/') ? 'user' : 'role', arn, ...(identity && { identity }) };
}
