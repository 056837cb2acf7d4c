import { join } from 'node:path';
import { permissionDifferences } from '../../lib/commands/verify/permission-differences';
import type { Audit } from '../../lib/domain/audit';
import type { PrincipalArn } from '../../lib/domain/ids';
import type { OrgConfig } from '../../lib/domain/org-config';
import { compareDocuments } from '../../lib/iam/compare-documents';
import { alikeAccounts } from '../../lib/policies/described-accounts';
import { ANY_ACCOUNT } from '../../lib/policies/in-account';
import { serviceNames } from '../../lib/policies/policies-folder';
import { synthesisedSnapshot } from '../../packages/rehearsal/access/synthesised-snapshot';
import { example } from '../support/examples';
import { expectedAccounts } from '../support/expected-accounts';
import { manyAccounts, orgConfig } from '../support/org-config';

const operators = ['arn:aws:iam::333333333333:role/operator' as PrincipalArn];

const people = example('four-accounts.yaml');

const AUDIT: Audit = { trail: 'own', retentionDays: 365, email: [] };

/** What CloudTrail works as has the name that CloudFormation gives it, and verify does not look at it. */
const LOGS_ROLE = /:role\/orgstrap\/[^/]*-Audit-TrailLogsRole[^/]*$/;

/** Ops and Terraform in one account, and in two; people, CI with keys and with tokens, and a managed management account. */
const CONFIGS: readonly (readonly [string, OrgConfig])[] = [
  ['people in an Ops account that is the Terraform account', { ...people, operators }],
  [
    'an Ops account of its own, and a management account with roles',
    orgConfig({
      operators,
      deployFrom: 'management',
      managementAccount: { workspace: 'management', pipelines: ['delivery'] },
      audit: AUDIT,
      ...(people.people && { people: people.people }),
    }),
  ],
  ['CI systems with tokens, an audit, and no operators', example('seven-systems.yaml')],
  ['platform accounts, and people', example('teams.yaml')],
  // How services share policies depends on the length of what stands for an account, which is another in templates.
  ...[17, 25, 34].map((count): readonly [string, OrgConfig] => [
    `${count} services, and people`,
    { ...people, operators, terraform: { services: serviceNames().slice(-count) } },
  ]),
  [
    'the services that most have, and people',
    { ...people, operators, terraform: example(join('layouts', 'ou-per-application.yaml')).terraform },
  ],
];

describe.each(CONFIGS)('with %s, what is expected', (_, config) => {
  const accounts = expectedAccounts(config);
  const { roles, users, resources } = synthesisedSnapshot(config);
  const expected = accounts.flatMap(({ id, roles: own }) =>
    own.map((role) => ({ ...role, arn: `arn:aws:iam::${id}:role/orgstrap/${role.name}` })),
  );

  test('is every role that is deployed, each once, and no other', () => {
    const deployed = [...roles.keys()].filter((arn) => !LOGS_ROLE.test(arn));
    expect(expected.map(({ arn }) => arn).sort()).toEqual(deployed.sort());
    expect(new Set(accounts.map(({ id }) => id)).size).toBe(accounts.length);
  });

  test('is the trust and the boundary that they are deployed with', () => {
    const differences = expected.flatMap(({ arn, trust, boundary }) => {
      const deployed = roles.get(arn);
      const worn = deployed?.boundary?.name.split('/').at(-1);
      return [
        ...compareDocuments('trust', trust, JSON.stringify(deployed?.trust)),
        ...(boundary?.split('/').at(-1)?.replace('*', '00000000') === worn ? [] : [worn]),
      ];
    });
    expect(differences).toEqual([]);
    expect(resources.size).toBeGreaterThan(0);
  });

  test('is the permissions that they are deployed with, and nothing is found in them', () => {
    const differences = expected.flatMap(({ arn, name, permissions }) => {
      const attached = (roles.get(arn)?.policies ?? []).map((policy) => ({
        arn: policy.name,
        document: policy.name.includes(':iam::aws:policy/') ? undefined : JSON.stringify(policy.document),
      }));
      const found = permissionDifferences({ kind: 'role', name }, permissions(), { inline: [], attached });
      return found.map((difference) => `${arn}: ${difference.found}`);
    });
    expect(differences).toEqual([]);
    expect(expected.every(({ permissions }) => permissions().policies.length > 0)).toBe(true);
  });

  test('is every user that is deployed, with its boundary, and what its groups say', () => {
    const arnOf = (id: string, { path, name }: { readonly path: string; readonly name: string }) =>
      `arn:aws:iam::${id}:user${path}${name}`;
    const known = accounts.flatMap(({ id, users: own = [] }) => own.map((user) => arnOf(id, user)));
    expect(known.sort()).toEqual([...users.keys()].sort());
    const differences = accounts.flatMap(({ id, users: own = [], groups }) =>
      own.flatMap((user) => {
        const deployed = users.get(arnOf(id, user));
        const says = groups.filter(({ name }) => user.groups.includes(name)).map(({ permissions }) => permissions());
        const all = { policies: says.flatMap(({ policies }) => policies), ofAws: [], forAWhile: [] };
        const attached = (deployed?.policies ?? []).map(({ name, document }) => ({
          arn: name,
          document: JSON.stringify(document),
        }));
        const found = permissionDifferences({ kind: 'user', name: user.name }, all, { inline: [], attached });
        const worn = deployed?.boundary?.name.split('/').at(-1) === user.boundary.split('/').at(-1);
        return [...found.map((difference) => `${user.name}: ${difference.found}`), ...(worn ? [] : [user.boundary])];
      }),
    );
    expect(differences).toEqual([]);
  });
});

