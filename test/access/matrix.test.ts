import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FORWARDING_ROLE } from '../../lib/domain/names';
import { foundAccess } from '../../packages/rehearsal/access/found-access';
import { intendedAccess } from '../../packages/rehearsal/access/intended-access';
import { AUDIT_KEY, TRAIL_LOGS_ROLE } from '../../packages/rehearsal/access/intended-audit';
import { type AccessMatrix, differencesOf } from '../../packages/rehearsal/access/matrix';
import { asJson, asMarkdown } from '../../packages/rehearsal/access/render';
import { ROOT } from '../support/examples';
import { accessSnapshot, unguardedSnapshot } from './organizations';

describe('every principal has exactly the rights that org.yaml intends', () => {
  // fifty-accounts.yaml has the same templates as four-accounts.yaml, whose matrix is below, and a hundred times as many cells.
  test.each([
    'two-accounts',
    'management',
    'two-pipelines',
    'two-pipelines-in-china',
    'platform',
    'guarded',
    'seven-systems',
    'audited',
    'audited-in-ops',
    'audited-by-the-organization',
  ])('in %s', async (name) => {
    const { snapshot, config } = accessSnapshot(name);
    expect(differencesOf(await foundAccess(snapshot, config), intendedAccess(config))).toEqual([]);
  });

  test('in people, which has everything that operated has, without the guardrails', async () => {
    const { snapshot, config } = unguardedSnapshot('people');
    expect(differencesOf(await foundAccess(snapshot, config), intendedAccess(config))).toEqual([]);
  });
});

test('nobody has a right over what the audit makes, whatever the Region, and its roles have none', async () => {
  const { snapshot, config } = accessSnapshot('audited-in-china');
  const found = await foundAccess(snapshot, config);
  const forwarding = `arn:aws-cn:iam::${config.accounts.ops}:role/orgstrap/${FORWARDING_ROLE}`;
  expect([...(found.get(forwarding) ?? [])].filter(([, rights]) => rights.length > 0)).toEqual([]);
  for (const target of [forwarding, AUDIT_KEY, TRAIL_LOGS_ROLE]) {
    expect([...found].map(([principal, row]) => [principal, row.get(target)])).toEqual(
      [...found.keys()].map((principal) => [principal, []]),
    );
  }
});

describe('the matrix of examples/four-accounts.yaml', () => {
  const file = 'examples/four-accounts.yaml';
  const committed = (name: string) => readFileSync(join(ROOT, 'docs', name), 'utf8');

  const { snapshot, config } = accessSnapshot('four-accounts');
  let matrix: AccessMatrix;
  beforeAll(async () => {
    matrix = await foundAccess(snapshot, config);
  });

  test('has exactly the rights that org.yaml intends', () => {
    expect(differencesOf(matrix, intendedAccess(config))).toEqual([]);
  });

  test('is current in docs/access-matrix.json, which `npm run access-matrix` writes', () => {
    expect(committed('access-matrix.json')).toBe(asJson(matrix, file));
  });

  test('is current in docs/access-matrix.md', () => {
    expect(committed('access-matrix.md')).toBe(asMarkdown(matrix, config, file));
  });
});

describe('a difference is', () => {
  const matrix = (rights: readonly ('list' | 'become')[], target = 'bucket'): AccessMatrix =>
    new Map([['alice', new Map([[target, rights]])]]);

  test.each<[string, AccessMatrix, AccessMatrix, readonly string[]]>([
    ['a right too many', matrix(['list']), matrix([]), ['alice on bucket: list, but intended is nothing']],
    ['a right too few', matrix([]), matrix(['list']), ['alice on bucket: nothing, but intended is list']],
    [
      'a thing that nobody intended, even with no right in it',
      matrix([], 'other'),
      matrix([]),
      [
        'alice on other: nothing, but intended is not in the matrix',
        'alice on bucket: not in the matrix, but intended is nothing',
      ],
    ],
    [
      'a principal that nobody intended',
      matrix([]),
      new Map(),
      ['alice on bucket: nothing, but intended is not in the matrix'],
    ],
  ])('%s', (_, here, there, lines) => {
    expect(differencesOf(here, there)).toEqual(lines);
  });

  test('not the order of rights', () => {
    expect(differencesOf(matrix(['list', 'become']), matrix(['become', 'list']))).toEqual([]);
  });
});
