import { isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';

/** An edit of one environment in the text of an `org.yaml`. */
export type OrgYamlEdit =
  | { readonly kind: 'add account'; readonly environment: string; readonly workspace: string; readonly id: string }
  | { readonly kind: 'remove account'; readonly environment: string; readonly workspace: string }
  | { readonly kind: 'remove OU'; readonly environment: string; readonly unit: string };

/** Where something is in the text: the index of its first character, and that behind its last one. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The text after an edit. Every other character stays: comments, order, quotes, line ends. Pure.
 *
 * @param text - a valid `org.yaml`
 * @returns undefined where what the edit is about is not in the text
 */
export function editedOrgYaml(text: string, edit: OrgYamlEdit): string | undefined {
  const document = parseDocument(text, { stringKeys: true });
  const key = edit.kind === 'remove OU' ? 'organizationalUnits' : 'accounts';
  const environment = document.getIn(['environments', edit.environment], true);
  const pair = isMap(environment) ? environment.items.find((item) => textOf(item.key) === key) : undefined;
  if (pair === undefined) return undefined;
  if (isSeq(pair.value) && edit.kind === 'remove OU') return withoutUnit(text, pair.value, edit.unit);
  if (!isMap(pair.value)) return undefined;
  if (edit.kind === 'add account') return withAccount(text, pair.value, `${keyText(edit.workspace)}: "${edit.id}"`);
  return edit.kind === 'remove account' ? withoutAccount(text, pair, pair.value, edit.workspace) : undefined;
}

/** A name that YAML would take for something else than text is in quotes. */
export function keyText(name: string): string {
  return /^[a-z][a-z0-9_-]*$/.test(name) && !/^(?:null|true|false)$/.test(name) ? name : `"${name}"`;
}

function withAccount(text: string, map: YAMLMap, entry: string): string {
  const spans = map.items.map(spanOfPair);
  const last = spans.at(-1);
  if (last === undefined) return replaced(text, spanOf(map), `{ ${entry} }`);
  const before = text.slice(lineStart(text, last.start), last.start);
  const isOnOwnLine = before.trim() === '';
  if (map.flow === true) {
    return replaced(
      text,
      { start: last.end, end: last.end },
      `,${isOnOwnLine ? `${lineEnd(text)}${before}` : ' '}${entry}`,
    );
  }
  const at = nextLine(text, last.end);
  const end = lineEnd(text);
  return replaced(
    text,
    { start: at, end: at },
    text[at - 1] === '\n' ? `${before}${entry}${end}` : `${end}${before}${entry}`,
  );
}

function withoutAccount(text: string, { key }: Pair, map: YAMLMap, workspace: string): string | undefined {
  const index = map.items.findIndex((item) => textOf(item.key) === workspace);
  const spans = map.items.map(spanOfPair);
  const span = spans[index];
  if (span === undefined) return undefined;
  if (spans.length > 1) return withoutItem(text, spans, index, map.flow === true);
  if (map.flow === true) return replaced(text, spanOf(map), '{}');
  // A map with nothing in it must say so: without a value the key would be null.
  const colon = text.indexOf(':', spanOf(key).end) + 1;
  return replaced(replaced(text, lineOf(text, span), ''), { start: colon, end: colon }, ' {}');
}

function withoutUnit(text: string, list: YAMLSeq, unit: string): string | undefined {
  const index = list.items.findIndex((item) => textOf(item) === unit);
  if (index === -1 || list.items.length === 1) return undefined;
  return withoutItem(text, list.items.map(spanOf), index, list.flow === true);
}

/** Takes one of several items out, with the rest of its line where it has one of its own. */
function withoutItem(text: string, spans: readonly Span[], index: number, isFlow: boolean): string {
  const span = spans[index] ?? { start: 0, end: 0 };
  const [previous, next] = [spans[index - 1], spans[index + 1]];
  const isAlone = (other: Span | undefined) => other === undefined || !sameLine(text, other.start, span.start);
  const isAtStart = /^[ \t]*(?:-[ \t]+)?$/.test(text.slice(lineStart(text, span.start), span.start));
  const isAtEnd = !isFlow || /^[ \t]*(?:,[ \t]*)?(?:#[^\n]*)?\r?$/.test(text.slice(span.end, lineStop(text, span.end)));
  if (isAtStart && isAtEnd && isAlone(previous) && isAlone(next)) return replaced(text, lineOf(text, span), '');
  if (next !== undefined) return replaced(text, { start: span.start, end: next.start }, '');
  // A comma may stay behind the last item, so what is on another line is left alone.
  const start = previous !== undefined && sameLine(text, previous.end, span.start) ? previous.end : span.start;
  return replaced(text, { start, end: span.end }, '');
}

function textOf(node: unknown): string | undefined {
  return isScalar(node) ? String(node.value) : undefined;
}

function spanOfPair({ key, value }: Pair): Span {
  return { start: spanOf(key).start, end: spanOf(value).end };
}

function spanOf(node: unknown): Span {
  if (!(isScalar(node) || isMap(node) || isSeq(node)) || !node.range)
    throw new Error('yaml parsed a node without a range');
  const [start, end] = node.range;
  return { start, end };
}

function replaced(text: string, { start, end }: Span, by: string): string {
  return `${text.slice(0, start)}${by}${text.slice(end)}`;
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** The index of the next line feed, or of the end. */
function lineStop(text: string, at: number): number {
  const index = text.indexOf('\n', at);
  return index === -1 ? text.length : index;
}

function nextLine(text: string, at: number): number {
  return Math.min(lineStop(text, at) + 1, text.length);
}

function lineOf(text: string, { start, end }: Span): Span {
  return { start: lineStart(text, start), end: nextLine(text, end) };
}

function sameLine(text: string, one: number, other: number): boolean {
  return lineStart(text, one) === lineStart(text, other);
}

/** Of the first line: a file has one kind. */
function lineEnd(text: string): string {
  return text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n';
}