describe('what accounts of an environment have in common', () => {
  const config = { ...people, operators, audit: AUDIT, environments: manyAccounts(40) };

  test('is described once for all of them', () => {
    // Beside them the account of Ops and Terraform, and that of management.
    const counts = alikeAccounts(config).map(({ accounts }) => accounts.length);
    expect(counts).toEqual([1, 40, 1]);
  });

  test('is for each of them what it would be alone, with its own id and none in place of it', () => {
    const [environment] = config.environments;
    const all = allOf(config).slice(1);
    expect(all).toHaveLength(40);
    for (const [index, account] of (environment?.accounts ?? []).entries()) {
      if (index % 13 > 0 || environment === undefined) continue;
      const alone = { ...config, environments: [{ ...environment, accounts: [account] }] };
      expect(all[index]).toBe(allOf(alone)[1]);
    }
    expect(all.join()).not.toContain(ANY_ACCOUNT);
  });

  /** All that is expected of each account, as one text. */
  function allOf(organization: OrgConfig): readonly string[] {
    return expectedAccounts(organization).map((account) =>
      JSON.stringify(account, (_, value) => (typeof value === 'function' ? value() : value)),
    );
  }
});

test('of Identity Center the boundary is expected by itself, because no role wears it yet', () => {
  const policies = expectedAccounts(example('identity-center.yaml')).flatMap((account) => account.policies);
  expect(policies).toContain('arn:aws:iam::444444444444:policy/orgstrap/orgstrap-access-boundary');
});

/** What each account is expected to have of trails, by its name. */
function trailsOf(changes: Partial<OrgConfig>) {
  const config = orgConfig({ managementAccount: { workspace: 'management', pipelines: ['delivery'] }, ...changes });
  return new Map(expectedAccounts(config).map(({ name, trail }) => [name, trail]));
}

describe('the trail that is expected', () => {
  test('is none without an audit', () => {
    expect([...trailsOf({}).values()].filter((trail) => trail !== undefined)).toEqual([]);
  });

  test('is the one of the account itself, which delivers to the Terraform account', () => {
    expect(trailsOf({ audit: AUDIT }).get('prod')).toEqual({
      source: 'own',
      arn: 'arn:aws:cloudtrail:eu-west-1:666666666666:trail/orgstrap',
      bucket: 'orgstrap-trail-222222222222-eu-west-1-an',
      key: 'arn:aws:kms:eu-west-1:222222222222:alias/orgstrap-audit',
    });
  });

  test('is any where the organization has one', () => {
    const trails = trailsOf({ audit: { ...AUDIT, trail: 'organization' }, deployFrom: 'management' });
    expect([...new Set(trails.values())].every((trail) => trail?.source === 'organization')).toBe(true);
    expect([...trails.keys()]).toEqual(['terraform', 'ops', 'dev', 'stage', 'prod', 'management']);
  });

  test.each<readonly [string, Partial<OrgConfig>, boolean]>([
    ['with the rest, where that comes from the management account', { deployFrom: 'management' }, true],
    ['with the guardrails, where the rest comes from Ops', { guardrails: { deployers: [] } }, true],
    ['by nobody, where the rest comes from Ops and there are no guardrails', {}, false],
  ])('is deployed in the management account %s', (_, changes, isExpected) => {
    const trails = trailsOf({ audit: AUDIT, ...changes });
    expect(trails.get('management') !== undefined).toBe(isExpected);
    expect(trails.get('dev')).toBeDefined();
  });
});
