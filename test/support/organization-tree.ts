import type { ListedAccount, ListedUnit, OrganizationTree } from '../../lib/aws/organization';

/** The OUs and accounts of an organization as a test writes them: an OU holds what stands in it. */
export interface WrittenUnit {
  /** Accounts by their ids, with their states; `ACTIVE` where it is the name alone. */
  readonly accounts?: readonly (string | readonly [id: string, state: string])[];
  /** OUs by `NAME ID`. */
  readonly units?: Readonly<Record<string, WrittenUnit>>;
}

/** What Organizations lists of them. The name of an account is `account ID`. */
export function organizationTree(root: string, written: WrittenUnit): OrganizationTree {
  return { root, ...listed(root, written) };
}

function listed(parent: string, { accounts = [], units = {} }: WrittenUnit): Omit<OrganizationTree, 'root'> {
  const below = Object.entries(units).map(([key, unit]) => {
    const [name = '', id = ''] = key.split(' ');
    return { here: { id, name, parent }, ...listed(id, unit) };
  });
  return {
    units: below.flatMap(({ here, units }): readonly ListedUnit[] => [here, ...units]),
    accounts: [
      ...accounts.map((account): ListedAccount => {
        const [id, state] = typeof account === 'string' ? [account, 'ACTIVE'] : account;
        return { id, name: `account ${id}`, parent, state };
      }),
      ...below.flatMap((child) => child.accounts),
    ],
  };
}
