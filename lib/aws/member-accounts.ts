import {
  CreateAccountCommand,
  type CreateAccountStatus,
  DescribeCreateAccountStatusCommand,
  ListParentsCommand,
  MoveAccountCommand,
  type OrganizationsClient,
  paginateListAccounts,
  paginateListAWSServiceAccessForOrganization,
  paginateListCreateAccountStatus,
} from '@aws-sdk/client-organizations';
import { EXIT, Failure } from '../domain/failure';
import { awsAnswer, isNamed } from './aws-answer';
import { unfinishedAnswer } from './aws-errors';

/** An account with what nobody but the organization knows of it. */
export interface NamedAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly state: string;
}

/** A request to create an account, which AWS works at in the background. */
export interface AccountCreation {
  readonly request: string;
  readonly name: string;
  readonly state: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  readonly account?: string | undefined;
  /** AWS's word for why it failed. */
  readonly reason?: string | undefined;
}

/** The accounts of an organization, as its management account makes and moves them. */
export interface MemberAccounts {
  all(): Promise<readonly NamedAccount[]>;
  /** The id of the OU, or of the root, that an account is in itself. */
  parentOf(account: string): Promise<string>;
  /** @throws Failure `AccountChanges` where another change of it is on its way: it can be tried again */
  move(account: string, from: string, to: string): Promise<void>;
  /** @returns the request. @throws Failure `NoRoomForAccount`, `OrganizationBegins`, `AccountChanges` */
  create(name: string, email: string): Promise<string>;
  creation(request: string): Promise<AccountCreation>;
  /** Those of the last 90 days. */
  creations(): Promise<readonly AccountCreation[]>;
  /** Whether a service may work in the organization; the management account and every delegated administrator may ask. */
  trusts(service: string): Promise<boolean>;
}

/**
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListCreateAccountStatus.html
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAWSServiceAccessForOrganization.html
 */
export class OrganizationsMemberAccounts implements MemberAccounts {
  constructor(private readonly client: OrganizationsClient) {}

  all(): Promise<readonly NamedAccount[]> {
    return awsAnswer('organizations:ListAccounts', this.everyAccount());
  }

  async parentOf(account: string): Promise<string> {
    const sent = this.client.send(new ListParentsCommand({ ChildId: account }));
    const parent = (await awsAnswer('organizations:ListParents', sent)).Parents?.[0]?.Id;
    if (parent === undefined) throw unfinishedAnswer('organizations:ListParents', 'a parent');
    return parent;
  }

  async move(account: string, from: string, to: string): Promise<void> {
    const request = new MoveAccountCommand({ AccountId: account, SourceParentId: from, DestinationParentId: to });
    const sent = this.client.send(request).catch((error: unknown) => {
      // Somebody else moved it, or the answer to this very call was lost: who looks again knows.
      throw isNamed(error, ...CHANGES, 'SourceParentNotFoundException', 'DuplicateAccountException')
        ? changes(error)
        : error;
    });
    await awsAnswer('organizations:MoveAccount', sent);
  }

  async create(name: string, email: string): Promise<string> {
    const sent = this.client.send(new CreateAccountCommand({ AccountName: name, Email: email })).catch((error) => {
      throw refusalOf(error) ?? error;
    });
    const { CreateAccountStatus: status } = await awsAnswer('organizations:CreateAccount', sent);
    if (status?.Id === undefined) throw unfinishedAnswer('organizations:CreateAccount', 'a request');
    return status.Id;
  }

  async creation(request: string): Promise<AccountCreation> {
    const sent = this.client.send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: request }));
    const { CreateAccountStatus: status } = await awsAnswer('organizations:DescribeCreateAccountStatus', sent);
    const [creation] = creationOf(status ?? {});
    if (creation === undefined) throw unfinishedAnswer('organizations:DescribeCreateAccountStatus', 'a status');
    return creation;
  }

  creations(): Promise<readonly AccountCreation[]> {
    return awsAnswer('organizations:ListCreateAccountStatus', this.everyCreation());
  }

  trusts(service: string): Promise<boolean> {
    return awsAnswer('organizations:ListAWSServiceAccessForOrganization', this.isTrusted(service));
  }

  private async everyAccount(): Promise<readonly NamedAccount[]> {
    const accounts: NamedAccount[] = [];
    for await (const page of paginateListAccounts({ client: this.client }, {})) {
      for (const { Id: id, Name: name = '', Email: email = '', State: state, Status: status } of page.Accounts ?? []) {
        if (id !== undefined) accounts.push({ id, name, email, state: state ?? status ?? 'UNKNOWN' });
      }
    }
    return accounts;
  }

  private async everyCreation(): Promise<readonly AccountCreation[]> {
    const creations: AccountCreation[] = [];
    for await (const page of paginateListCreateAccountStatus({ client: this.client }, {})) {
      creations.push(...(page.CreateAccountStatuses ?? []).flatMap(creationOf));
    }
    return creations;
  }

  private async isTrusted(service: string): Promise<boolean> {
    for await (const page of paginateListAWSServiceAccessForOrganization({ client: this.client }, {})) {
      if (page.EnabledServicePrincipals?.some(({ ServicePrincipal: name }) => name === service)) return true;
    }
    return false;
  }
}

function creationOf(status: CreateAccountStatus): readonly AccountCreation[] {
  const { Id: request, AccountName: name = '', State: state, AccountId: account, FailureReason: reason } = status;
  return request === undefined || state === undefined ? [] : [{ request, name, state, account, reason }];
}

const CHANGES = ['ConcurrentModificationException'];

function changes({ message }: Error): Failure {
  return new Failure(
    'AccountChanges',
    `something else changes the account at the same time: ${message}; run this again`,
    EXIT.incomplete,
  );
}

/** What CreateAccount says at once; what goes wrong later is the reason of the request. */
function refusalOf(error: unknown): Failure | undefined {
  if (isNamed(error, ...CHANGES)) return changes(error);
  if (isNamed(error, 'FinalizingOrganizationException')) {
    return new Failure(
      'OrganizationBegins',
      'the organization is new, and AWS is not done with it, which takes up to an hour; run this again then, and ask AWS Support where it goes on',
      EXIT.incomplete,
    );
  }
  if (!isNamed(error, 'ConstraintViolationException')) return undefined;
  return new Failure(
    'NoRoomForAccount',
    `AWS makes no further account for now: ${error.message}; look at Service Quotas, AWS Organizations, in us-east-1, or wait where it is about how many a day`,
    EXIT.incomplete,
  );
}
