import { decideCase } from './decide-case';
import { inTheDocuments } from './joined-statements';
import { type AccessSnapshot, accessSnapshot } from './organizations';
import { readTables } from './table';

const TABLES = readTables();
const WORLDS: ReadonlyMap<string, AccessSnapshot> = new Map(
  [...new Set(TABLES.flatMap(({ organizations }) => organizations))].map((name) => [name, accessSnapshot(name)]),
);

describe.each(TABLES)('$file', ({ organizations, cases }) => {
  describe.each(organizations)('in %s', (organization) => {
    test.each(cases)('$answer.expect: $name', async (asked) => {
      const place = WORLDS.get(organization) ?? accessSnapshot(organization);
      expect(inTheDocuments(await decideCase(place, asked), asked)).toEqual(asked.answer);
    });
  });

  test('what is allowed stands beside the nearest that is denied', () => {
    const names = cases.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
    const near = cases.filter(({ answer }) => answer.expect !== 'Allowed').map((denied) => denied.near);
    const allowed = cases.filter(({ answer }) => answer.expect === 'Allowed').map(({ name }) => name);
    expect(allowed.filter((name) => !near.includes(name))).toEqual([]);
    expect(near.filter((name) => name !== undefined && !allowed.includes(name))).toEqual([]);
  });
});
