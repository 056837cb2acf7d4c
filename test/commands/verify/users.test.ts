import type { FoundPermissions } from '../../../lib/aws/account-policies';
import type { FoundUser } from '../../../lib/aws/account-users';
import { verify } from '../../../lib/commands/verify/verify';
import { EXIT, Failure } from '../../../lib/domain/failure';
import { expectedAccounts, toSee } from '../../support/expected-accounts';
import { orgConfig } from '../../support/org-config';
import { people } from '../../support/people';
import { type FakeAccount, FakeAccounts } from './fake-accounts';

const OPS = '333333333333';
const TERRAFORM = '222222222222';
const CI = 'orgstrap-ci-apply-delivery';
const CONFIG = orgConfig({ operators: [], people: people() });
const EXPECTED = expectedAccounts(CONFIG);

/** What is wrong, and what mends it, where one account was changed. */
async function wrongWith(account: string, change: (found: FakeAccount) => void) {
  const view = new FakeAccounts(EXPECTED, CONFIG);
  change(view.at(account));
  const accounts = await verify(CONFIG, EXPECTED.map(toSee), view);
  return accounts.flatMap(({ id, checks }) =>
    checks
      .filter(({ result }) => result !== 'ok')
      .map(({ result, name, found, fix = '' }) => ({ what: `${id} ${result} ${name}: ${found}`, fix })),
  );
}

/** Changes one user. @throws Error where nobody expects that one */
function changed(user: string, change: (found: FoundUser) => Partial<FoundUser>) {
  return ({ users }: FakeAccount) => {
    const found = users.get(user);
    if (found === undefined || found instanceof Error) throw new Error(`no user ${user} is expected`);
    users.set(user, { ...found, ...change(found) });
  };
}

/** Changes what one group may do. @throws Error where nobody expects that one */
function changedGroup(group: string, change: (found: FoundPermissions) => FoundPermissions) {
  return ({ groups }: FakeAccount) => {
    const found = groups.get(group);
    if (found === undefined || found instanceof Error) throw new Error(`no group ${group} is expected`);
    groups.set(group, change(found));
  };
}

