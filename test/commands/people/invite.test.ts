import type { InvitationOptions } from '../../../lib/commands/people/invite';
import { type Invited, invite } from '../../../lib/commands/people/invite';
import { type Break, FakePeopleAccount, Interruption, ownDevice } from './fake-people-account';

const NAME = 'first-developer';
const USER = { name: NAME, ownDevice: ownDevice(NAME) };
const GROUPS = ['orgstrap-people-developers'];
const FIRST: InvitationOptions = { again: false, resetMfa: false, groups: GROUPS };
const AGAIN: InvitationOptions = { again: true, resetMfa: false, groups: GROUPS };
const RESET: InvitationOptions = { again: true, resetMfa: true, groups: GROUPS };

async function run(fake: FakePeopleAccount, options = FIRST, interrupted?: Break) {
  const steps: string[] = [];
  const ops = await fake.access(interrupted).ops();
  const invited: Invited = await invite(USER, ops, options, (step) => steps.push(step.do));
  return { steps, ...invited };
}

describe('an invitation', () => {
  test('sets a first password, which is the one that it gives out', async () => {
    const fake = new FakePeopleAccount();
    fake.deploy(NAME);
    const { steps, password, hasMfa } = await run(fake);
    expect([steps, hasMfa]).toEqual([['create password'], false]);
    expect(fake.user(NAME).password?.text).toBe(password.reveal());
  });

  test('is refused for somebody who has a password, and sets a new one where that is meant', async () => {
    const fake = new FakePeopleAccount();
    fake.deploy(NAME, { invited: true, devices: [ownDevice(NAME)] });
    await expect(run(fake)).rejects.toMatchObject({
      code: 'HasPassword',
      message: expect.stringContaining('--again'),
    });
    expect(fake.passwords).toEqual([]);
    const { steps, password, hasMfa } = await run(fake, AGAIN);
    expect([steps, hasMfa]).toEqual([['replace password'], true]);
    expect(fake.user(NAME).password?.text).toBe(password.reveal());
  });

  test('takes a lost device away, after the password that may be lost with it', async () => {
    const fake = new FakePeopleAccount();
    const passkey = 'arn:aws:iam::333333333333:u2f/user/first-developer/key-ABCDEFGHIJKLMNOP';
    fake.deploy(NAME, { invited: true, devices: [ownDevice(NAME), passkey] });
    const { steps, hasMfa } = await run(fake, RESET);
    expect([steps, hasMfa]).toEqual([
      ['replace password', 'deactivate device', 'deactivate device', 'delete device'],
      false,
    ]);
    expect(fake.virtualDevices).toEqual(new Set());
  });

  test('interrupted, another one sets another password and finishes, and there is no old password without MFA', async () => {
    for (const effect of ['had', 'lost'] as const) {
      for (let at = 1; at <= 8; at++) {
        const fake = new FakePeopleAccount();
        fake.deploy(NAME, { invited: true, devices: [ownDevice(NAME)] });
        await expect(run(fake, RESET, { at, effect })).rejects.toThrow(Interruption);
        const { password, devices } = fake.user(NAME);
        expect(password?.text === 'their own' && devices.size === 0).toBe(false);
        await run(fake, RESET);
        expect(fake.user(NAME).password?.text).toBe(fake.passwords.at(-1));
        expect(fake.virtualDevices).toEqual(new Set());
      }
    }
  });

  test('deletes the device that an interrupted run left to nobody', async () => {
    const fake = new FakePeopleAccount();
    fake.deploy(NAME, { invited: true });
    fake.virtualDevices.add(ownDevice(NAME));
    await run(fake, RESET);
    expect(fake.virtualDevices).toEqual(new Set());
  });

  test('needs a deployed user, on the path of people', async () => {
    const fake = new FakePeopleAccount();
    const notDeployed = { code: 'NotDeployed', message: expect.stringContaining('deploy first') };
    await expect(run(fake)).rejects.toMatchObject(notDeployed);
    fake.deploy(NAME, { path: '/' });
    await expect(run(fake)).rejects.toMatchObject(notDeployed);
    fake.deploy(NAME);
    fake.refused.add('find');
    await expect(run(fake)).rejects.toMatchObject(notDeployed);
  });

  test('takes somebody who was shut out into the groups of org.yaml again, after the password; interrupted, another one finishes', async () => {
    for (let at = 1; at <= 8; at++) {
      const fake = new FakePeopleAccount();
      fake.deploy(NAME, { groups: [] });
      await run(fake, FIRST, { at, effect: 'had' }).catch(() => undefined);
      const { groups, password } = fake.user(NAME);
      expect([at, groups.size > 0 && password === undefined]).toEqual([at, false]);
      await run(fake, AGAIN);
      expect(fake.user(NAME).groups).toEqual(new Set(['orgstrap-people-developers', 'orgstrap-everybody']));
      expect(fake.user(NAME).password?.text).toBe(fake.passwords.at(-1));
    }
  });

  test.each([
    ['an access key', { keys: 1 }],
    ['an MFA device', { devices: [ownDevice(NAME)] }],
  ])('is refused for somebody whom a revocation has left %s', async (_, left) => {
    const fake = new FakePeopleAccount();
    fake.deploy(NAME, { groups: [], ...left });
    await expect(run(fake, AGAIN)).rejects.toMatchObject({ code: 'ShutOut' });
    expect([fake.passwords, fake.user(NAME).groups.size]).toEqual([[], 0]);
  });
});
