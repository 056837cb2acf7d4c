import type { PrincipalArn } from '../../lib/domain/ids';
import type { OrgConfig } from '../../lib/domain/org-config';
import { describedAccounts } from '../../lib/policies/described-accounts';
import { stateRole, stateRoleOf } from '../../lib/policies/state-role';
import { example } from '../support/examples';

const OPERATORS = ['arn:aws:iam::333333333333:role/operator' as PrincipalArn];
const config: OrgConfig = { ...example('four-accounts.yaml'), operators: OPERATORS };
const [pipeline] = config.pipelines;

test('takes as much room for a hundred pipelines as for one', () => {
  const pipelines = Array.from({ length: 100 }, (_, index) => {
    const name = `p${index}`.padEnd(17, 'x');
    return { ...pipeline, name, deployedAs: name } as OrgConfig['pipelines'][number];
  });
  const text = (config: OrgConfig) => JSON.stringify(stateRole(config, OPERATORS).policies());
  expect(text({ ...config, pipelines }).length).toBe(text(config).length);
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
