import type { Organization } from '../../aws/organization';
import type { OrgConfig } from '../../domain/org-config';
import { compareOrganization } from '../../estate/compare-organization';
import { type CheckSubject, checksOfAnswer, doesNotHold, holds, type LiveCheck } from '../../estate/live-check';
import { LiveOrganization } from '../../estate/live-organization';
import type { DifferenceKind, OrganizationDifference } from '../../estate/organization-difference';

/** What one check is about: the differences that it finds, and what it says where there is none. */
interface TreeCheck extends CheckSubject {
  readonly kinds: readonly DifferenceKind[];
  readonly ok: (config: OrgConfig) => string;
}

const CHECKS: readonly TreeCheck[] = [
  {
    kind: 'organizational-unit',
    name: 'organizational units',
    why: 'a StackSet cannot be aimed at an OU that is not there: its wave fails, and those after it wait',
    kinds: ['no such OU'],
    ok: ({ environments }) =>
      `all ${environments.flatMap(({ organizationalUnits }) => organizationalUnits).length} are there`,
  },
  {
    kind: 'environments-apart',
    name: 'environments apart',
    why: 'an account below OUs of two environments is sent the Terraform role twice: the second delivery fails, and the account trusts the pipelines of the environment that came first',
    kinds: ['OU in another environment', 'OU twice', 'account in another environment'],
    ok: () => 'no OU or account of one is below an OU of another',
  },
  {
    kind: 'own-account',
    name: 'Ops and Terraform account',
    why: 'below an OU of an environment they get the roles of a product account as well: names collide, and CI reaches what decides about CI',
    kinds: ['own account in an environment'],
    ok: () => 'in no environment',
  },
  {
    kind: 'product-account',
    name: 'accounts of org.yaml',
    why: 'StackSets go by the OU that an account is in, and pass over an account that is not active, whatever org.yaml says',
    kinds: ['no such account', 'account not active', 'account elsewhere'],
    ok: ({ environments }) =>
      `all ${environments.flatMap(({ accounts }) => accounts).length} product accounts are active and in their environments`,
  },
  {
    kind: 'account-without-workspace',
    name: 'accounts without a workspace',
    why: 'an account below an OU of an environment gets its roles and trusts its pipelines, though no workspace is for it and verify passes it over',
    kinds: ['account not in org.yaml'],
    ok: () => 'none is below an OU of an environment',
  },
];

/** Whether the OUs and accounts of the organization are as `org.yaml` says: a check for each difference. */
export function treeChecks(config: OrgConfig, organization: Pick<Organization, 'tree'>): Promise<readonly LiveCheck[]> {
  return checksOfAnswer(
    CHECKS,
    'use credentials of the management account or of a delegated administrator, with organizations:ListRoots, ListOrganizationalUnitsForParent and ListAccountsForParent',
    () => organization.tree(),
    (tree) => {
      const differences = compareOrganization(config, new LiveOrganization(tree));
      return CHECKS.flatMap((check) => judged(check, config, differences));
    },
  );
}

function judged(
  check: TreeCheck,
  config: OrgConfig,
  differences: readonly OrganizationDifference[],
): readonly LiveCheck[] {
  const found = differences.filter(({ kind }) => check.kinds.includes(kind));
  if (found.length === 0) return [holds(check, check.ok(config))];
  return found.map((difference) => {
    const { kind, id, environment = '' } = difference;
    return doesNotHold(
      { ...check, resource: [kind, id, environment].join(' ').trim() },
      difference.found,
      difference.fix,
    );
  });
}
