import type { Organization } from '../../aws/organization';
import type { StackInstance } from '../../aws/stack-sets';
import { Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import type { StackSetTargets } from './stack-set-targets';

/** The accounts that a stack or a StackSet will be in. */
export interface DeploymentTargets {
  /** In order, each once. */
  readonly accounts: readonly string[];
  /** Where they are known from. */
  readonly from: 'the stack' | 'the account filter' | 'Organizations' | 'stack instances and org.yaml';
  /** Of those, the ones that org.yaml names, as `workspace account`. */
  readonly named: readonly string[];
  /** Accounts that org.yaml names for these OUs and that are not reached, as `workspace account`. */
  readonly missing: readonly string[];
}

/** The reach of a stack that `cdk deploy` puts in one account. */
export function directTarget(account: string): DeploymentTargets {
  return { accounts: [account], from: 'the stack', named: [], missing: [] };
}

/**
 * The reach of a StackSet: every account below its OUs but suspended ones and the management account, which
 * service-managed StackSets never reach; or the accounts that its filter leaves.
 *
 * Who may not read the organization gets the accounts that already have an instance, and those of `org.yaml`.
 */
export async function stackSetTargetAccounts(
  config: OrgConfig,
  targets: StackSetTargets,
  organization: Organization,
  instances: readonly StackInstance[],
): Promise<DeploymentTargets> {
  if (targets.filter === 'INTERSECTION') return reach(config, targets, targets.accounts, 'the account filter');
  try {
    const members = await Promise.all(targets.organizationalUnits.map((unit) => organization.accountsUnder(unit)));
    const present = members.flat().filter(({ isSuspended }) => !isSuspended);
    return reach(
      config,
      targets,
      unfiltered(
        targets,
        present.map(({ id }) => id),
      ),
      'Organizations',
    );
  } catch (error) {
    if (!(error instanceof Failure && error.code === 'AwsRefused')) throw error;
    return knownTargets(config, targets, instances);
  }
}

/** The reach of a StackSet as far as it is known without Organizations. */
export function knownTargets(
  config: OrgConfig,
  targets: StackSetTargets,
  instances: readonly StackInstance[],
): DeploymentTargets {
  if (targets.filter === 'INTERSECTION') return reach(config, targets, targets.accounts, 'the account filter');
  const known = [...instances.map(({ account }) => account), ...namedIn(config, targets).map(({ id }) => id)];
  return reach(config, targets, unfiltered(targets, known), 'stack instances and org.yaml');
}

function unfiltered({ filter, accounts }: StackSetTargets, found: readonly string[]): readonly string[] {
  return filter === 'DIFFERENCE' ? without(found, accounts) : found;
}

function reach(
  config: OrgConfig,
  targets: StackSetTargets,
  found: readonly string[],
  from: DeploymentTargets['from'],
): DeploymentTargets {
  const accounts = [...new Set(without(found, [config.organization.managementAccount]))].sort();
  const named = namedIn(config, targets);
  const text = ({ workspace, id }: (typeof named)[number]) => `${workspace} ${id}`;
  return {
    accounts,
    from,
    named: named.filter(({ id }) => accounts.includes(id)).map(text),
    missing: named.filter(({ id }) => !accounts.includes(id)).map(text),
  };
}

function namedIn({ environments }: OrgConfig, { organizationalUnits: units, filter, accounts: some }: StackSetTargets) {
  const all = environments.flatMap((environment) => environment.accounts);
  if (filter === 'INTERSECTION') return all.filter(({ id }) => some.includes(id));
  return environments
    .filter(({ organizationalUnits, only }) => !only && organizationalUnits.some((unit) => units.includes(unit)))
    .flatMap(({ accounts }) => accounts);
}

function without(list: readonly string[], other: readonly string[]): readonly string[] {
  return list.filter((value) => !other.includes(value));
}
