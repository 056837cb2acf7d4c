import { canonical, isObject, type Json, listOf } from '../../domain/json';
import { type AccessChange, narrows, unclear, widens } from '../../iam/access-change';
import { equal, notCovered } from '../../iam/pattern';
import type { PropertyRule } from './property-rules';
import { textOf } from './text-of';

/** Where a StackSet delivers to. */
export interface StackSetTargets {
  /** OUs, or the organization's root. */
  readonly organizationalUnits: readonly string[];
  /** What the accounts do to the accounts of the units; `NONE` is CloudFormation's default. */
  readonly filter: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

/** Of a StackSet without instances. */
export const NOWHERE: StackSetTargets = { organizationalUnits: [], filter: 'NONE', accounts: [], regions: [] };

/** The targets in a `StackInstancesGroup`; undefined where it says more than orgstrap understands. */
export function targetsOf(group: Json | undefined): StackSetTargets | undefined {
  const [only, ...others] = listOf(group);
  if (only === undefined) return NOWHERE;
  if (others.length > 0 || !isObject(only)) return undefined;
  const { DeploymentTargets: targets, Regions: regions, ...rest } = only;
  if (!isObject(targets) || Object.keys(rest).length > 0) return undefined;
  const { OrganizationalUnitIds: units, AccountFilterType: filter = 'NONE', Accounts: accounts, ...unknown } = targets;
  if (Object.keys(unknown).length > 0) return undefined;
  return {
    organizationalUnits: listOf(units).map(textOf),
    filter: textOf(filter),
    accounts: listOf(accounts).map(textOf),
    regions: listOf(regions).map(textOf),
  };
}

/** More targets widen: accounts get roles that did not have them. */
export const compareTargets: PropertyRule = (before, after) => {
  const earlier = targetsOf(before);
  const later = targetsOf(after);
  if (canonical(before) === canonical(after)) return [];
  if (earlier === undefined || later === undefined) return [unclear('StackInstancesGroup')];
  if (isAccountAlone(later) && earlier.organizationalUnits.length === 0) {
    return [widens('reaches more accounts', later.accounts)];
  }
  return [
    ...more(
      'reaches more organizational units',
      'reaches fewer organizational units',
      earlier,
      later,
      'organizationalUnits',
    ),
    ...more('reaches more Regions', 'reaches fewer Regions', earlier, later, 'regions'),
    ...compareFilters(earlier, later),
  ];
};

function isAccountAlone({ filter }: StackSetTargets): boolean {
  return filter === 'INTERSECTION';
}

function compareFilters(before: StackSetTargets, after: StackSetTargets): readonly AccessChange[] {
  if (before.organizationalUnits.length === 0 || after.organizationalUnits.length === 0) return [];
  if (before.filter !== after.filter) {
    if (after.filter === 'NONE') return [widens(`the account filter ${before.filter} is removed`, before.accounts)];
    if (before.filter === 'NONE') return [narrows(`the account filter ${after.filter} is added`, after.accounts)];
    return [unclear('the account filter', [`${before.filter} -> ${after.filter}`])];
  }
  if (after.filter === 'INTERSECTION')
    return more('reaches more accounts', 'reaches fewer accounts', before, after, 'accounts');
  if (after.filter === 'DIFFERENCE')
    return more('leaves out fewer accounts', 'leaves out more accounts', after, before, 'accounts');
  return before.accounts.join() === after.accounts.join() ? [] : [unclear('the accounts', after.accounts)];
}

function more(
  wider: string,
  narrower: string,
  before: StackSetTargets,
  after: StackSetTargets,
  list: 'organizationalUnits' | 'accounts' | 'regions',
): readonly AccessChange[] {
  const added = notCovered(after[list], before[list], equal);
  const removed = notCovered(before[list], after[list], equal);
  return [
    ...(added.length > 0 ? [widens(wider, added)] : []),
    ...(removed.length > 0 ? [narrows(narrower, removed)] : []),
  ];
}
