import type { FoundPermissions, FoundPolicy } from '../../../lib/aws/account-policies';
import { verify } from '../../../lib/commands/verify/verify';
import { EXIT, Failure } from '../../../lib/domain/failure';
import type { PrincipalArn } from '../../../lib/domain/ids';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { revokedSessionsPolicy } from '../../../lib/policies/revoked-sessions';
import { example } from '../../support/examples';
import { expectedAccounts, toSee } from '../../support/expected-accounts';
import { orgConfig } from '../../support/org-config';
import { people } from '../../support/people';
import { FakeAccounts } from './fake-accounts';

const DEV = '444444444444';
const TERRAFORM = '222222222222';
const OF_AWS = 'arn:aws:iam::aws:policy/SecurityAudit';
const KEY = 'arn:aws:kms:eu-west-1:222222222222:key/';

/** A role of people that wears a policy of AWS, beside all that the example has. */
const WITH_ROLE_OF_AWS = people({
  roles: [
    ...people().roles,
    {
      name: 'auditor',
      permissions: {
        kind: 'own',
        services: ['s3'],
        managedPolicies: [{ name: 'SecurityAudit', reason: 'They look.' }],
      },
    },
  ],
});
const CONFIG: OrgConfig = orgConfig({
  operators: ['arn:aws:iam::333333333333:role/operator' as PrincipalArn],
  managementAccount: { workspace: 'management', pipelines: ['delivery'] },
  people: WITH_ROLE_OF_AWS,
  deployFrom: 'management',
});
const EXPECTED = expectedAccounts(CONFIG);

/** What is wrong, and what mends it, where the permissions of one role were changed. */
async function wrongWith(account: string, role: string, change: (worn: FoundPermissions) => FoundPermissions | Error) {
  const view = new FakeAccounts(EXPECTED, CONFIG);
  const { permissions } = view.at(account);
  const worn = permissions.get(role);
  if (worn === undefined || worn instanceof Error) throw new Error(`no role ${role} is expected in ${account}`);
  permissions.set(role, change(worn));
  const accounts = await verify(CONFIG, EXPECTED.filter(({ id }) => id === account).map(toSee), view);
  return accounts.flatMap(({ id, checks }) =>
    checks
      .filter(({ result }) => result !== 'ok')
      .map(({ result, name, found, fix = '' }) => ({ what: `${id} ${result} ${name}: ${found}`, fix })),
  );
}

/** With another text in the policies that have it. @throws Error where none has */
function edited(worn: FoundPermissions, text: string, other: string): FoundPermissions {
  const attached = worn.attached.map(
    ({ arn, document }): FoundPolicy => ({ arn, document: document?.replaceAll(text, other) }),
  );
  if (JSON.stringify(attached) === JSON.stringify(worn.attached)) throw new Error(`no policy has ${text}`);
  return { ...worn, attached };
}

