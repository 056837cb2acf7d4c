import type { StackInstance } from '../../../lib/aws/stack-sets';
import { deliveredWaves } from '../../../lib/commands/status/waves';
import { orgConfig } from '../../support/org-config';

const LOOKED = new Date('2026-02-01T03:00:00Z');

function instance(account: string, changes: Partial<StackInstance> = {}): StackInstance {
  return { account, status: 'CURRENT', detailedStatus: 'SUCCEEDED', ...changes };
}

function wavesOf(stackSets: Readonly<Record<string, readonly StackInstance[]>>) {
  return deliveredWaves(orgConfig(), {
    names: () => Promise.resolve(Object.keys(stackSets)),
    instances: (name) => Promise.resolve(stackSets[name] ?? []),
  });
}

describe('the waves', () => {
  test('are the environments in rollout order, with their accounts, also before anything is deployed', async () => {
    const waves = await wavesOf({});
    expect(waves.map(({ environment, after }) => [environment, after])).toEqual([
      ['dev', []],
      ['stage', ['dev']],
      ['prod', ['stage']],
    ]);
    expect(waves[0]).toMatchObject({ accounts: { dev: '444444444444' }, stackSets: [], instances: {} });
  });

  test('count the instances of all StackSets of an environment by what they are', async () => {
    const [dev, stage] = await wavesOf({
      'orgstrap-ProductAccounts-dev': [instance('444444444444')],
      'orgstrap-AccessRoles-dev': [instance('444444444444', { status: 'OUTDATED', detailedStatus: 'FAILED' })],
      'orgstrap-ProductAccounts-stage': [instance('555555555555', { status: 'OUTDATED' })],
      'orgstrap-Pipeline-dev': [instance('333333333333', { status: 'INOPERABLE' })],
      'somebody-ProductAccounts-dev': [instance('444444444444', { status: 'INOPERABLE' })],
    });
    expect(dev).toMatchObject({
      stackSets: ['orgstrap-ProductAccounts-dev', 'orgstrap-AccessRoles-dev'],
      instances: { CURRENT: 1, FAILED: 1 },
    });
    expect(stage?.instances).toEqual({ OUTDATED: 1 });
  });

  test('say since when drift was looked for only where somebody looked at every instance', async () => {
    const looked = { drift: 'IN_SYNC', driftCheckedAt: LOOKED };
    const drifted = { drift: 'DRIFTED', driftCheckedAt: new Date('2026-02-02T03:00:00Z') };
    const [dev, stage] = await wavesOf({
      'orgstrap-ProductAccounts-dev': [instance('444444444444', drifted), instance('444444444445', looked)],
      'orgstrap-ProductAccounts-stage': [instance('555555555555', looked)],
      'orgstrap-AccessRoles-stage': [instance('555555555555')],
    });
    expect(dev?.drift).toEqual({ instances: { DRIFTED: 1, IN_SYNC: 1 }, checkedSince: LOOKED.toISOString() });
    expect(stage?.drift).toEqual({ instances: { IN_SYNC: 1, NOT_CHECKED: 1 } });
  });
});
