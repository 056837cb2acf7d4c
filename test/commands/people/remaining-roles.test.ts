import { remainingRoles } from '../../../lib/commands/people/remaining-roles';
import { EVERYBODY_GROUP } from '../../../lib/domain/names';
import { PEOPLE_YAML, peopleOf } from './people-yaml';

const { config, people } = peopleOf(PEOPLE_YAML);

function lasting(user: string, ...groups: readonly string[]) {
  const { roles, isKnown } = remainingRoles(config, people, user, groups);
  return { isKnown, reach: roles.map(({ account, role }) => `${account} ${role}`) };
}

const EVERYWHERE = ['444444444444', '666666666666'].flatMap((account) =>
  ['admin', 'developer', 'viewer'].map((role) => `${account} ${role}`),
);

describe('where somebody may still have sessions', () => {
  test('is where the groups of org.yaml let them', () => {
    expect(lasting('first-developer')).toEqual({ isKnown: true, reach: ['444444444444 developer'] });
  });

  test('is where the groups of the Ops account let them, who are no longer in org.yaml', () => {
    expect(lasting('gone', 'orgstrap-people-operators', EVERYBODY_GROUP)).toEqual({
      isKnown: true,
      reach: ['444444444444 admin', '666666666666 viewer', '666666666666 admin'],
    });
  });

  test('is where either lets them', () => {
    const both = lasting('first-developer', 'orgstrap-people-operators', 'orgstrap-people-developers');
    expect([both.isKnown, both.reach.length]).toEqual([true, 4]);
  });

  test.each([
    ['they are in no group any more and not in org.yaml', 'gone', []],
    ['they are in a group that org.yaml no longer has', 'first-developer', ['orgstrap-people-past']],
  ])('is anywhere where %s', (_, user, groups) => {
    const { isKnown, reach } = lasting(user, ...groups);
    expect([isKnown, [...reach].sort()]).toEqual([false, EVERYWHERE]);
  });
});
