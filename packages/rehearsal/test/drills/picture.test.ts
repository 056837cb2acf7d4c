import { lostBetween, type Picture } from '../../drills/picture';

const BEFORE: Picture = {
  entered: new Map(),
  readable: new Map(),
  states: new Map([
    ['old/env:/dev/terraform.tfstate', 'a'],
    ['old/env:/prod/terraform.tfstate', 'b'],
  ]),
  workloads: new Map([
    ['role/one', 'boundary'],
    ['role/two', 'boundary'],
    ['role/bare', undefined],
  ]),
  stacks: 8,
};

describe('what is lost between two pictures', () => {
  test('is nothing where nothing is gone, or a state is in another bucket', () => {
    expect(lostBetween(BEFORE, BEFORE)).toEqual([]);
    const moved = new Map([...BEFORE.states].map(([where, content]) => [where.replace('old', 'new'), content]));
    expect(lostBetween(BEFORE, { ...BEFORE, states: moved })).toEqual([]);
  });

  test('is a state that is in no bucket any more', () => {
    const states = new Map([['old/env:/dev/terraform.tfstate', 'a']]);
    expect(lostBetween(BEFORE, { ...BEFORE, states })).toEqual(['the state old/env:/prod/terraform.tfstate']);
  });

  test('is a role that is gone, and the boundary of one that stays', () => {
    const workloads = new Map([
      ['role/two', undefined],
      ['role/bare', undefined],
    ]);
    expect(lostBetween(BEFORE, { ...BEFORE, workloads })).toEqual(['role/one', 'the boundary of role/two']);
  });
});
