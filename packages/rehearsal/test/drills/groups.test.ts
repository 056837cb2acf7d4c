import type { DrillGroup } from '../../drills/drill';
import { DRILL_GROUPS, drillsNamed, drillsText } from '../../drills/groups';

const drill = (name: string) => ({ name, title: `what ${name} says`, play: () => Promise.reject(new Error('played')) });
const GROUPS: readonly DrillGroup[] = [
  { name: 'life', says: 'after the first day', drills: [drill('one'), drill('two')] },
  { name: 'death', says: 'after the last', drills: [drill('three')] },
];

const namesOf = (...names: string[]) => drillsNamed(names, GROUPS).map(({ name }) => name);

describe('the drills of some names', () => {
  test('are all of them where no name is given', () => {
    expect(namesOf()).toEqual(['one', 'two', 'three']);
  });

  test('are those of a group, or a drill alone, each once and in their order', () => {
    expect(namesOf('life')).toEqual(['one', 'two']);
    expect(namesOf('three', 'two', 'life')).toEqual(['one', 'two', 'three']);
  });

  test('are refused with the list of what there is where a name is unknown', () => {
    expect(() => namesOf('life', 'love')).toThrow(/there is no drill love\n\nlife: .*\n {2}one .*\n/);
  });
});

test('help lists every drill with its title', () => {
  for (const { name, title } of DRILL_GROUPS.flatMap(({ drills }) => drills)) {
    expect(drillsText().replaceAll(/\n {20,}/g, ' ')).toMatch(new RegExp(`^ {2}${name} +${title}$`, 'm'));
  }
});

test('no two drills or groups have the same name', () => {
  const names = DRILL_GROUPS.flatMap(({ name, drills }) => [name, ...drills.map((each) => each.name)]);
  expect(new Set(names).size).toBe(names.length);
});
