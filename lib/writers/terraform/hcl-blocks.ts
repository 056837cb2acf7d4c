/** A block of a Terraform file: `backend "s3" {`, to its closing brace. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  /** Where it begins and ends in the text, and where what is in it does. */
  readonly begin: number;
  readonly end: number;
  readonly body: readonly [begin: number, end: number];
}

/**
 * The blocks in a part of a text, not those within them. What Terraform would not read is passed over: Terraform says so itself.
 *
 * @param masked - the text without what is in strings and comments (`maskedHcl`)
 * @see https://developer.hashicorp.com/terraform/language/syntax/configuration
 */
export function blocksIn(text: string, masked: string, [from, to]: readonly [number, number]): readonly HclBlock[] {
  const blocks: HclBlock[] = [];
  const header = /(?<=^|[\n{};])([ \t]*)([A-Za-z_][\w-]*)((?:[ \t]+(?:"[^"\n]*"|[A-Za-z_][\w-]*))*)[ \t]*\{/g;
  header.lastIndex = from;
  for (let found = header.exec(masked); found !== null && found.index < to; found = header.exec(masked)) {
    const [whole, indent = '', type = '', written = ''] = found;
    const begin = found.index + indent.length;
    const inside = found.index + whole.length;
    const end = endOf(masked, inside);
    const labels = text.slice(begin + type.length, begin + type.length + written.length);
    blocks.push({ type, labels: labelsIn(labels), begin, end, body: [inside, end - 1] });
    header.lastIndex = end;
  }
  return blocks;
}

function labelsIn(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|([\w-]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

/** Behind the brace that closes what has begun. */
function endOf(masked: string, inside: number): number {
  let depth = 1;
  for (let at = inside; at < masked.length; at++) {
    if (masked[at] === '{') depth++;
    if (masked[at] === '}' && --depth === 0) return at + 1;
  }
  return masked.length;
}

/** The names of the arguments in a block, and of the blocks, but not of what is in these. */
export function argumentsIn(masked: string, [from, to]: readonly [number, number]): readonly string[] {
  let depth = 0;
  return masked
    .slice(from, to)
    .split('\n')
    .flatMap((line) => {
      const [, name] = depth === 0 ? (/^\s*([A-Za-z_][\w-]*)\s*[={"]/.exec(line) ?? []) : [];
      depth += (line.match(/[{[(]/g)?.length ?? 0) - (line.match(/[}\])]/g)?.length ?? 0);
      return name === undefined ? [] : [name];
    });
}

/** Comments, strings and heredocs, in which braces mean nothing. A string may hold expressions that hold strings. */
const UNREAD = /#.*|\/\/.*|\/\*[\s\S]*?(?:\*\/|$)|<<-?[ \t]*([A-Za-z_][\w-]*)\n[\s\S]*?(?:\n[ \t]*\1(?=\s|$)|$)/y;

/** The text with spaces in place of all that is in comments, strings and heredocs: every character and line stays where it is. */
export function maskedHcl(text: string): string {
  let masked = '';
  while (masked.length < text.length) {
    UNREAD.lastIndex = masked.length;
    const [unread] = UNREAD.exec(text) ?? [];
    if (unread !== undefined) masked += blank(unread);
    else if (text[masked.length] === '"') masked += maskedString(text, masked.length);
    else masked += text[masked.length];
  }
  return masked;
}

function maskedString(text: string, begin: number): string {
  const end = endOfString(text, begin + 1);
  return `"${blank(text.slice(begin + 1, end))}${end < text.length ? '"' : ''}`;
}

/** At the quote that ends a string; strings within its expressions are a part of it. */
function endOfString(text: string, inside: number): number {
  let at = inside;
  while (at < text.length && text[at] !== '"' && text[at] !== '\n') {
    if (text[at] === '\\') at += 2;
    else if (/^[$%]\{/.test(text.slice(at, at + 2)) && text[at - 1] !== text[at]) at = endOfExpression(text, at + 2);
    else at++;
  }
  return Math.min(at, text.length);
}

function endOfExpression(text: string, inside: number): number {
  let at = inside;
  let depth = 1;
  while (at < text.length && depth > 0) {
    if (text[at] === '{') depth++;
    if (text[at] === '}') depth--;
    at = text[at] === '"' ? endOfString(text, at + 1) + 1 : at + 1;
  }
  return at;
}

/** Every line stays where it is. */
export function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}
