import type { Stacks } from '../../lib/aws/stacks';
import { StacksOfRegions } from '../../lib/aws/stacks';

function region(place: string, ...names: readonly string[]): Stacks {
  return {
    list: async () => names.map((name) => ({ name, status: 'CREATE_COMPLETE', isProtected: false })),
    template: async (name) => `${name} of ${place}`,
  };
}

describe('the stacks of several Regions', () => {
  const home = region('home', 'orgstrap-Audit', 'orgstrap-Forwarding-Ops-eu-west-1');
  const both = () => new StacksOfRegions([home, region('global', 'orgstrap-Forwarding-Ops-us-east-1')]);

  test('are listed together', async () => {
    expect((await both().list()).map(({ name }) => name)).toEqual([
      'orgstrap-Audit',
      'orgstrap-Forwarding-Ops-eu-west-1',
      'orgstrap-Forwarding-Ops-us-east-1',
    ]);
  });

  test('give the template from the Region in which each is', async () => {
    const stacks = both();
    await stacks.list();
    expect(await stacks.template('orgstrap-Forwarding-Ops-us-east-1')).toBe(
      'orgstrap-Forwarding-Ops-us-east-1 of global',
    );
    expect(await stacks.template('orgstrap-Audit')).toBe('orgstrap-Audit of home');
  });

  test('give no template of a stack that nobody listed', async () => {
    await expect(both().template('orgstrap-Audit')).rejects.toThrow('nobody listed the stack orgstrap-Audit');
  });
});
