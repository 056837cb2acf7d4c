import type { PrincipalArn } from '../../lib/domain/ids';
import type { OrgConfig } from '../../lib/domain/org-config';
import { documentOf, MANAGED_POLICY_LIMIT } from '../../lib/iam/pack-policies';
import { describedAccounts } from '../../lib/policies/described-accounts';
import { stateRole, stateRoleOf } from '../../lib/policies/state-role';
import { example } from '../support/examples';

const OPERATORS = ['arn:aws:iam::333333333333:role/operator' as PrincipalArn];
const config: OrgConfig = { ...example('four-accounts.yaml'), operators: OPERATORS };
const [pipeline] = config.pipelines;

test('names every pipeline, those that are retired, too', () => {
  const retired = { name: 'old', deployedAs: 'old' };
  const policies = stateRole({ ...config, retiredPipelines: [retired] }, OPERATORS).policies();
  expect(policies).toHaveLength(1);
  const text = JSON.stringify(policies.map(({ pack }) => documentOf(pack)));
  expect(text).toContain(`orgstrap-state-${pipeline?.deployedAs}-`);
  expect(text).toContain('orgstrap-state-old-');
});

test('has room for as many pipelines as there are, in a policy for each eleven, however long their names are', () => {
  const pipelines = Array.from({ length: 23 }, (_, index) => {
    const name = `p${index}`.padEnd(17, 'x');
    return { ...pipeline, name, deployedAs: name } as OrgConfig['pipelines'][number];
  });
  const wide: OrgConfig = { ...config, homeRegion: 'us-gov-west-1' as OrgConfig['homeRegion'], pipelines };
  const policies = stateRole(wide, OPERATORS).policies();
  expect(policies).toHaveLength(3);
  for (const { pack } of policies) {
    expect(JSON.stringify(documentOf(pack)).length).toBeLessThanOrEqual(MANAGED_POLICY_LIMIT);
  }
});

test('is there where operators and states are, and nowhere else', () => {
  const { operators: _, ...unoperated } = config;
  const stateless = { ...config, pipelines: [], retiredPipelines: [] };
  expect([config, unoperated, stateless].map((each) => stateRoleOf(each).length)).toEqual([1, 0, 0]);
  const holders = describedAccounts(config).filter(({ roles }) => roles.some(({ name }) => name === 'orgstrap-state'));
  expect(holders.map(({ id }) => id)).toEqual([config.accounts.terraform]);
});

test('more operators than its trust has room for are refused', () => {
  const many = Array.from(
    { length: 40 },
    (_, index) => `arn:aws:iam::333333333333:role/operator-${index}` as PrincipalArn,
  );
  expect(() => stateRole(config, many)).toThrow('the trust policy of the state role has');
});
