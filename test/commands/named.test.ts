import { EXIT } from '../../lib/domain/failure';
import { named } from '../../lib/estate/named';

const ALL = [
  { name: 'delivery', size: 1 },
  { name: 'release', size: 2 },
];

test('answers the one of that name', () => {
  expect(named('pipeline', ALL, 'release').size).toBe(2);
});

test.each([
  ['pipeline', 'UnknownPipeline'],
  ['group', 'UnknownGroup'],
  ['user', 'UnknownPerson'],
  ['workspace', 'UnknownWorkspace'],
] as const)('for a %s that is not there says what there is, and what was meant', (kind, code) => {
  expect(() => named(kind, ALL, 'delivry')).toThrow(
    expect.objectContaining({
      code,
      exitStatus: EXIT.unusable,
      message: `there is no ${kind} 'delivry' in org.yaml, did you mean delivery? expected one of delivery, release`,
    }),
  );
});

test('suggests nothing where no name is close', () => {
  expect(() => named('group', ALL, 'admins', 'in the file')).toThrow(
    "there is no group 'admins' in the file, expected one of delivery, release",
  );
});
