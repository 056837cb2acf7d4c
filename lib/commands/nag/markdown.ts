import { placeText } from '../../writers/reports/place';
import { type AcknowledgedFinding, type NagReport, type PlacedFinding, summaryOf } from './report';
import { helpFor } from './rule-help';

/**
 * The most of a comment, in bytes. GitHub refuses one of more than 65,536 characters, and a workflow may want to add a line
 * of its own.
 */
export const COMMENT_LIMIT = 65_000;

/** The job that posts the report finds the comment of the run before by this line, and replaces it. */
export const MARKER = '<!-- orgstrap nag -->';

/** What always stays free for what comes after the open findings. */
const KEPT_FOR_ACKNOWLEDGED = 15_000;

/**
 * The report as Markdown for a comment on a pull request: the open findings in a table, the acknowledged ones folded away
 * with their reasons. It never gets longer than a comment may be: rows that do not fit are counted.
 */
export function markdownOf(report: NagReport): string {
  const { open, acknowledged, checks, config, incomplete } = report;
  const head = [
    MARKER,
    `### orgstrap nag: ${summaryOf(report)}`,
    '',
    `${code(config)}, checked by ${plain(checks.join(', '))}.`,
    ...(incomplete === undefined ? [] : ['', `**Not complete:** ${plain(incomplete)}.`]),
    '',
  ].join('\n');
  const openTable = table(
    '\n| | Rule | Where | Finding |\n|---|---|---|---|\n',
    open.map(openRow),
    COMMENT_LIMIT - KEPT_FOR_ACKNOWLEDGED - bytes(head),
  );
  const fold = `\n<details>\n<summary>${acknowledged.length} acknowledged, with their reasons</summary>\n\n`;
  const end = '\n</details>\n';
  const acknowledgedTable = table(
    '| Rule | Where | Reason |\n|---|---|---|\n',
    grouped(acknowledged).map(acknowledgedRow),
    COMMENT_LIMIT - bytes(head) - bytes(openTable) - bytes(fold) - bytes(end),
  );
  return `${head}${openTable}${acknowledgedTable === '' ? '' : `${fold}${acknowledgedTable}${end}`}`;
}

function openRow(finding: PlacedFinding): string {
  const { severity, check, rule, found, places, construct, message, fix } = finding;
  const where = [code(placeText(places[0])), ...(construct === '' ? [] : [plain(construct)])].join('<br>');
  const what = [
    ...(found === undefined ? [] : [code(cut(found, 300))]),
    plain(cut(message, 600)),
    ...(fix === undefined ? [] : [`Fix: ${plain(cut(fix, 300))}`]),
  ].join('<br>');
  return `| ${severity} | ${link(rule, helpFor(check, rule).uri)} | ${where} | ${what} |\n`;
}

/** The same rule accepted at the same construct for the same reason: one row, with all that it names. */
interface Group {
  readonly rule: string;
  readonly at: string;
  readonly reason: string;
  readonly where: string;
  readonly found: readonly string[];
}

function grouped(findings: readonly AcknowledgedFinding[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { rule, found, places, acknowledgement } of findings) {
    const { at, reason, place } = acknowledgement;
    const key = JSON.stringify([rule, at, reason]);
    const group = groups.get(key) ?? { rule, at, reason, where: placeText(place ?? places[0]), found: [] };
    groups.set(key, { ...group, found: [...group.found, ...(found === undefined ? [] : [found])] });
  }
  return [...groups.values()];
}

const NAMED = 3;

function acknowledgedRow({ rule, at, reason, where, found }: Group): string {
  const rest = found.length - NAMED;
  const named = [...found.slice(0, NAMED).map((one) => code(cut(one, 200))), ...(rest > 0 ? [`and ${rest} more`] : [])];
  return `| ${[plain(rule), ...named].join('<br>')} | ${code(where)}<br>${plain(at)} | ${plain(cut(reason, 600))} |\n`;
}

/** As many rows as fit, and how many did not; nothing where there are none. */
function table(header: string, rows: readonly string[], limit: number): string {
  if (rows.length === 0) return '';
  const note = (left: number) => `\nand ${left} more that do not fit here; the other formats have all.\n`;
  let text = header;
  for (const [index, row] of rows.entries()) {
    if (bytes(text) + bytes(row) + bytes(note(rows.length)) > limit) return `${text}${note(rows.length - index)}`;
    text += row;
  }
  return text;
}

function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}

/**
 * Text as GitHub's Markdown shows it, letter by letter, in a cell of a table: nothing in it is markup, HTML, a link, a name
 * that GitHub notifies or a reference to an issue, and it stays on its line.
 */
export function plain(text: string): string {
  // GitHub looks for names and references in what it has rendered, where a character reference is a letter again; it
  // passes over code.
  return escaped(text).replace(/&#(?:64|35);/g, (reference) => `<code>${reference}</code>`);
}

/** The same in the letters of code. Code spans of Markdown would take no character references. */
export function code(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

/** A link, to an address that is ours. */
function link(text: string, uri: string): string {
  return `[${escaped(text)}](${uri})`;
}

/** @see https://github.github.com/gfm/#entity-and-numeric-character-references - a character reference is never markup */
function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[&<>|`*_[\]~\\@#$!(){}"']|:\/\/|www\.|^[-+=]/g, (found) =>
      [...found].map((character) => `&#${character.codePointAt(0)};`).join(''),
    );
}
