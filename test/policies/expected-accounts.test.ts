import type { OrgConfig } from '../../lib/domain/org-config';
import type { PrincipalArn } from '../../lib/domain/principal-arn';
import { compareDocuments } from '../../lib/operations/plan/compare-documents';
import { expectedAccounts } from '../../lib/policies/expected-accounts';
import { synthesisedWorld } from '../../rehearsal/access/synthesised-world';
import { example } from '../support/examples';
import { orgConfig } from '../support/org-config';

const operators = ['arn:aws:iam::333333333333:role/operator' as PrincipalArn];

const people = example('four-accounts.yaml');

/** What AWS's services work as in an audit nobody becomes, and it wears no boundary: verify does not look at it. */
const { audit: _, ...systems } = example('seven-systems.yaml');

/** Ops and Terraform in one account, and in two; people, CI with keys and with tokens, and a twin. */
const CONFIGS: readonly (readonly [string, OrgConfig])[] = [
  ['people in an Ops account that is the Terraform account', { ...people, operators }],
  [
    'an Ops account of its own, and a management account with roles',
    orgConfig({
      operators,
      deployFrom: 'management',
      managementAccount: { workspace: 'management', pipelines: ['delivery'] },
      ...(people.people && { people: people.people }),
    }),
  ],
  ['CI systems with tokens, and no operators', systems],
];

describe.each(CONFIGS)('with %s, what is expected', (_, config) => {
  const accounts = expectedAccounts(config);
  const { roles, resources } = synthesisedWorld(config);
  const expected = accounts.flatMap(({ id, roles: own }) =>
    own.map((role) => ({ ...role, arn: `arn:aws:iam::${id}:role/orgstrap/${role.name}` })),
  );

  test('is every role that is deployed, each once, and no other', () => {
    expect(expected.map(({ arn }) => arn).sort()).toEqual([...roles.keys()].sort());
    expect(new Set(accounts.map(({ id }) => id)).size).toBe(accounts.length);
  });

  test('is the trust and the boundary that they are deployed with', () => {
    const differences = expected.flatMap(({ arn, trust, boundary }) => {
      const deployed = roles.get(arn);
      return [
        ...compareDocuments('trust', trust, JSON.stringify(deployed?.trust)),
        ...(boundary.endsWith(`/${deployed?.boundary?.name.split('/').at(-1)}`) ? [] : [deployed?.boundary?.name]),
      ];
    });
    expect(differences).toEqual([]);
    expect(resources.size).toBeGreaterThan(0);
  });
});

test('of Identity Center the boundary is expected by itself, because no role wears it yet', () => {
  const policies = expectedAccounts(example('identity-center.yaml')).flatMap((account) => account.policies);
  expect(policies).toContain('arn:aws:iam::444444444444:policy/orgstrap/orgstrap-access-boundary');
});
