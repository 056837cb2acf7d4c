import type { Caller } from '../../rehearsal/iam/caller';
import type { Claims } from '../../rehearsal/iam/oidc/claims';
import { EVERYTHING } from '../../rehearsal/iam/question';
import type { Identity } from '../../rehearsal/iam/world';
import type { Symbols } from './symbols';

/** Somebody whom orgstrap did not make, and whom his own account lets do everything. */
const ADMINISTRATOR: Identity = { policies: [{ name: 'AdministratorAccess', document: EVERYTHING }] };

/**
 * Who asks, by name:
 *
 * | name | who |
 * |---|---|
 * | `ci-user:…`, `ci-role:…`, `terraform-role:…` | what orgstrap made, with what it was given: see `symbols.ts` |
 * | `recreated ci-role:…` | the same, deleted and made again since |
 * | `unlimited ci-role:…` | the same with every permission, so that its boundary and others decide |
 * | `administrator user/NAME of ACCOUNT`, `administrator role/PATH/NAME of ACCOUNT` | of whom nobody asked orgstrap |
 * | `root of ACCOUNT`, `service NAME`, `anonymous` | |
 * | `token` | who holds the token of the case: see `holderOf` |
 *
 * @throws Error where nobody is called so.
 */
export function callerNamed(name: string, symbols: Symbols, identities: ReadonlyMap<string, Identity>): Caller {
  const [first = '', second = '', , account = ''] = name.split(' ');
  switch (first) {
    case 'anonymous':
      return { kind: 'anonymous' };
    case 'service':
      return { kind: 'service', name: second };
    case 'root':
      return { kind: 'root', account: symbols.account(name.split(' ')[2] ?? '') };
    case 'administrator':
      return principal(symbols.arn(`iam:${account}:${second}`), ADMINISTRATOR);
    case 'recreated':
      return { ...principal(symbols.arn(second)), recreated: true };
    case 'unlimited': {
      const arn = symbols.arn(second);
      return principal(arn, { ...ADMINISTRATOR, boundary: identities.get(arn)?.boundary });
    }
    default:
      return principal(symbols.arn(name));
  }
}

/** Who holds a token; `iss` is the URL of its issuer, as in the token. */
export function holderOf({ iss = '', ...claims }: Claims): Caller {
  return { kind: 'webIdentity', issuer: iss.replace(/^https:\/\//, ''), claims };
}

function principal(arn: string, identity?: Identity): Extract<Caller, { readonly kind: 'user' | 'role' }> {
  return { kind: arn.includes(':user/') ? 'user' : 'role', arn, ...(identity && { identity }) };
}
