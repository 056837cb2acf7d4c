import type { ListedAccount, ListedUnit, OrganizationTree } from '../aws/organization';

/** The tree of an organization as it is, asked by the ids of its OUs and accounts. */
export class LiveOrganization {
  readonly accounts: readonly ListedAccount[];
  private readonly root: string;
  private readonly units: ReadonlyMap<string, ListedUnit>;
  private readonly accountsById: ReadonlyMap<string, ListedAccount>;

  constructor({ root, units, accounts }: OrganizationTree) {
    this.root = root;
    this.accounts = accounts;
    this.units = new Map(units.map((unit) => [unit.id, unit]));
    this.accountsById = new Map(accounts.map((account) => [account.id, account]));
  }

  account(id: string): ListedAccount | undefined {
    return this.accountsById.get(id);
  }

  /** Whether there is an OU, or the root, of that id. */
  hasUnit(id: string): boolean {
    return id === this.root || this.units.has(id);
  }

  /** The ids of the OUs that something is in, the nearest first, and the root last. */
  unitsAbove({ parent }: ListedUnit): readonly string[] {
    const unit = this.units.get(parent);
    return unit === undefined ? [parent] : [parent, ...this.unitsAbove(unit)];
  }

  /** The same of an OU by its id; none for the root and for what is not there. */
  unitsAboveUnit(id: string): readonly string[] {
    const unit = this.units.get(id);
    return unit === undefined ? [] : this.unitsAbove(unit);
  }

  /** The ids of the accounts in an OU, and in those below it; none of what is no OU. */
  accountsBelow(unit: string): readonly string[] {
    return this.accounts.filter((account) => this.unitsAbove(account).includes(unit)).map(({ id }) => id);
  }

  /** The names from the root to an OU, as the console shows them: `Root/Workloads/Prod`. */
  pathOf(id: string): string {
    const unit = this.units.get(id);
    return unit === undefined ? 'Root' : `${this.pathOf(unit.parent)}/${unit.name}`;
  }
}
