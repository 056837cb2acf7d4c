import { PEOPLE_PATH } from '../../lib/domain/names';
import type { OrgConfig } from '../../lib/domain/org-config';
import type { IamUserSignIn, People, Person } from '../../lib/domain/people';
import { accessRoleArn, reachableRolesOfPerson } from '../../lib/domain/reachable-role';
import { decide } from '../../packages/iam-gateway/engine/decide';
import type { Caller } from '../../packages/iam-gateway/iam/caller';
import type { RequestContext } from '../../packages/iam-gateway/iam/request';
import { SIGNED_IN_WITH_MFA, SIGNED_IN_WITHOUT_MFA } from '../../packages/iam-gateway/iam/request';
import type { Snapshot } from '../../packages/iam-gateway/iam/snapshot';
import { synthesisedSnapshot } from '../../packages/rehearsal/access/synthesised-snapshot';
import { unguardedSnapshot } from './organizations';

/** What is allowed after MFA alone is in the matrix; here is what else each of these doors takes. */
describe.each(['four-accounts', 'people'])(
  'in %s, of all roles that somebody may become, nobody becomes one',
  (name) => {
    const { config, snapshot } = unguardedSnapshot(name);
    const { people, signIn } = peopleIn(config);
    const doors = signIn.users.flatMap((person) =>
      reachableRolesOfPerson(config, people, person).map((reach) => ({
        person,
        arn: userOf(snapshot, person),
        role: accessRoleArn(config, reach),
      })),
    );
    const oldest = signIn.mfaMaxAgeHours * 3_600;
    const become = async (caller: Caller, role: string, context: RequestContext = {}) => {
      const asked = { caller, action: 'sts:AssumeRole', resource: role };
      return (
        (await decide(snapshot, { ...asked, context: { ...SIGNED_IN_WITH_MFA, ...context } })).outcome === 'Allowed'
      );
    };
    const opened = async (caller: (arn: string) => Caller, context?: RequestContext) => {
      const open = await Promise.all(doors.map(({ arn, role }) => become(caller(arn), role, context)));
      return doors.filter((_, index) => open[index]).map(({ person, role }) => `${person.name}: ${role}`);
    };
    const user = (arn: string): Caller => ({ kind: 'user', arn });
    const everyDoor = doors.map(({ person, role }) => `${person.name}: ${role}`);

    test.each<[string, RequestContext]>([
      ['in a console without MFA', { ...SIGNED_IN_WITHOUT_MFA, 'aws:MultiFactorAuthAge': undefined }],
      ['with an access key alone', { 'aws:MultiFactorAuthPresent': undefined, 'aws:MultiFactorAuthAge': undefined }],
      ['with an MFA of which nobody says how old it is', { 'aws:MultiFactorAuthAge': undefined }],
      ['with an MFA that is just too old', { 'aws:MultiFactorAuthAge': String(oldest) }],
      ['with an MFA that is older', { 'aws:MultiFactorAuthAge': String(oldest + 1) }],
      ['from outside the organization', { 'aws:PrincipalOrgID': 'o-anotherorgid' }],
    ])('%s', async (_, context) => {
      expect(await opened(user, context)).toEqual([]);
    });

    test('with the name of somebody else on the session', async () => {
      const others = [...signIn.users.map(({ name }) => name), 'root', '*', '${aws:username}'];
      for (const { person, arn, role } of doors) {
        for (const other of others.filter((each) => each !== person.name)) {
          expect(await become(user(arn), role, { 'sts:RoleSessionName': other })).toBe(false);
        }
      }
    });

    test.each<[string, (arn: string) => Caller]>([
      ['as a user of that name in a product account', (arn) => moved(snapshot, arn, /::\d{12}:/, '::666666666666:')],
      ['as a user of that name beside the path of people', (arn) => moved(snapshot, arn, PEOPLE_PATH, '/orgstrap/')],
      [
        'as a role of that name',
        (arn) => ({ kind: 'role', arn: arn.replace(':user/', ':role/'), ...rights(snapshot, arn) }),
      ],
      ['as a user taken out of every group', (arn) => ({ ...user(arn), ...rights(snapshot, arn, []) }) as Caller],
    ])('%s', async (_, caller) => {
      expect(await opened(caller)).toEqual([]);
    });

    test('and everybody does with an MFA that is one second younger than that', async () => {
      expect(await opened(user, { 'aws:MultiFactorAuthAge': String(oldest - 1) })).toEqual(everyDoor);
    });
  },
);

describe('somebody who is taken out of a group', () => {
  const { config } = unguardedSnapshot('people');
  const { people, signIn } = peopleIn(config);
  const several = signIn.users.filter(({ groups }) => groups.length > 1);
  const removals = several.flatMap(({ name, groups }) => groups.map((group) => [name, group] as const));

  test.each(removals)('%s, out of %s, keeps what the others give and nothing else', async (name, group) => {
    const users = signIn.users.map((user) =>
      user.name === name ? { ...user, groups: user.groups.filter((each) => each !== group) } : user,
    );
    const left = { ...config, people: { ...people, signIn: { ...signIn, users } } };
    const after = synthesisedSnapshot(left);
    const person = users.find((user) => user.name === name);
    if (person === undefined) throw new Error(`there is no ${name}`);
    const intended = reachableRolesOfPerson(left, people, person).map((reach) => accessRoleArn(left, reach));
    expect(intended.length).toBeGreaterThan(0);
    expect((await rolesOf(after, userOf(after, person))).sort()).toEqual([...intended].sort());
  });
});

/** Of all roles that there are, those that somebody becomes after MFA. */
async function rolesOf(snapshot: Snapshot, arn: string): Promise<string[]> {
  const found: string[] = [];
  for (const resource of snapshot.roles.keys()) {
    const caller: Caller = { kind: 'user', arn };
    const { outcome } = await decide(snapshot, {
      caller,
      action: 'sts:AssumeRole',
      resource,
      context: SIGNED_IN_WITH_MFA,
    });
    if (outcome === 'Allowed') found.push(resource);
  }
  return found;
}

function peopleIn({ people }: OrgConfig): { readonly people: People; readonly signIn: IamUserSignIn } {
  if (people?.signIn.source !== 'iamUsers') throw new Error('nobody signs in to Ops');
  return { people, signIn: people.signIn };
}

function userOf({ users }: Snapshot, { name }: Person): string {
  const arn = [...users.keys()].find((user) => user.endsWith(`:user${PEOPLE_PATH}${name}`));
  if (arn === undefined) throw new Error(`there is no user ${name}`);
  return arn;
}

/** The same rights as a user of the snapshot has, or fewer. */
function rights(
  { users }: Snapshot,
  arn: string,
  policies = users.get(arn)?.policies ?? [],
): Pick<Extract<Caller, { kind: 'user' }>, 'identity'> {
  const boundary = users.get(arn)?.boundary;
  return { identity: { policies, ...(boundary && { boundary }) } };
}

function moved(snapshot: Snapshot, arn: string, from: RegExp | string, to: string): Caller {
  return { kind: 'user', arn: arn.replace(from, to), ...rights(snapshot, arn) };
}
