import { partsOf } from './arn';
import { accountOf, type Caller } from './caller';
import type { NamedPolicy } from './policy-document';
import { FULL_ACCESS } from './policy-document';
import type { Snapshot } from './snapshot';

/** What is attached at one level above an account, or to the account itself. */
export interface ControlLevel {
  readonly id: string;
  readonly policies: readonly NamedPolicy[];
}

/**
 * The services whose resources RCPs reach.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
const SERVICES_WITH_RCPS: ReadonlySet<string> = new Set(['aoss', 'ecr', 'kms', 's3', 'secretsmanager', 'sqs', 'sts']);

/** The SCPs over a caller, the root's first. None reaches the management account, or a service-linked role. */
export function serviceControlPoliciesOf({ organization }: Snapshot, caller: Caller): readonly ControlLevel[] {
  const account = accountOf(caller);
  if (account === undefined || isServiceLinked(caller)) return [];
  return levelsOf(organization, account).map((id) => ({
    id,
    policies: organization.serviceControlPolicies.get(id) ?? [FULL_ACCESS],
  }));
}

/** The RCPs over a resource, the root's first; they reach AWS's services, too, but no service-linked role. */
export function resourceControlPoliciesOf(
  { organization }: Snapshot,
  caller: Caller,
  action: string,
  owner: string,
): readonly ControlLevel[] {
  const [service = ''] = action.toLowerCase().split(':');
  if (!SERVICES_WITH_RCPS.has(service) || isServiceLinked(caller)) return [];
  return levelsOf(organization, owner).map((id) => ({
    id,
    policies: organization.resourceControlPolicies.get(id) ?? [],
  }));
}

function levelsOf(organization: Snapshot['organization'], account: string): readonly string[] {
  const above = organization.accounts.get(account);
  return above === undefined || account === organization.managementAccount ? [] : [...above, account];
}

function isServiceLinked(caller: Caller): boolean {
  return caller.kind === 'role' && partsOf(caller.arn).resource.startsWith('role/aws-service-role/');
}
