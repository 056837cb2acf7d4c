import fc from 'fast-check';
import { csvCell, csvOf } from '../../../lib/commands/nag/csv';
import { BUCKET, EMPTY, REPORT, reportOf } from './sample-report';

/** A parser of RFC 4180 in which every cell is quoted. */
function parsed(csv: string): readonly (readonly string[])[] {
  const cell = /"((?:[^"]|"")*)"(,|\r\n)/gy;
  const rows: string[][] = [[]];
  for (let match = cell.exec(csv); match !== null; match = cell.exec(csv)) {
    rows.at(-1)?.push((match[1] ?? '').replaceAll('""', '"'));
    if (match[2] !== ',') rows.push([]);
  }
  expect(rows.pop()).toEqual([]);
  return rows;
}

test('each finding is a row, the acknowledged ones with their reasons', () => {
  const [header = [], ...rows] = parsed(csvOf(REPORT));
  const objects = rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index]])));
  expect(objects).toEqual([
    expect.objectContaining({
      status: 'open',
      severity: 'error',
      rule: 'AwsSolutions-S1',
      file: 'lib/constructs/private-bucket.ts',
      line: '20',
      reason: '',
    }),
    expect.objectContaining({ status: 'open', severity: 'warning', rule: 'W1001', fix: 'use SERVICE_MANAGED' }),
    expect.objectContaining({
      status: 'acknowledged',
      rule: 'AwsSolutions-IAM5',
      found: 'Action::s3:Get*',
      file: 'policies/services/s3.json',
      line: '22',
      reason: 'Reading what a bucket is like.',
      'acknowledged at': 'Member-ProductAccount/Services/Apply1',
    }),
  ]);
});

test('without findings there is only the header', () => {
  expect(parsed(csvOf(EMPTY))).toHaveLength(1);
});

test('every row has as many cells as the header, whatever a message holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (message) => {
      const [header, row] = parsed(csvOf(reportOf([{ ...BUCKET, message }])));
      expect(row).toHaveLength(header?.length ?? 0);
      expect(row).toContain(parsed(`${csvCell(message)}\r\n`)[0]?.[0]);
    }),
  );
});

describe('a spreadsheet takes for text', () => {
  test.each([
    '=HYPERLINK("http://x")',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '  =1',
    '＝1',
    '＋1',
    '－1',
    '＠a',
    '\u00a0=1',
  ])('%j', (text) => {
    expect(parsed(`${csvCell(text)}\r\n`)).toEqual([[`'${text}`]]);
  });

  test.each(['a=1', '1-1', 'arn:aws:iam::1:role/*', '', '"', "'=1"])('%j as it is', (text) => {
    expect(parsed(`${csvCell(text)}\r\n`)).toEqual([[text]]);
  });
});