describe('users and groups', () => {
  test('are looked at where they are: people in Ops, CI in the Terraform account, and none in product accounts', async () => {
    const accounts = await verify(CONFIG, EXPECTED.map(toSee), new FakeAccounts(EXPECTED, CONFIG));
    const looked = accounts.map(({ name, checks }) => [
      name,
      checks.filter((check) => /^(user|group)/.test(check.name)).map(({ name: about, result }) => `${result} ${about}`),
    ]);
    expect(Object.fromEntries(looked)).toEqual({
      terraform: [
        `ok group ${CI}`,
        'ok group orgstrap-ci-plan-delivery',
        'ok users: none but those of org.yaml on /orgstrap/',
        `ok user ${CI}`,
        'ok user orgstrap-ci-plan-delivery',
      ],
      ops: [
        'ok group orgstrap-everybody',
        'ok group orgstrap-people-operators',
        'ok group orgstrap-people-developers',
        'ok users: none but those of org.yaml on /orgstrap/',
        'ok user ada',
        'ok user grace@example.com',
      ],
      dev: [],
      stage: [],
      prod: [],
    });
  });

  test.each<readonly [string, string, (account: FakeAccount) => void, string, string]>([
    [
      'a user whom somebody made on the path that access roles trust',
      OPS,
      (ops) => {
        ops.listed = [
          ...(ops.listed instanceof Error ? [] : ops.listed),
          { name: 'mallory', path: '/orgstrap/people/' },
        ];
      },
      'finding users: none but those of org.yaml on /orgstrap/: there is /orgstrap/people/mallory as well',
      'aws iam list-access-keys --user-name mallory',
    ],
    [
      'a user who is gone',
      OPS,
      (ops) => {
        ops.listed = ops.listed instanceof Error ? [] : ops.listed.filter(({ name }) => name !== 'ada');
      },
      'finding user ada: there is no such user on the path /orgstrap/people/',
      'npx orgstrap plan',
    ],
    [
      'a person without a boundary',
      OPS,
      changed('ada', () => ({ boundary: undefined })),
      'finding user ada: it wears no boundary in place of arn:aws:iam::333333333333:policy/orgstrap/orgstrap-people-boundary',
      'aws iam put-user-permissions-boundary --user-name ada --permissions-boundary arn:aws:iam::333333333333:policy/',
    ],
    [
      'a person in one more group',
      OPS,
      changed('grace@example.com', ({ groups }) => ({ groups: [...groups, 'orgstrap-people-operators'] })),
      'finding user grace@example.com: it is in the group orgstrap-people-operators as well',
      'aws iam remove-user-from-group --user-name grace@example.com --group-name orgstrap-people-operators',
    ],
    [
      'a person whom somebody took from a group',
      OPS,
      changed('ada', ({ groups }) => ({ groups: groups.filter((group) => group !== 'orgstrap-people-operators') })),
      'finding user ada: it is not in the group orgstrap-people-operators',
      'aws iam add-user-to-group --user-name ada --group-name orgstrap-people-operators',
    ],
    [
      'a CI user with a policy of its own',
      TERRAFORM,
      changed(CI, () => ({
        permissions: {
          inline: [],
          attached: [{ arn: 'arn:aws:iam::aws:policy/PowerUserAccess', document: undefined }],
        },
      })),
      `finding user ${CI}: it has arn:aws:iam::aws:policy/PowerUserAccess as well`,
      `aws iam detach-user-policy --user-name ${CI} --policy-arn arn:aws:iam::aws:policy/PowerUserAccess`,
    ],
    [
      'a CI user with an inline policy',
      TERRAFORM,
      changed(CI, () => ({ permissions: { inline: ['more'], attached: [] } })),
      `finding user ${CI}: it has the inline policy more`,
      `aws iam delete-user-policy --user-name ${CI} --policy-name more`,
    ],
    [
      'a group that somebody gave more',
      OPS,
      changedGroup('orgstrap-people-developers', ({ attached }) => ({ inline: ['more'], attached })),
      'finding group orgstrap-people-developers: it has the inline policy more',
      'aws iam delete-group-policy --group-name orgstrap-people-developers --policy-name more',
    ],
    [
      'a group that goes to other accounts, too',
      OPS,
      changedGroup('orgstrap-people-developers', ({ attached, inline }) => ({
        inline,
        attached: attached.map(({ arn, document }) => ({
          arn,
          document: document?.replaceAll('444444444444:role/orgstrap/orgstrap-access-developer', '*:role/*'),
        })),
      })),
      'finding group orgstrap-people-developers: wider than it should be: permissions: ',
      'aws iam create-policy-version --policy-arn arn:aws:iam::333333333333:policy/orgstrap/',
    ],
    [
      'a group without what everybody needs',
      OPS,
      changedGroup('orgstrap-everybody', () => ({ inline: [], attached: [] })),
      'finding group orgstrap-everybody: it has no policy of orgstrap, and may do nothing',
      'aws iam attach-group-policy --group-name orgstrap-everybody',
    ],
    [
      'a group that is gone',
      TERRAFORM,
      ({ groups }) => groups.delete(CI),
      `finding group ${CI}: there is no such group on the path /orgstrap/`,
      'npx orgstrap plan',
    ],
  ])('%s is a finding', async (_, account, change, found, fix) => {
    expect(await wrongWith(account, change)).toEqual([
      { what: expect.stringContaining(`${account} ${found}`), fix: expect.stringContaining(fix) },
    ]);
  });

  test('are not seen, and no finding, where AWS does not say which users there are', async () => {
    const busy = new Failure('AwsUnreachable', 'AWS asks to be asked less often', EXIT.incomplete);
    const wrong = await wrongWith(OPS, (ops) => {
      ops.listed = busy;
    });
    expect(wrong.map(({ what }) => what)).toEqual([
      `${OPS} not seen users: none but those of org.yaml on /orgstrap/: ${busy.message}`,
      `${OPS} not seen user ada: ${busy.message}`,
      `${OPS} not seen user grace@example.com: ${busy.message}`,
    ]);
  });

  test('are not seen one by one where AWS keeps one back', async () => {
    const busy = new Failure('AwsUnreachable', 'AWS asks to be asked less often', EXIT.incomplete);
    const wrong = await wrongWith(OPS, ({ users, groups }) => {
      users.set('ada', busy);
      groups.set('orgstrap-everybody', busy);
    });
    expect(wrong.map(({ what }) => what)).toEqual([
      `${OPS} not seen group orgstrap-everybody: ${busy.message}`,
      `${OPS} not seen user ada: ${busy.message}`,
    ]);
  });
});

test('the password policy of Ops is looked at as doctor does', async () => {
  expect(await wrongWith(OPS, () => undefined)).toEqual([]);
  const short = await wrongWith(OPS, (found) => {
    found.passwords = { minimumLength: 8, remembered: 24 };
  });
  expect(short).toEqual([
    {
      what: `${OPS} finding password policy of people: 8 characters, and none of the last 24 passwords again`,
      fix: expect.stringContaining('aws iam update-account-password-policy --minimum-password-length 14'),
    },
  ]);
  const refused = await wrongWith(OPS, (found) => {
    found.passwords = new Failure('AwsRefused', 'AWS refuses iam:GetAccountPasswordPolicy');
  });
  expect(refused.map(({ what }) => what)).toEqual([expect.stringContaining('not seen password policy of people')]);
});
