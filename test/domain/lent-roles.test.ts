import type { OrgConfig } from '../../lib/domain/org-config';
import type { PlatformAccount } from '../../lib/domain/platform-account';
import { workspaceRecord } from '../../lib/domain/workspace-record';
import { enteredRolePatterns, enteredRolesOf, lentRolesOf, workspacesOf } from '../../lib/domain/workspaces';
import { accountId, orgConfig, pipeline } from '../support/org-config';

const NETWORK: PlatformAccount = {
  name: 'network',
  id: accountId('777777777777'),
  managed: { services: ['ram'], pipelines: ['platform'] },
  lends: [
    {
      name: 'dns',
      services: ['route53'],
      readOnly: false,
      to: [{ pipeline: 'delivery', environments: ['dev', 'prod'] }],
    },
  ],
};
const PIPELINES = [pipeline('delivery', ['dev', 'stage', 'prod']), pipeline('platform', ['dev'])] as const;
const config: OrgConfig = orgConfig({ platformAccounts: [NETWORK], pipelines: PIPELINES });
const [delivery, platform] = PIPELINES;
const ROLES = 'arn:aws:iam::777777777777:role/orgstrap/orgstrap-terraform';

test('a workspace knows what is lent to its environment', () => {
  const lent = workspacesOf(config, delivery).map(({ name, lent: some }) => [name, some.map((one) => one.roles.plan)]);
  expect(lent).toEqual([
    ['dev', [`${ROLES}-plan-lent-dns`]],
    ['stage', []],
    ['prod', [`${ROLES}-plan-lent-dns`]],
  ]);
});

test('a platform account is a workspace of its own pipelines, behind their environments, and of nobody else', () => {
  expect(
    workspacesOf(config, platform).map(({ name, environment, roles }) => [name, environment, roles.apply]),
  ).toEqual([
    ['dev', 'dev', 'arn:aws:iam::444444444444:role/orgstrap/orgstrap-terraform'],
    ['network', 'platform', `${ROLES}-apply-platform`],
  ]);
  expect(workspacesOf(config, delivery).map(({ name }) => name)).not.toContain('network');
});

test('a CI role enters what is lent to any environment of its pipeline once', () => {
  expect(lentRolesOf(config, delivery)).toHaveLength(1);
  expect(enteredRolesOf(config, delivery, 'apply').filter((arn) => arn.startsWith(ROLES))).toEqual([
    `${ROLES}-apply-lent-dns`,
  ]);
  expect(enteredRolesOf(config, platform, 'apply')).not.toContain(`${ROLES}-apply-lent-dns`);
});

test('the patterns of entered roles know platform accounts where there are some, and tell apply from plan', () => {
  const apply = 'arn:aws:iam::*:role/orgstrap/orgstrap-terraform';
  expect(enteredRolePatterns(orgConfig(), 'apply')).toEqual([apply]);
  expect(enteredRolePatterns(config, 'apply')).toEqual([apply, `${apply}-apply-*`]);
  expect(enteredRolePatterns(config, 'plan')).toEqual([`${apply}-plan`, `${apply}-plan-*`]);
});

test('the record of workspaces has that of a platform account', () => {
  expect(workspaceRecord(config)).toContain('network 777777777777');
});
