import {
  type Account,
  type OrganizationsClient,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
} from '@aws-sdk/client-organizations';
import { awsAnswer } from './aws-answer';
import type { Throttle } from './throttle';

/** The accounts of an organization. */
export interface Organization {
  /** Every account below an organizational unit or the root, however deep. */
  accountsUnder(unit: string): Promise<readonly MemberAccount[]>;
}

export interface MemberAccount {
  readonly id: string;
  /** Suspended, or on the way to being closed: StackSets pass it over. */
  readonly isSuspended: boolean;
}

/**
 * The management account and every delegated administrator may read the organization.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsForParent.html
 */
export class OrganizationsOrganization implements Organization {
  private readonly known = new Map<string, Promise<readonly MemberAccount[]>>();

  constructor(
    private readonly client: OrganizationsClient,
    private readonly throttle: Throttle,
  ) {}

  /** Asks once for each unit: several StackSets reach the same ones. */
  accountsUnder(unit: string): Promise<readonly MemberAccount[]> {
    const known = this.known.get(unit) ?? this.find(unit);
    this.known.set(unit, known);
    return known;
  }

  private async find(unit: string): Promise<readonly MemberAccount[]> {
    const [accounts, units] = await Promise.all([
      awsAnswer(
        'organizations:ListAccountsForParent',
        this.throttle(() => this.accountsIn(unit)),
      ),
      awsAnswer(
        'organizations:ListOrganizationalUnitsForParent',
        this.throttle(() => this.unitsIn(unit)),
      ),
    ]);
    const below = await Promise.all(units.map((child) => this.accountsUnder(child)));
    return [...accounts, ...below.flat()];
  }

  private async accountsIn(unit: string): Promise<readonly MemberAccount[]> {
    const accounts: MemberAccount[] = [];
    for await (const page of paginateListAccountsForParent({ client: this.client }, { ParentId: unit })) {
      for (const account of page.Accounts ?? []) {
        if (account.Id !== undefined) accounts.push({ id: account.Id, isSuspended: isSuspended(account) });
      }
    }
    return accounts;
  }

  private async unitsIn(unit: string): Promise<readonly string[]> {
    const units: string[] = [];
    for await (const page of paginateListOrganizationalUnitsForParent({ client: this.client }, { ParentId: unit })) {
      for (const { Id: id } of page.OrganizationalUnits ?? []) if (id !== undefined) units.push(id);
    }
    return units;
  }
}

const GONE: ReadonlySet<string> = new Set(['SUSPENDED', 'PENDING_CLOSURE', 'CLOSED']);

/** `State` takes the place of `Status`, which AWS retires. */
function isSuspended({ State: state, Status: status }: Account): boolean {
  return GONE.has(state ?? status ?? '');
}
