/** An element of an XML document. */
export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  /** Elements, or text. */
  readonly content?: readonly XmlElement[] | string;
}

/** An XML 1.0 document, one element a line. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${rendered(root, '')}`;
}

function rendered({ name, attributes = {}, content = [] }: XmlElement, indent: string): string {
  const start = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(String(value))}"`)].join(
    ' ',
  );
  if (content.length === 0) return `${indent}<${start}/>\n`;
  if (typeof content === 'string') return `${indent}<${start}>${escaped(content)}</${name}>\n`;
  return `${indent}<${start}>\n${content.map((child) => rendered(child, `${indent}  `)).join('')}${indent}</${name}>\n`;
}

/**
 * Text that an XML parser reads back as it was. White space is written as references, or a parser would turn it into spaces
 * in an attribute, and a carriage return into a line feed everywhere. What XML 1.0 cannot hold at all is replaced.
 *
 * @see https://www.w3.org/TR/xml/#charsets
 */
function escaped(text: string): string {
  return text.replace(FORBIDDEN, '\uFFFD').replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** All but the characters of XML 1.0; half a surrogate pair is none of them. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
