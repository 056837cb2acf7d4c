import type { FoundRole } from '../../../lib/aws/account-roles';
import type { RootUser } from '../../../lib/aws/account-summary';
import type { ExpectedAccount } from '../../../lib/domain/expected-account';
import type { VerifyView } from '../../../lib/operations/verify/verify';
import { GOOD_ROOT_USER } from '../doctor/healthy-view';

/** What one account holds; an error in place of it says that the account cannot be entered. */
export interface FakeAccount {
  roles: Map<string, FoundRole | Error>;
  policies: Set<string>;
  rootUser: RootUser | Error;
  refusal?: Error;
}

/** Accounts that have what is expected of them, until a test changes something. */
export class FakeAccounts implements VerifyView {
  readonly accounts: ReadonlyMap<string, FakeAccount>;
  /** Accounts that are being looked at now, and the most that were at once. */
  private inside = 0;
  most = 0;

  constructor(expected: readonly ExpectedAccount[]) {
    this.accounts = new Map(
      expected.map(({ id, roles, policies }) => [
        id as string,
        {
          roles: new Map(roles.map(({ name, boundary, trust }) => [name, { boundary, trust }])),
          policies: new Set(policies),
          rootUser: GOOD_ROOT_USER,
        },
      ]),
    );
  }

  /** @throws Error where no such account is expected */
  at(id: string): FakeAccount {
    const account = this.accounts.get(id);
    if (account === undefined) throw new Error(`there is no account ${id}`);
    return account;
  }

  readonly caller = { account: () => Promise.resolve('333333333333') };

  enter(id: string) {
    const { refusal, roles, policies, rootUser } = this.at(id);
    if (refusal !== undefined) return Promise.reject(refusal);
    this.most = Math.max(this.most, ++this.inside);
    return Promise.resolve({
      roles: {
        role: (name: string) => given(roles.get(name)),
        hasPolicy: (arn: string) => given(policies.has(arn)),
      },
      summary: {
        rootUser: async () => {
          // Others have their turn meanwhile.
          await new Promise(setImmediate);
          this.inside--;
          return given(rootUser);
        },
      },
    });
  }
}

function given<Answer>(answer: Answer | Error): Promise<Answer> {
  return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
}
