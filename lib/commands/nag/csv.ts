import type { AcknowledgedFinding, NagReport, PlacedFinding } from './report';

const HEADER = [
  'status',
  'severity',
  'check',
  'rule',
  'found',
  'construct',
  'resource type',
  'file',
  'line',
  'message',
  'fix',
  'reason',
  'acknowledged at',
];

/**
 * The report as CSV, a row for each finding, the acknowledged ones with their reasons.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function csvOf({ open, acknowledged }: NagReport): string {
  return [
    HEADER,
    ...open.map((finding) => [...rowOf('open', finding), '', '']),
    ...acknowledged.map((finding) => [
      ...rowOf('acknowledged', finding),
      finding.acknowledgement.reason,
      finding.acknowledgement.at,
    ]),
  ]
    .map((row) => `${row.map(csvCell).join(',')}\r\n`)
    .join('');
}

function rowOf(status: 'open' | 'acknowledged', finding: PlacedFinding | AcknowledgedFinding): readonly string[] {
  const { severity, check, rule, found = '', construct, resourceType = '', places, message, fix = '' } = finding;
  const [{ path, line }] = places;
  return [status, severity, check, rule, found, construct, resourceType, path, String(line), message, fix];
}

/**
 * A quoted cell. What a spreadsheet would take for a formula gets an apostrophe in front: it begins, after white space or
 * not, with `=`, `+`, `-`, `@` or one of their full-width forms, or with a tab or a carriage return.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(text: string): string {
  const safe = /^(?:[\t\r]|\s*[=+\-@＝＋－＠])/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
