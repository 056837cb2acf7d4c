/**
 * Text as GitHub's Markdown shows it, letter by letter, in a cell of a table: nothing in it is markup, HTML, a link, a mention
 * of somebody or a reference to an issue, and it stays on its line.
 */
export function plain(text: string): string {
  // GitHub looks for mentions and references in what it has rendered, where a character reference is a letter again; it
  // passes over code.
  return escaped(text).replace(/&#(?:64|35);/g, (reference) => `<code>${reference}</code>`);
}

/** The same in the letters of code. Code spans of Markdown would take no character references. */
export function code(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

/** A link, to an address that is ours. */
export function link(text: string, uri: string): string {
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
