import type { PeopleGroup } from '../../lib/domain/people';
import {
  accessRoleArn,
  type ReachableRole,
  reachableRoles,
  reachableRolesOfPerson,
} from '../../lib/domain/reachable-role';
import { accountId, environment, orgConfig } from '../support/org-config';
import { people } from '../support/people';

const [dev = environment('dev', 'ou-abcd-11111111', '444444444444'), ...others] = orgConfig().environments;
const config = orgConfig({
  environments: [
    { ...dev, accounts: [...dev.accounts, { workspace: 'sandbox', id: accountId('777777777777') }] },
    ...others,
  ],
});

function group(name: string, ...access: PeopleGroup['access']): PeopleGroup {
  return { name, access };
}

/** `WORKSPACE ROLE`, which is how a person would say it. */
function shown(reach: readonly ReachableRole[]): readonly string[] {
  return reach.map(({ workspace, role }) => `${workspace} ${role}`);
}

const late = group('late', { environment: 'prod', roles: ['viewer'] }, { environment: 'stage', roles: ['admin'] });
const early = group('early', { environment: 'dev', roles: ['developer', 'viewer'] });
const twice = group('twice', { environment: 'prod', roles: ['viewer', 'admin'] });
const all = people({ groups: [late, early, twice] });

test('a group reaches each of its roles in every account of the environment, and no other environment', () => {
  expect(shown(reachableRoles(config, early))).toEqual([
    'dev developer',
    'dev viewer',
    'sandbox developer',
    'sandbox viewer',
  ]);
});

test('an environment that there is not is out of reach', () => {
  expect(reachableRoles(config, group('lost', { environment: 'qa', roles: ['admin'] }))).toEqual([]);
});

test('a person reaches what any of their groups reaches, once, in rollout order', () => {
  expect(shown(reachableRolesOfPerson(config, all, { name: 'ada', groups: ['twice', 'late', 'early'] }))).toEqual([
    'dev developer',
    'dev viewer',
    'sandbox developer',
    'sandbox viewer',
    'stage admin',
    'prod viewer',
    'prod admin',
  ]);
});

test('a person reaches nothing of a group that they are not in', () => {
  expect(shown(reachableRolesOfPerson(config, all, { name: 'ada', groups: ['early'] }))).not.toContain('prod viewer');
  expect(reachableRolesOfPerson(config, all, { name: 'ada', groups: [] })).toEqual([]);
});

test('what somebody reaches is a role on orgstrap’s path, in the partition of the home Region', () => {
  const [reach] = reachableRoles(config, late);
  if (reach === undefined) throw new Error('the group reaches nothing');
  expect(accessRoleArn(config, reach)).toBe('arn:aws:iam::666666666666:role/orgstrap/orgstrap-access-viewer');
  expect(accessRoleArn(orgConfig({ homeRegion: 'cn-north-1' }), reach)).toBe(
    'arn:aws-cn:iam::666666666666:role/orgstrap/orgstrap-access-viewer',
  );
});
