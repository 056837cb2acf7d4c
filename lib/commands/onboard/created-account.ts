import type { AccountCreation, MemberAccounts, NamedAccount } from '../../aws/member-accounts';
import { EXIT, Failure } from '../../domain/failure';
import { type AccountWork, until } from './account-work';
import { creationFailure } from './creation-failures';

/** Two accounts may have one name, but no two accounts of AWS have one e-mail address. */
export interface WantedAccount {
  readonly name: string;
  readonly email: string;
}

/**
 * An account of that name and address: the one that an earlier run made or began to make, or else a new one. AWS makes it in the
 * background, in the root of the organization.
 *
 * @throws Failure `AccountNotCreated` in plain words; `NameTaken`, `EmailTaken`; `StillWaiting`, and what the port throws
 */
export async function createdAccount(
  wanted: WantedAccount,
  accounts: MemberAccounts,
  work: AccountWork,
): Promise<string> {
  const there = await existingAccount(wanted, accounts);
  if (there !== undefined) return await activeAccount(there, accounts, work);
  const begun = await creationOf(wanted, accounts);
  const request = begun?.request ?? (await work.uninterrupted(() => begin(wanted, accounts, work)));
  const creation = await finished(request, accounts, work);
  if (creation.account !== undefined) return await activeAccount(creation.account, accounts, work);
  // A run that was killed before it heard of its own request: AWS takes the same twice for a mistake.
  const own = SAME.has(creation.reason ?? '') ? await existingAccount(wanted, accounts) : undefined;
  if (own !== undefined) return await activeAccount(own, accounts, work);
  throw new Failure(
    'AccountNotCreated',
    `AWS made no account ${wanted.name}: ${creationFailure(creation.reason)}`,
    EXIT.failed,
  );
}

async function begin({ name, email }: WantedAccount, accounts: MemberAccounts, { say }: AccountWork): Promise<string> {
  const request = await accounts.create(name, email);
  say(`AWS was asked for the account ${name}, request ${request}`);
  return request;
}

const SAME: ReadonlySet<string> = new Set(['EMAIL_ALREADY_EXISTS', 'CONCURRENT_ACCOUNT_MODIFICATION']);

/**
 * The id of the account that is wanted, where it is there already.
 *
 * @throws Failure `NameTaken`, `EmailTaken` where there is one that is not quite it
 */
export async function existingAccount(
  { name, email }: WantedAccount,
  accounts: Pick<MemberAccounts, 'all'>,
): Promise<string | undefined> {
  const all = await accounts.all();
  const same = all.find((account) => account.email.toLowerCase() === email.toLowerCase());
  if (same !== undefined && same.name !== name) {
    throw another('EmailTaken', same, `has this e-mail address, and is called ${same.name}`);
  }
  const namesake = all.find((account) => account.name === name && account !== same);
  if (same === undefined && namesake !== undefined) {
    throw another('NameTaken', namesake, `is called ${name} already, with another e-mail address`);
  }
  return same?.id;
}

function another(code: string, { id }: NamedAccount, found: string): Failure {
  return new Failure(
    code,
    `the account ${id} ${found}; take that one with --account ${id}, or choose another name or address`,
    EXIT.unusable,
  );
}

/** One that is on its way. A status has no e-mail address, so the name must do. */
async function creationOf({ name }: WantedAccount, accounts: MemberAccounts): Promise<AccountCreation | undefined> {
  const all = await accounts.creations();
  return all.find((creation) => creation.name === name && creation.state === 'IN_PROGRESS');
}

function finished(request: string, accounts: MemberAccounts, work: AccountWork): Promise<AccountCreation> {
  return until<AccountCreation>(work, async () => {
    const creation = await accounts.creation(request);
    if (creation.state !== 'IN_PROGRESS') return { answer: creation };
    return { waitsFor: `AWS makes the account ${creation.name}, request ${request}` };
  });
}

/** A new account is not always ready at once. */
function activeAccount(id: string, accounts: Pick<MemberAccounts, 'all'>, work: AccountWork): Promise<string> {
  return until<string>(work, async () => {
    const state = (await accounts.all()).find((account) => account.id === id)?.state;
    if (state === 'ACTIVE') return { answer: id };
    if (state !== undefined && state !== 'PENDING_ACTIVATION') {
      throw new Failure(
        'AccountNotActive',
        `the account ${id} is ${state}, expected ACTIVE; choose another name and another e-mail address, or ask AWS Support to open it again`,
        EXIT.unusable,
      );
    }
    return { waitsFor: `the account ${id} is ${state ?? 'not listed yet'}` };
  });
}
