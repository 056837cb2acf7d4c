import type { InvitationOptions } from '../../../lib/commands/people/invite';
import { type Invited, invite } from '../../../lib/commands/people/invite';
import { type Break, FakePeopleWorld, Interruption, ownDevice } from './fake-people-world';

const NAME = 'first-developer';
const USER = { name: NAME, ownDevice: ownDevice(NAME) };
const FIRST: InvitationOptions = { again: false, resetMfa: false };
const AGAIN: InvitationOptions = { again: true, resetMfa: false };
const RESET: InvitationOptions = { again: true, resetMfa: true };

async function run(world: FakePeopleWorld, options = FIRST, interrupted?: Break) {
  const steps: string[] = [];
  const { signIns } = await world.access(interrupted).ops();
  const invited: Invited = await invite(USER, signIns, options, (step) => steps.push(step.do));
  return { steps, ...invited };
}

describe('an invitation', () => {
  test('sets a first password, which is the one that it gives out', async () => {
    const world = new FakePeopleWorld();
    world.deploy(NAME);
    const { steps, password, hasMfa } = await run(world);
    expect([steps, hasMfa]).toEqual([['create password'], false]);
    expect(world.user(NAME).password?.text).toBe(password.reveal());
  });

  test('is refused for somebody who has a password, and sets a new one where that is meant', async () => {
    const world = new FakePeopleWorld();
    world.deploy(NAME, { invited: true, devices: [ownDevice(NAME)] });
    await expect(run(world)).rejects.toMatchObject({
      code: 'HasPassword',
      message: expect.stringContaining('--again'),
    });
    expect(world.passwords).toEqual([]);
    const { steps, password, hasMfa } = await run(world, AGAIN);
    expect([steps, hasMfa]).toEqual([['replace password'], true]);
    expect(world.user(NAME).password?.text).toBe(password.reveal());
  });

  test('takes a lost device away, after the password that may be lost with it', async () => {
    const world = new FakePeopleWorld();
    const passkey = 'arn:aws:iam::333333333333:u2f/user/first-developer/key-ABCDEFGHIJKLMNOP';
    world.deploy(NAME, { invited: true, devices: [ownDevice(NAME), passkey] });
    const { steps, hasMfa } = await run(world, RESET);
    expect([steps, hasMfa]).toEqual([
      ['replace password', 'deactivate device', 'deactivate device', 'delete device'],
      false,
    ]);
    expect(world.virtualDevices).toEqual(new Set());
  });

  test('interrupted, another one sets another password and finishes, and there is no old password without MFA', async () => {
    for (const effect of ['had', 'lost'] as const) {
      for (let at = 1; at <= 8; at++) {
        const world = new FakePeopleWorld();
        world.deploy(NAME, { invited: true, devices: [ownDevice(NAME)] });
        await expect(run(world, RESET, { at, effect })).rejects.toThrow(Interruption);
        const { password, devices } = world.user(NAME);
        expect(password?.text === 'their own' && devices.size === 0).toBe(false);
        await run(world, RESET);
        expect(world.user(NAME).password?.text).toBe(world.passwords.at(-1));
        expect(world.virtualDevices).toEqual(new Set());
      }
    }
  });

  test('deletes the device that an interrupted run left to nobody', async () => {
    const world = new FakePeopleWorld();
    world.deploy(NAME, { invited: true });
    world.virtualDevices.add(ownDevice(NAME));
    await run(world, RESET);
    expect(world.virtualDevices).toEqual(new Set());
  });

  test('needs a deployed user, on the path of people', async () => {
    const world = new FakePeopleWorld();
    const notDeployed = { code: 'NotDeployed', message: expect.stringContaining('deploy first') };
    await expect(run(world)).rejects.toMatchObject(notDeployed);
    world.deploy(NAME, { path: '/' });
    await expect(run(world)).rejects.toMatchObject(notDeployed);
    world.deploy(NAME);
    world.refused.add('find');
    await expect(run(world)).rejects.toMatchObject(notDeployed);
  });

  test('is of no use to somebody who was shut out, and says what is', async () => {
    const world = new FakePeopleWorld();
    world.deploy(NAME, { groups: [] });
    await expect(run(world, AGAIN)).rejects.toMatchObject({ code: 'ShutOut' });
    expect(world.passwords).toEqual([]);
  });
});
