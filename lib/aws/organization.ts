import {
  type Account,
  type OrganizationsClient,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
  paginateListRoots,
} from '@aws-sdk/client-organizations';
import { EXIT, Failure } from '../domain/failure';
import { awsAnswer, isNamed } from './aws-answer';
import { unfinishedAnswer } from './aws-errors';
import type { Throttle } from './throttle';

/** The accounts and organizational units of an organization. */
export interface Organization {
  /** Every account below an organizational unit or the root, however deep. */
  accountsUnder(unit: string): Promise<readonly MemberAccount[]>;
  /**
   * Everything below the root. Two calls for each OU, of which AWS allows 2,000.
   *
   * @throws Failure `NoOrganization` where the account is in none
   */
  tree(): Promise<OrganizationTree>;
}

export interface MemberAccount {
  readonly id: string;
  /** Suspended, or on the way to being closed: StackSets pass it over. */
  readonly isSuspended: boolean;
}

/** An organization as Organizations lists it. */
export interface OrganizationTree {
  readonly root: string;
  readonly units: readonly ListedUnit[];
  readonly accounts: readonly ListedAccount[];
}

/** An organizational unit. */
export interface ListedUnit {
  readonly id: string;
  readonly name: string;
  /** The id of the OU that it is in, or of the root. */
  readonly parent: string;
}

/** An account, the management account included. */
export interface ListedAccount extends ListedUnit {
  /**
   * `ACTIVE`, `PENDING_ACTIVATION`, `SUSPENDED`, `PENDING_CLOSURE` or `CLOSED`.
   *
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html
   */
  readonly state: string;
}

/** What is in an OU or the root itself. */
interface Children {
  readonly accounts: readonly ListedAccount[];
  readonly units: readonly ListedUnit[];
}

/**
 * The management account and every delegated administrator may read the organization.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsForParent.html
 */
export class OrganizationsOrganization implements Organization {
  private readonly known = new Map<string, Promise<Children>>();

  constructor(
    private readonly client: OrganizationsClient,
    private readonly throttle: Throttle,
  ) {}

  async accountsUnder(unit: string): Promise<readonly MemberAccount[]> {
    const { accounts } = await this.everythingUnder(unit);
    return accounts.map(({ id, state }) => ({ id, isSuspended: GONE.has(state) }));
  }

  async tree(): Promise<OrganizationTree> {
    const found = this.throttle(() => this.root()).catch((error: unknown) => {
      throw isNamed(error, 'AWSOrganizationsNotInUseException') ? noOrganization() : error;
    });
    const root = await awsAnswer('organizations:ListRoots', found);
    return { root, ...(await this.everythingUnder(root)) };
  }

  private async everythingUnder(parent: string): Promise<Children> {
    const { accounts, units } = await this.childrenOf(parent);
    const below = await Promise.all(units.map(({ id }) => this.everythingUnder(id)));
    return {
      accounts: [...accounts, ...below.flatMap((child) => child.accounts)],
      units: [...units, ...below.flatMap((child) => child.units)],
    };
  }

  /** Asks once for each parent: several StackSets reach the same ones. */
  private childrenOf(parent: string): Promise<Children> {
    const known = this.known.get(parent) ?? this.find(parent);
    this.known.set(parent, known);
    return known;
  }

  private async find(parent: string): Promise<Children> {
    const [accounts, units] = await Promise.all([
      awsAnswer(
        'organizations:ListAccountsForParent',
        this.throttle(() => this.accountsIn(parent)),
      ),
      awsAnswer(
        'organizations:ListOrganizationalUnitsForParent',
        this.throttle(() => this.unitsIn(parent)),
      ),
    ]);
    return { accounts, units };
  }

  private async accountsIn(parent: string): Promise<readonly ListedAccount[]> {
    const accounts: ListedAccount[] = [];
    for await (const page of paginateListAccountsForParent({ client: this.client }, { ParentId: parent })) {
      for (const account of page.Accounts ?? []) {
        const { Id: id, Name: name = '' } = account;
        if (id !== undefined) accounts.push({ id, name, parent, state: stateOf(account) });
      }
    }
    return accounts;
  }

  private async unitsIn(parent: string): Promise<readonly ListedUnit[]> {
    const units: ListedUnit[] = [];
    for await (const page of paginateListOrganizationalUnitsForParent({ client: this.client }, { ParentId: parent })) {
      for (const { Id: id, Name: name = '' } of page.OrganizationalUnits ?? []) {
        if (id !== undefined) units.push({ id, name, parent });
      }
    }
    return units;
  }

  private async root(): Promise<string> {
    for await (const { Roots: roots } of paginateListRoots({ client: this.client }, {})) {
      for (const { Id: id } of roots ?? []) if (id !== undefined) return id;
    }
    throw unfinishedAnswer('organizations:ListRoots', 'a root');
  }
}

function noOrganization(): Failure {
  return new Failure(
    'NoOrganization',
    'the account of these credentials is in no organization; use those of the deployment account, or make one: aws organizations create-organization --feature-set ALL',
    EXIT.unusable,
  );
}

const GONE: ReadonlySet<string> = new Set(['SUSPENDED', 'PENDING_CLOSURE', 'CLOSED']);

/** `State` takes the place of `Status`, which AWS retires. */
function stateOf({ State: state, Status: status }: Account): string {
  return state ?? status ?? 'UNKNOWN';
}
