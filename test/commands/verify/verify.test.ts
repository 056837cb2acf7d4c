import { verify } from '../../../lib/commands/verify/verify';
import { EXIT, Failure } from '../../../lib/domain/failure';
import type { PrincipalArn } from '../../../lib/domain/ids';
import { accountsToSee } from '../../../lib/policies/expected-accounts';
import { example } from '../../support/examples';
import { expectedAccounts, toSee } from '../../support/expected-accounts';
import { manyAccounts, orgConfig } from '../../support/org-config';
import { FakeAccounts } from './fake-accounts';

const operators = ['arn:aws:iam::333333333333:role/operator' as PrincipalArn];
const { people } = example('four-accounts.yaml');
const CONFIG = orgConfig({ operators, ...(people && { people }) });
const EXPECTED = expectedAccounts(CONFIG);

/** What is wrong with which account, where one of them was changed. */
async function wrongWith(change: (accounts: FakeAccounts) => void): Promise<readonly string[]> {
  const view = new FakeAccounts(EXPECTED, CONFIG);
  change(view);
  const accounts = await verify(CONFIG, EXPECTED.map(toSee), view);
  return accounts.flatMap(({ id, checks }) =>
    checks
      .filter(({ result }) => result !== 'ok')
      .map(({ result, name, found }) => `${id} ${result} ${name}: ${found}`),
  );
}

