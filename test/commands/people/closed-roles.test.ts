import { closeRoles } from '../../../lib/commands/people/closed-roles';
import { roleStates } from '../../../lib/commands/people/ended-sessions';
import type { InAccounts } from '../../../lib/commands/people/in-accounts';
import { everyAccessRole } from '../../../lib/commands/people/remaining-roles';
import type { ReachableRole } from '../../../lib/domain/reachable-role';
import { FakePeopleAccount } from './fake-people-account';
import { PEOPLE_YAML, peopleOf } from './people-yaml';

const DEV = '444444444444';
const PROD = '666666666666';
const { config, people } = peopleOf(PEOPLE_YAML);
const every = everyAccessRole(config, people.people);

type Verb = (
  reach: readonly ReachableRole[],
  connect: ReturnType<FakePeopleAccount['access']>['accessRoles'],
) => Promise<InAccounts<ReachableRole>>;

async function run(verb: Verb, fake: FakePeopleAccount, reach = every) {
  const access = fake.access();
  const { found, failures } = await verb(reach, (account) => access.accessRoles(account));
  const text = ({ account, role }: ReachableRole) => `${account}/${role}`;
  return { roles: found.map(text), failed: failures.map((failure) => failure.roles.map(text)) };
}

test('roles are closed in every account, which is asked for once', async () => {
  const fake = new FakePeopleAccount();
  const { roles, failed } = await run(closeRoles, fake);
  expect([new Set(roles), failed]).toEqual([fake.closed, []]);
  expect(fake.closed.size).toBe(6);
  expect(fake.calls.filter((call) => !call.includes('/'))).toEqual([DEV, PROD]);
});

test('an account that cannot be reached keeps no other one from being closed, and neither does a role', async () => {
  const fake = new FakePeopleAccount();
  fake.refused.add(DEV).add(`${PROD}/developer`);
  expect(await run(closeRoles, fake)).toEqual({
    roles: [`${PROD}/admin`, `${PROD}/viewer`],
    failed: [[`${DEV}/admin`, `${DEV}/developer`, `${DEV}/viewer`], [`${PROD}/developer`]],
  });
});

test('no more than eight accounts are asked at the same time', async () => {
  let running = 0;
  let most = 0;
  const [first] = every;
  if (first === undefined) throw new Error('there is no access role');
  const many = Array.from({ length: 30 }, (_, index) => ({
    ...first,
    account: `${index}` as ReachableRole['account'],
  }));
  await roleStates(many, async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    return {
      isClosed: () => {
        running -= 1;
        return Promise.resolve(true);
      },
      close: () => Promise.resolve(),
      open: () => Promise.resolve(),
      revocations: () => Promise.resolve([]),
      revoke: () => Promise.resolve(),
      forget: () => Promise.resolve(),
    };
  });
  expect(most).toBe(8);
});
