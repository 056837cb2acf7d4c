import { type AccessRequest, accountOf, isServiceLinked } from './access-request';
import type { Policy } from './policy';
import { SERVICES_WITH_RCPS } from './rcp-services';
import { type Truth, unknown } from './truth';

/** Service control policies bind principals, resource control policies the resources that they reach for. */
export const CONTROL_POLICY_KINDS = ['scp', 'rcp'] as const;

export type ControlPolicyKind = (typeof CONTROL_POLICY_KINDS)[number];

/** An organization, as far as its control policies bind accounts. */
export interface ControlledOrganization {
  /** No control policy binds it. */
  readonly managementAccount: string;
  /** Of each account the ids of what is above it, the root's first, and its own at last. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  /** What is attached to a root, an OU or an account, by its id. Undefined for a kind that is not enabled: it binds nobody. */
  readonly attached: Readonly<Record<ControlPolicyKind, ReadonlyMap<string, readonly Policy[]> | undefined>>;
}

/** What is attached at one level above an account, or to the account itself. */
export interface ControlLevel {
  readonly id: string;
  readonly policies: readonly Policy[];
}

/**
 * The service control policies over a principal. None binds the management account or a service-linked role, and none AWS's
 * services, holders of tokens and anonymous callers, who are in no account.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export function serviceControlLevels(
  organization: ControlledOrganization,
  { principal }: AccessRequest,
): readonly ControlLevel[] {
  return isServiceLinked(principal) ? [] : levelsOver(organization, 'scp', accountOf(principal));
}

/** The resource control policies over a resource; they bind everybody but service-linked roles. */
export function resourceControlLevels(
  organization: ControlledOrganization,
  { principal, owner }: AccessRequest,
): readonly ControlLevel[] {
  return isServiceLinked(principal) ? [] : levelsOver(organization, 'rcp', owner);
}

/** Whether resource control policies are about an action at all: not about one without a resource level. */
export function isReachedByRcps({ action, resource }: AccessRequest): Truth {
  const [service = '', name] = action.toLowerCase().split(':');
  if (resource === '*' || (service === 'kms' && name === 'retiregrant')) return false;
  return SERVICES_WITH_RCPS.has(service) || unknown(`whether resource control policies reach ${service}`);
}

function levelsOver(
  { managementAccount, paths, attached }: ControlledOrganization,
  kind: ControlPolicyKind,
  account: string | undefined,
): readonly ControlLevel[] {
  const policies = attached[kind];
  const path = account === undefined || account === managementAccount ? undefined : paths.get(account);
  if (policies === undefined || path === undefined) return [];
  return path.map((id) => ({ id, policies: policies.get(id) ?? [] }));
}