describe('verify', () => {
  test('finds nothing in accounts that have what they should have', async () => {
    const accounts = await verify(CONFIG, EXPECTED.map(toSee), new FakeAccounts(EXPECTED, CONFIG));
    expect(accounts.map(({ name }) => name)).toEqual(['terraform', 'ops', 'dev', 'stage', 'prod']);
    expect(accounts.flatMap(({ checks }) => checks).filter(({ result }) => result !== 'ok')).toEqual([]);
    expect(accounts.at(-1)?.checks.map(({ name }) => name)).toEqual([
      'auditor role',
      'root user: MFA',
      'root user: keys',
      'orgstrap-auditor',
      'orgstrap-terraform',
      'orgstrap-terraform-plan',
      'orgstrap-access-admin',
      'orgstrap-access-developer',
      'orgstrap-access-viewer',
      'orgstrap-people-operator',
      'boundary orgstrap-auditor-boundary',
      'boundary orgstrap-boundary',
      'boundary orgstrap-access-boundary',
      'boundary orgstrap-people-operator-boundary',
      'orgstrap-access-closed',
      'roles stacksets-exec-*: trust StackSets alone',
      'other roles that guardrails let through',
      "tried: the auditor's session becomes orgstrap-access-admin",
    ]);
  });

  test('tells how many accounts were looked at', async () => {
    const seen: number[] = [];
    await verify(CONFIG, EXPECTED.map(toSee), new FakeAccounts(EXPECTED, CONFIG), (accounts) => seen.push(accounts));
    expect(seen).toEqual(EXPECTED.map((_, index) => index + 1));
  });

  test('sees all other accounts where one cannot be entered, or fails in any way', async () => {
    const wrong = await wrongWith((view) => {
      view.at('444444444444').refusal = new Failure('AwsRefused', 'AWS refuses sts:AssumeRole');
      view.at('555555555555').refusal = new Failure('AwsUnreachable', 'socket hang up', EXIT.incomplete);
      view.at('666666666666').roles.delete('orgstrap-terraform');
    });
    expect(wrong).toEqual([
      '444444444444 not seen auditor role: AWS refuses sts:AssumeRole',
      '555555555555 not seen auditor role: socket hang up',
      '666666666666 finding orgstrap-terraform: there is no such role on the path /orgstrap/',
    ]);
  });

  test('sees all other roles where one cannot be read', async () => {
    const wrong = await wrongWith((view) => {
      view.at('444444444444').roles.set('orgstrap-terraform', new Failure('AwsUnreachable', 'AWS cannot be reached'));
      view.at('444444444444').roles.delete('orgstrap-terraform-plan');
    });
    expect(wrong).toEqual([
      '444444444444 not seen orgstrap-terraform: AWS cannot be reached',
      expect.stringContaining('444444444444 finding orgstrap-terraform-plan: there is no such role'),
      '444444444444 not seen boundary orgstrap-boundary: AWS cannot be reached',
    ]);
  });

  test('finds a role without its boundary, and one with another', async () => {
    const wrong = await wrongWith((view) => {
      const { roles } = view.at('666666666666');
      const { trust } = expectedRole('orgstrap-terraform');
      roles.set('orgstrap-terraform', { boundary: undefined, trust });
    });
    expect(wrong).toEqual([
      '666666666666 finding orgstrap-terraform: it wears no boundary in place of arn:aws:iam::666666666666:policy/orgstrap/orgstrap-boundary-*',
    ]);
  });

  test('finds a trust policy that lets somebody else in, and says whom', async () => {
    const wrong = await wrongWith((view) => {
      const { roles } = view.at('666666666666');
      const { boundary, trust } = expectedRole('orgstrap-terraform');
      const ours = 'arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-terraform-delivery';
      const others = `["${ours}","arn:aws:iam::222222222222:role/mine"]`;
      roles.set('orgstrap-terraform', { boundary, trust: trust.replace(`["${ours}"]`, others) });
    });
    expect(wrong).toEqual([
      expect.stringMatching(/^666666666666 finding orgstrap-terraform: wider than it should be: trust: .*role\/mine/),
    ]);
  });

  test('does not mind that IAM writes a list of one as its only element', async () => {
    const wrong = await wrongWith((view) => {
      const { roles } = view.at('666666666666');
      const { boundary, trust } = expectedRole('orgstrap-terraform');
      roles.set('orgstrap-terraform', { boundary, trust: trust.replace(/\["([^"]+)"\]/g, '"$1"') });
    });
    expect(wrong).toEqual([]);
  });

  test('finds a policy that is gone, and a root user with a key', async () => {
    const wrong = await wrongWith((view) => {
      view.at('555555555555').policies.clear();
      const root = { hasPassword: false, hasMfa: false, hasAccessKeys: true, hasSigningCertificates: false };
      view.at('333333333333').rootUser = root;
    });
    expect(wrong).toEqual([
      '333333333333 finding root user: keys: it has access keys',
      '555555555555 finding orgstrap-access-closed: there is no such policy',
    ]);
  });

  test('looks at 32 accounts at a time, unless somebody says how many', async () => {
    const config = orgConfig({ operators, environments: manyAccounts(40) });
    const expected = expectedAccounts(config);
    const view = new FakeAccounts(expected, config);
    expect(await verify(config, expected.map(toSee), view)).toHaveLength(42);
    expect(view.most).toBe(32);
  });

  test('works out what is expected of an account when it is looked at, and not before', async () => {
    const events: string[] = [];
    const accounts = EXPECTED.map((account) => ({
      ...toSee(account),
      expected: () => {
        events.push(`expects ${account.name}`);
        return account;
      },
    }));
    const view = new FakeAccounts(EXPECTED, CONFIG);
    view.at('555555555555').refusal = new Failure('AwsRefused', 'AWS refuses sts:AssumeRole');
    await verify(CONFIG, accounts, view, (seen) => events.push(`seen ${seen}`), 1);
    const [terraform, ops, dev, , prod] = EXPECTED.map(({ name }) => `expects ${name}`);
    // Nothing is expected of the fourth, which nobody could enter.
    expect(events).toEqual([terraform, 'seen 1', ops, 'seen 2', dev, 'seen 3', 'seen 4', prod, 'seen 5']);
  });

  test('says that it needs operators, before it asks for anything', async () => {
    const config = orgConfig();
    const view = { caller: { account: () => Promise.reject(new Error('asked')) }, enter: () => Promise.reject() };
    await expect(verify(config, accountsToSee(config), view)).rejects.toMatchObject({
      code: 'NoOperators',
      message: expect.stringContaining('add operators: [...]'),
    });
  });
});

function expectedRole(name: string) {
  const role = EXPECTED.at(-1)?.roles.find((one) => one.name === name);
  if (role === undefined) throw new Error(`no role ${name} is expected`);
  return role;
}
