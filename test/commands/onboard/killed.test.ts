import { moved, plannedMove } from '../../../lib/commands/move/move';
import { offboarded, plannedOffboarding } from '../../../lib/commands/offboard/offboard';
import { onboarded, plannedOnboarding, type WantedOnboarding } from '../../../lib/commands/onboard/onboard';
import type { AccountOutcome } from '../../../lib/commands/onboard/outcome';
import { FakeOrganization, Killed, PARKING, PROD, ROOT } from './fake-organization';

type Run = (organization: FakeOrganization) => Promise<AccountOutcome>;

const onboarding =
  (wanted: Partial<WantedOnboarding>): Run =>
  async (organization) => {
    const { config } = organization;
    const all = { name: 'new', environment: 'dev', source: { email: 'new@example.com' }, again: 'orgstrap', ...wanted };
    const planned = await plannedOnboarding(config, all, organization.access());
    return await onboarded(config, planned, organization.surroundings());
  };

const moving: Run = async (organization) => {
  const { config } = organization;
  const planned = await plannedMove(config, { name: 'dev', to: 'prod', again: 'orgstrap' }, organization.access());
  return await moved(config, planned, organization.surroundings());
};

const offboarding: Run = async (organization) => {
  const { config } = organization;
  const planned = await plannedOffboarding(config, { name: 'dev', again: 'orgstrap' }, organization.access());
  return await offboarded(config, planned, organization.surroundings());
};

const SHOP = { name: 'shop', source: { account: '777777777777' } } as const;

const COMMANDS: readonly [name: string, run: Run, writes: number][] = [
  ['onboard --create', onboarding({}), 4],
  ['onboard --create --prepare --park', onboarding({ prepare: true, park: PARKING }), 3],
  ['onboard --account', onboarding(SHOP), 3],
  ['move', moving, 4],
  ['offboard', offboarding, 3],
];

describe.each(COMMANDS)('orgstrap %s', (_, run, writes) => {
  const organizations: FakeOrganization[] = [];
  const another = () => {
    const organization = new FakeOrganization();
    organizations.push(organization);
    return organization;
  };
  afterAll(() => {
    for (const organization of organizations) organization.remove();
  });

  test('does its writes, and is done', async () => {
    const organization = another();
    expect(await run(organization)).toMatchObject({ status: 0 });
    expect(organization.writes).toBe(writes);
  });

  test('run again after its end, it changes nothing', async () => {
    const organization = another();
    await run(organization);
    const before = organization.picture();
    expect(await run(organization)).toMatchObject({ status: 0 });
    expect(organization.picture()).toEqual(before);
  });

  const kills = Array.from({ length: writes }, (__, write) => write).flatMap((write) => [
    { write, isDone: false },
    { write, isDone: true },
  ]);

  test.each(kills)('killed at write $write (done: $isDone) and run again, it comes to the same end', async (kill) => {
    const [whole, killed] = [another(), another()];
    await run(whole);
    killed.kill(kill.write, kill.isDone);
    await expect(run(killed)).rejects.toThrow(Killed);
    killed.revive();
    expect(await run(killed)).toMatchObject({ status: 0 });
    expect(killed.picture()).toEqual(whole.picture());
  });

  test('killed at one write after the other, it comes to the same end', async () => {
    const [whole, killed] = [another(), another()];
    await run(whole);
    for (let kills = 0; kills < writes; kills++) {
      killed.kill(0, true);
      await run(killed).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
    }
    killed.revive();
    await run(killed);
    expect(killed.picture()).toEqual(whole.picture());
  });
});

test('an account is made once, whatever was killed: the e-mail address is what it is known by', async () => {
  const organization = new FakeOrganization();
  for (const isDone of [false, true, true]) {
    organization.kill(0, isDone);
    await expect(onboarding({})(organization)).rejects.toThrow(Killed);
  }
  organization.revive();
  await onboarding({})(organization);
  expect(organization.accounts.filter(({ name }) => name === 'new')).toHaveLength(1);
  expect(organization.creations).toHaveLength(1);
  organization.remove();
});

test('an account that moves is never in the OU of the other environment before it has lost what it had', async () => {
  const organization = new FakeOrganization();
  await moving(organization);
  const moves = organization.said.filter((text) => text.includes('moved from'));
  expect(moves).toEqual([
    `444444444444 moved from ou-abcd-11111111 to ${ROOT}`,
    `444444444444 moved from ${ROOT} to ${PROD}`,
  ]);
  expect(organization.waited.some((text) => text.includes('ProductAccounts-dev is still there, RUNNING'))).toBe(true);
  organization.remove();
});
