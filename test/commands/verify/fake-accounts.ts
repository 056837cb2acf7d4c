import type { FoundPermissions } from '../../../lib/aws/account-policies';
import type { FoundRole } from '../../../lib/aws/account-roles';
import type { RootUser } from '../../../lib/aws/account-summary';
import type { FoundTrail, TrailSelectors, TrailStatus } from '../../../lib/aws/account-trails';
import type { FoundUser, ListedUser } from '../../../lib/aws/account-users';
import type { PasswordPolicy } from '../../../lib/aws/password-policy';
import type { VerifyView } from '../../../lib/commands/verify/verify';
import type { ExpectedAccount, ExpectedPermissions, ExpectedTrail } from '../../../lib/domain/expected-account';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { LEAST_PASSWORDS } from '../../../lib/estate/password-checks';
import { GOOD_ROOT_USER } from '../doctor/healthy-view';
import { type FakeThings, given, goodBoundaries, goodThings, portsOf } from './fake-terraform-account';

/** What one account holds; an error in place of it says that the account cannot be entered. */
export interface FakeAccount {
  roles: Map<string, FoundRole | Error>;
  permissions: Map<string, FoundPermissions | Error>;
  policies: Set<string>;
  rootUser: RootUser | Error;
  passwords: PasswordPolicy | Error | undefined;
  trails: readonly FakeTrail[] | Error;
  /** All on orgstrap's path. */
  listed: readonly ListedUser[] | Error;
  users: Map<string, FoundUser | Error>;
  groups: Map<string, FoundPermissions | Error>;
  things: FakeThings;
  refusal?: Error;
}

export interface FakeTrail extends FoundTrail {
  readonly status: TrailStatus | Error;
  readonly selectors: TrailSelectors | Error | undefined;
}

/** Accounts that have what is expected of them, until a test changes something. */
export class FakeAccounts implements VerifyView {
  readonly accounts: ReadonlyMap<string, FakeAccount>;
  /** Accounts that are being looked at now, and the most that were at once. */
  private inside = 0;
  most = 0;

  constructor(expected: readonly ExpectedAccount[], config: OrgConfig) {
    this.accounts = new Map(
      expected.map(({ id, roles, policies, trail, users = [], groups, boundaries }) => [
        id as string,
        {
          roles: new Map(roles.map(({ name, boundary, trust }) => [name, { boundary, trust }])),
          permissions: new Map(roles.map(({ name, permissions: worn }) => [name, soundPermissions(id, name, worn())])),
          policies: new Set(policies),
          rootUser: GOOD_ROOT_USER,
          passwords: LEAST_PASSWORDS,
          things: { ...goodThings(config, id), boundaries: goodBoundaries(boundaries) },
          trails: trail === undefined ? [] : [goodTrail(trail)],
          listed: users.map(({ name, path }) => ({ name, path })),
          users: new Map(users.map((user) => [user.name, { ...user, permissions: { inline: [], attached: [] } }])),
          groups: new Map(
            groups.map(({ name, permissions }) => [name, soundPermissions(id, `group-${name}`, permissions())]),
          ),
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
    const { refusal, roles, permissions, policies, rootUser, passwords, trails, listed, users, groups, things } =
      this.at(id);
    if (refusal !== undefined) return Promise.reject(refusal);
    this.most = Math.max(this.most, ++this.inside);
    return Promise.resolve({
      ...portsOf(things),
      roles: {
        role: (name: string) => given(roles.get(name)),
        permissions: (name: string) => given(permissions.get(name) ?? new Error(`nobody compares those of ${name}`)),
        hasPolicy: (arn: string) => given(policies.has(arn)),
        policyDocument: (arn: string) => given(things.boundaries.get(arn)),
        beginningWith: () => given(things.stackSetsRoles),
      },
      summary: {
        rootUser: async () => {
          // Others have their turn meanwhile.
          await new Promise(setImmediate);
          this.inside--;
          return given(rootUser);
        },
      },
      passwords: { read: () => given(passwords) },
      trails: {
        all: () => given(trails),
        status: ({ arn }: FoundTrail) => given(trailOf(trails, arn).status),
        selectors: ({ arn }: FoundTrail) => given(trailOf(trails, arn).selectors),
      },
      users: {
        users: () => given(listed),
        user: (name: string) => given(users.get(name) ?? new Error(`there is no user ${name}`)),
        group: (name: string) => given(groups.get(name)),
      },
    });
  }
}

/** A trail as it should be: the one that is expected, or one of the organization. */
export function goodTrail(expected: ExpectedTrail): FakeTrail {
  const isOwn = expected.source === 'own';
  return {
    arn: isOwn ? expected.arn : 'arn:aws:cloudtrail:us-east-1:111111111111:trail/everything',
    homeRegion: isOwn ? 'eu-west-1' : 'us-east-1',
    bucket: isOwn ? expected.bucket : 'everything',
    isOfEveryRegion: true,
    hasGlobalServices: true,
    isOfOrganization: !isOwn,
    isValidated: true,
    isSelective: true,
    status: { isLogging: true, hoursOfLogging: 48, hoursSinceDigest: 1 },
    selectors: {
      basic: [],
      advanced: [[{ field: 'eventCategory', operator: 'Equals', values: ['Management'] }]],
    },
  };
}

/** What a role wears, with the names that CloudFormation gave, and the id of a key in place of its alias. */
function soundPermissions(account: string, role: string, { policies, ofAws }: ExpectedPermissions): FoundPermissions {
  const own = policies.map(({ document }, index) => ({
    arn: policyOf(account, role, index),
    document: document.replace(/:alias\/orgstrap-state-[^"]*/g, ':key/1234abcd-12ab-34cd-56ef-1234567890ab'),
  }));
  // IAM tells them in no order.
  return { inline: [], attached: [...ofAws.map((arn) => ({ arn, document: undefined })), ...own.reverse()] };
}

/** A policy that CloudFormation gave a name. */
export function policyOf(account: string, role: string, index = 0): string {
  return `arn:aws:iam::${account}:policy/orgstrap/${role}-${index}-1A2B3C`;
}

function trailOf(trails: FakeAccount['trails'], arn: string): FakeTrail {
  const found = trails instanceof Error ? undefined : trails.find((trail) => trail.arn === arn);
  if (found === undefined) throw new Error(`there is no trail ${arn}`);
  return found;
}
