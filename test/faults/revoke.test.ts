import { orgFile } from '../commands/org-file';
import { type Call, errorTo } from './calls';
import { ORG_YAML } from './estate';
import { type Fault, REFUSAL } from './faults';
import { unseemly } from './judged';
import { run } from './running';
import { WrittenEstate } from './written-estate';

// Shutting somebody out, where any single call of it is refused, throttled or answered to nobody. Whatever it is, everything else is done,
// what is left is named, and another run ends it.

const PERSON = 'first-operator';
const REVOKE = ['people', 'revoke', PERSON];
const file = orgFile(ORG_YAML);

const THROTTLED: Fault = {
  name: 'throttled',
  passes: true,
  status: 3,
  happens: (call) => Promise.resolve(errorTo(call, 400, 'Throttling', 'Rate exceeded')),
};

/** AWS has done it, and nobody hears of it. */
const LOST: Fault = {
  name: 'lost',
  passes: true,
  status: 3,
  isLate: true,
  happens: () => Promise.reject(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })),
};

function signedIn(): WrittenEstate {
  return new WrittenEstate({ isIn: true }, [PERSON, PERSON]);
}

/** Once: neither the SDK nor a look from elsewhere gets another answer. */
function broken(estate: WrittenEstate, at: number, fault: Fault) {
  return run(REVOKE, file(), (_, count) => (count === at ? fault : undefined), 1, estate);
}

/** Each way in and each role in which sessions go on, with the texts of which one has to tell of it. */
function left({ keys, groups, devices, hasPassword, inline }: WrittenEstate, roles: readonly string[]) {
  return [
    ...keys.map(({ id }) => ({ what: id, told: [id, 'see the access keys', 'see the Ops account'] })),
    ...[...groups].map((group) => ({ what: group, told: [`group ${group}`, 'see the Ops account'] })),
    ...(hasPassword ? [{ what: 'password', told: ['delete the password', 'see the Ops account'] }] : []),
    ...[...devices].map((what) => ({ what, told: ['MFA devices stay', what] })),
    ...roles
      .filter((role) => !inline.has(`${role} orgstrap-revoked-${PERSON}`))
      .map((what) => ({ what, told: [`${what.split(' ')[0]}`] })),
  ];
}

test('any one call that goes wrong keeps nothing else from being done, is named with what is left, and another run ends it', async () => {
  const whole = signedIn();
  const calls: Call[] = [];
  const { status } = await run(REVOKE, file(), (call) => void calls.push(call), 1, whole);
  const roles = [...whole.inline.keys()].map((key) => key.replace(/ [^ ]+$/, ''));
  expect([status, left(whole, roles), roles.length > 0, calls.length > 20]).toEqual([0, [], true, true]);

  const wrong: string[] = [];
  for (const fault of [REFUSAL, THROTTLED, LOST]) {
    for (const at of calls.keys()) {
      const where = `${calls[at]?.operation}, call ${at + 1}, ${fault.name}`;
      const estate = signedIn();
      const { status: ended, out, err, ...rest } = await broken(estate, at + 1, fault);
      const unnamed = left(estate, roles).filter(({ told }) => !told.some((text) => out.includes(text)));
      if (ended !== 1 && ended !== 3) wrong.push(`${where}: status ${ended}; ${err}`);
      if (unnamed.length > 0)
        wrong.push(`${where}: nobody is told of ${unnamed.map(({ what }) => what).join()}; ${out}`);
      // What does not hang together goes wrong by itself: a single call leaves one thing, or those of one account.
      if (estate.groups.size > 1 && !out.includes('see the Ops account'))
        wrong.push(`${where}: they stay in their groups`);
      wrong.push(...unseemly({ out, err, ...rest }).map((text) => `${where}: says ${text}`));
      const again = await run(REVOKE, file(), () => undefined, 1, estate);
      if (again.status !== 0 || left(estate, roles).length > 0)
        wrong.push(`${where}: not done by the next run; ${again.out}`);
    }
  }
  expect(wrong).toEqual([]);
});
