import Table from 'cli-table3';
import fc from 'fast-check';
import { columns, table } from '../../lib/terminal/columns';

test('columns are as wide as their widest cell, and the last one ends where its text ends', () => {
  expect(
    columns([
      ['ok', 'root id', 'r-abcd'],
      ['finding', 'MFA', ''],
    ]),
  ).toEqual(['ok       root id  r-abcd', 'finding  MFA      ']);
  expect(columns([])).toEqual([]);
});

test('a table looks like one of cli-table3', () => {
  const line = fc.stringMatching(/^[ -~]{0,12}$/);
  const cell = fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'));
  const rows = (width: number) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 4 });
  const titled = fc
    .array(line, { minLength: 1, maxLength: 4 })
    .chain((titles) => fc.tuple(fc.constant(titles), rows(titles.length)));
  fc.assert(
    fc.property(titled, ([titles, cells]) => {
      const theirs = new Table({ head: titles, style: { head: [], border: [] }, wordWrap: true });
      theirs.push(...cells);
      expect(table(titles, cells)).toBe(theirs.toString());
    }),
  );
});