describe('what every role may do', () => {
  const Roles = EXPECTED.flatMap(({ id, roles }) => roles.map(({ name }) => [id, name] as const));

  test.each(Roles)('is compared in %s of %s: one policy more is a finding', async (account, role) => {
    const administrator = { arn: 'arn:aws:iam::aws:policy/AdministratorAccess', document: undefined };
    const wrong = await wrongWith(account, role, (worn) => ({ ...worn, attached: [...worn.attached, administrator] }));
    expect(wrong).toEqual([
      {
        what: `${account} finding ${role}: it has ${administrator.arn} as well`,
        fix: expect.stringContaining(
          `aws iam detach-role-policy --role-name ${role} --policy-arn ${administrator.arn}`,
        ),
      },
    ]);
  });

  test.each(Roles)('is compared in %s of %s: one policy less is a finding', async (account, role) => {
    const wrong = await wrongWith(account, role, ({ attached, ...worn }) => ({ ...worn, attached: attached.slice(1) }));
    expect(wrong).toEqual([
      {
        what: expect.stringMatching(
          /finding .*: it (has no policy of orgstrap, and may do nothing|does not have (the policy with the description ".+"|arn:aws:iam::aws:policy\/SecurityAudit))$/,
        ),
        fix: expect.stringContaining(`aws iam attach-role-policy --role-name ${role}`),
      },
    ]);
  });

  test('is a finding where an inline policy adds to it', async () => {
    const wrong = await wrongWith(DEV, 'orgstrap-terraform-plan', (worn) => ({ ...worn, inline: ['more'] }));
    expect(wrong).toEqual([
      {
        what: `${DEV} finding orgstrap-terraform-plan: it has the inline policy more`,
        fix: expect.stringContaining(
          'aws iam delete-role-policy --role-name orgstrap-terraform-plan --policy-name more',
        ),
      },
    ]);
  });

  test('is a finding where somebody edited a policy, and says what it gained', async () => {
    const wrong = await wrongWith(TERRAFORM, 'orgstrap-ci-terraform-delivery', (worn) =>
      edited(worn, `arn:aws:iam::${DEV}:role/orgstrap/orgstrap-terraform`, `arn:aws:iam::${DEV}:role/*`),
    );
    expect(wrong).toEqual([
      {
        what: expect.stringMatching(/wider than it should be: permissions: .*role\/\*/),
        fix: expect.stringContaining('aws iam create-policy-version --policy-arn arn:aws:iam::222222222222:policy/'),
      },
    ]);
    expect(wrong[0]?.what).not.toContain('as well');
  });

  test('is a finding where a role of CI may use every key of the account', async () => {
    const role = 'orgstrap-ci-terraform-delivery';
    const wrong = await wrongWith(TERRAFORM, role, (worn) =>
      edited(worn, `${KEY}1234abcd-12ab-34cd-56ef-1234567890ab`, `${KEY}*`),
    );
    expect(wrong.map(({ what }) => what)).toEqual([expect.stringContaining(`${KEY}*`)]);
  });

  test('is a finding where a role does not have the policy of AWS that it should have', async () => {
    const wrong = await wrongWith(DEV, 'orgstrap-access-auditor', ({ attached, ...worn }) => ({
      ...worn,
      attached: attached.filter(({ arn }) => arn !== OF_AWS),
    }));
    expect(wrong.map(({ what }) => what)).toEqual([
      `${DEV} finding orgstrap-access-auditor: it does not have ${OF_AWS}`,
    ]);
  });

  test('may end the sessions of somebody for a while where people work, and nowhere else, and nothing may pass for that', async () => {
    const name = 'orgstrap-revoked-ada';
    const ended = revokedSessionsPolicy({ user: 'ada', before: new Date('2026-03-01T00:00:00Z') });
    const writing = (document: string) => (worn: FoundPermissions) => ({
      ...worn,
      inline: [name],
      revocations: new Map([[name, document]]),
    });
    expect(await wrongWith(DEV, 'orgstrap-access-developer', writing(ended))).toEqual([]);
    expect(await wrongWith(DEV, 'orgstrap-terraform-plan', writing(ended))).toHaveLength(1);
    const more = ended.replace('"Statement":[', '"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},');
    for (const document of [more, ended.replace('Deny', 'Allow'), ended.replace('*:ada', '*:grace'), '{}', 'none']) {
      // A denial for somebody else is one all the same.
      const wrong = document.includes('grace') ? 0 : 1;
      expect(await wrongWith(DEV, 'orgstrap-access-developer', writing(document))).toHaveLength(wrong);
    }
  });

  test('may be closed for a while where people work, and nowhere else', async () => {
    const closed = { arn: `arn:aws:iam::${DEV}:policy/orgstrap/orgstrap-access-closed`, document: '{}' };
    const close = (worn: FoundPermissions) => ({ ...worn, attached: [...worn.attached, closed] });
    expect(await wrongWith(DEV, 'orgstrap-access-admin', close)).toEqual([]);
    expect(await wrongWith(DEV, 'orgstrap-terraform', close)).toHaveLength(1);
  });

  test('is not seen where AWS does not say it, and is no finding', async () => {
    const busy = new Failure('AwsUnreachable', 'AWS asks to be asked less often', EXIT.incomplete);
    const wrong = await wrongWith(DEV, 'orgstrap-terraform', () => busy);
    expect(wrong.map(({ what }) => what)).toEqual([`${DEV} not seen orgstrap-terraform: ${busy.message}`]);
  });
});

test('nothing is found in any example that has what it should have', async () => {
  for (const file of ['four-accounts.yaml', 'seven-systems.yaml', 'identity-center.yaml']) {
    const config = { ...example(file), operators: CONFIG.operators ?? [] };
    const expected = expectedAccounts(config);
    const accounts = await verify(config, expected.map(toSee), new FakeAccounts(expected, config));
    expect(accounts.flatMap(({ checks }) => checks).filter(({ result }) => result !== 'ok')).toEqual([]);
  }
});
