import { isException, type Principal, type Statement } from '../statement';
import { accountOf, type RequestPrincipal } from './access-request';
import { same } from './text-pattern';
import { allOf, anyOf, not, type Truth, unknown } from './truth';

/**
 * How the policy of a resource names somebody: everybody or exactly the caller; the role of the caller's session, whose
 * boundary still counts; or the account, whose own policies decide then.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
 */
export type NamedAs = 'caller' | 'role' | 'account';

/** Whether a statement of a resource's policy is about a caller, for each way to name them. */
export function principalsMatch(
  statement: Statement,
  principal: RequestPrincipal,
  hasBoundary: boolean,
): Readonly<Record<NamedAs, Truth>> {
  const { principal: element } = statement;
  if (isException(element)) {
    return { caller: isNotExcepted(statement, principal, hasBoundary), role: false, account: false };
  }
  const named = (as: NamedAs) => anyOf(element.values.map((one) => names(one, principal)[as]));
  return { caller: named('caller'), role: named('role'), account: named('account') };
}

/**
 * Everybody whom `NotPrincipal` does not name. A `Deny` with it is about all who wear a boundary, and is said to need a
 * session, its role and its account named.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function isNotExcepted(
  { effect, principal: element }: Statement,
  principal: RequestPrincipal,
  hasBoundary: boolean,
): Truth {
  if (effect === 'Deny' && hasBoundary) return true;
  const ways = namings(principal).map((as) => anyOf(element.values.map((one) => names(one, principal)[as])));
  const excepted = anyOf(ways);
  if (excepted !== true || effect === 'Allow' || allOf(ways) === true) return not(excepted);
  return unknown('whom NotPrincipal excepts that does not name the account, too');
}

function namings({ kind }: RequestPrincipal): readonly NamedAs[] {
  if (kind === 'role') return ['caller', 'role', 'account'];
  return kind === 'user' ? ['caller', 'account'] : ['caller'];
}

function names({ type, name }: Principal, principal: RequestPrincipal): Readonly<Record<NamedAs, Truth>> {
  const nobody = { caller: false, role: false, account: false };
  if (type === 'AWS' && name === '*') return { ...nobody, caller: true };
  if (principal.kind === 'anonymous' || type !== TYPES[principal.kind]) return nobody;
  const account = accountOf(principal);
  if (account !== undefined && (name === account || ROOT.exec(name)?.[1] === account))
    return { ...nobody, account: true };
  if (principal.kind === 'role')
    return { ...nobody, caller: same(name, sessionArn(principal)), role: same(name, principal.arn) };
  return { ...nobody, caller: same(name, principal.arn) };
}

const TYPES = { user: 'AWS', role: 'AWS', root: 'AWS', webIdentity: 'Federated', service: 'Service' } as const;

const ROOT = /^arn:[^:]*:iam::(\d{12}):root$/;

function sessionArn({ arn, session }: { readonly arn: string; readonly session: string }): string {
  const [, partition, , , account, role = ''] = arn.split(':');
  return `arn:${partition}:sts::${account}:assumed-role/${role.split('/').at(-1)}/${session}`;
}
