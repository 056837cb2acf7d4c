import type { FoundPermissions } from '../../../lib/aws/account-policies';
import { verify } from '../../../lib/commands/verify/verify';
import { Failure } from '../../../lib/domain/failure';
import { expectedAccounts, toSee } from '../../support/expected-accounts';
import { orgConfig } from '../../support/org-config';
import { type FakeAccount, FakeAccounts, policyOf } from './fake-accounts';

const PROD = '666666666666';
const ROLE = 'orgstrap-alarm-forwarding';
const CONFIG = orgConfig({ operators: [], audit: { trail: 'own', retentionDays: 365, email: [] } });
const EXPECTED = expectedAccounts(CONFIG);

/** What is wrong, where the forwarding role of prod, or what it may do, was changed. */
async function wrongWith(change: (prod: FakeAccount, trust: string, permissions: FoundPermissions) => void) {
  const view = new FakeAccounts(EXPECTED, CONFIG);
  const prod = view.at(PROD);
  const { roles, permissions } = prod;
  const [role, worn] = [roles.get(ROLE), permissions.get(ROLE)];
  if (role === undefined || role instanceof Error || worn === undefined || worn instanceof Error) {
    throw new Error('no forwarding role is expected in prod');
  }
  change(prod, role.trust, worn);
  const accounts = await verify(CONFIG, EXPECTED.map(toSee), view);
  return accounts.flatMap(({ id, checks }) =>
    checks
      .filter(({ result }) => result !== 'ok')
      .map(({ result, name, found, fix = '' }) => ({ what: `${id} ${result} ${name}: ${found}`, fix })),
  );
}

describe('the forwarding role', () => {
  test('is looked at in every account', async () => {
    const accounts = await verify(CONFIG, EXPECTED.map(toSee), new FakeAccounts(EXPECTED, CONFIG));
    expect(accounts.map(({ checks }) => checks.find(({ name }) => name === ROLE))).toEqual(
      EXPECTED.map(() => ({
        kind: 'role',
        name: ROLE,
        resource: ROLE,
        result: 'ok',
        found: 'trusts whom it should, and may do what it should',
        why: expect.stringContaining('EventBridge'),
      })),
    );
  });

  test('that is gone is a finding', async () => {
    const wrong = await wrongWith((prod) => prod.roles.delete(ROLE));
    expect(wrong.map(({ what }) => what)).toEqual([
      `${PROD} finding ${ROLE}: there is no such role on the path /orgstrap/`,
    ]);
  });

  test.each<readonly [string, Parameters<typeof wrongWith>[0], string, string]>([
    [
      'with a boundary, which may keep it from sending',
      (prod, trust) => prod.roles.set(ROLE, { boundary: 'arn:aws:iam::666666666666:policy/mine', trust }),
      'it wears arn:aws:iam::666666666666:policy/mine in place of none',
      `aws iam delete-role-permissions-boundary --role-name ${ROLE}`,
    ],
    [
      'that every rule may use',
      (prod, trust) =>
        prod.roles.set(ROLE, { boundary: undefined, trust: trust.replace('rule/orgstrap-forward-alarms', 'rule/*') }),
      'it should be: trust: ',
      `aws iam update-assume-role-policy --role-name ${ROLE}`,
    ],
    [
      'that may do nothing',
      (prod) => prod.permissions.set(ROLE, { inline: [], attached: [] }),
      'it has no policy of orgstrap, and may do nothing',
      `aws iam attach-role-policy --role-name ${ROLE}`,
    ],
    [
      'that sends to another bus',
      (prod, _, { attached: [policy] }) =>
        prod.permissions.set(ROLE, {
          inline: [],
          attached: [
            {
              arn: policyOf(PROD, ROLE),
              document: policy?.document?.replace('event-bus/orgstrap-alarms', 'event-bus/mine'),
            },
          ],
        }),
      'it should be: permissions: ',
      `aws iam create-policy-version --policy-arn ${policyOf(PROD, ROLE)} --set-as-default`,
    ],
    [
      'with another policy',
      (prod, _, { attached }) =>
        prod.permissions.set(ROLE, {
          inline: [],
          attached: [{ arn: 'arn:aws:iam::aws:policy/AdministratorAccess', document: undefined }, ...attached],
        }),
      'it has arn:aws:iam::aws:policy/AdministratorAccess as well',
      `aws iam detach-role-policy --role-name ${ROLE} --policy-arn arn:aws:iam::aws:policy/AdministratorAccess`,
    ],
    [
      'with a second policy on the path of orgstrap',
      (prod, _, { attached }) =>
        prod.permissions.set(ROLE, {
          inline: [],
          attached: [...attached, { arn: 'arn:aws:iam::666666666666:policy/orgstrap/other', document: '{}' }],
        }),
      'it has arn:aws:iam::666666666666:policy/orgstrap/other as well',
      'aws iam detach-role-policy',
    ],
    [
      'with an inline policy',
      (prod, _, { attached }) => prod.permissions.set(ROLE, { inline: ['more'], attached }),
      'it has the inline policy more',
      `aws iam delete-role-policy --role-name ${ROLE} --policy-name more`,
    ],
  ])('%s is a finding', async (_, change, found, fix) => {
    const wrong = await wrongWith(change);
    expect(wrong).toEqual([
      { what: expect.stringContaining(`${PROD} finding ${ROLE}: `), fix: expect.stringContaining(fix) },
    ]);
    expect(wrong[0]?.what).toContain(found);
  });

  test('whose policies may not be read is not seen', async () => {
    const refused = new Failure('AwsRefused', 'AWS refuses iam:ListRolePolicies');
    const wrong = await wrongWith((prod) => prod.permissions.set(ROLE, refused));
    expect(wrong.map(({ what }) => what)).toEqual([`${PROD} not seen ${ROLE}: AWS refuses iam:ListRolePolicies`]);
  });
});
