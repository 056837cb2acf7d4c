import type { SecretText } from './secret-text';

/**
 * A line of somebody else's output as it may be shown: without what a terminal would obey, and without the secret in any form in which
 * tools print one, or a part of it that is long enough to help. Somebody who wants to print it finds a form that is not known here.
 */
export function maskedText(line: string, secret: SecretText): string {
  const text = withoutEscapes(line);
  const value = secret.reveal();
  if (value === '') return text;
  return withoutParts(text.replace(spelling(value), MASK), formsOf(value));
}

const MASK = '[secret]';

/** What is shorter says too little of 40 characters, and would be found in harmless text. */
const LEAST = 12;

const ESC = '\\u001b';

/** Operating system commands and the like with their text, then control sequences, then what is left of both; tabs are harmless. */
const ESCAPES = new RegExp(
  [
    `(?:${ESC}[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u009c\\u001b]*(?:\\u0007|\\u009c|${ESC}\\\\)?`,
    `(?:${ESC}\\[|\\u009b)[0-?]*[ -/]*[@-~]?`,
    `${ESC}[ -/]*[0-~]?`,
    // Of single characters, those that move the cursor, and those that turn the direction of text.
    '[\\u0000-\\u0008\\u000a-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]',
  ].join('|'),
  'g',
);

/** A text without what a terminal would obey, and without what turns its direction. */
export function withoutEscapes(text: string): string {
  return text.replace(ESCAPES, '');
}

/** Matches a text of which every character may be escaped in a way of its own, with quotes and white space between them. */
function spelling(text: string): RegExp {
  const characters = [...text].map((character) => {
    const code = character.charCodeAt(0);
    const hex = code.toString(16).padStart(2, '0');
    const forms = [
      `\\\\?${escaped(character)}`,
      `%(?:25)*${anyCase(hex)}`,
      `=${anyCase(hex)}`,
      `\\\\+u\\{?0*${anyCase(hex)}\\}?`,
      `\\\\+x${anyCase(hex)}`,
      `\\\\+0?${code.toString(8).padStart(3, '0')}`,
      `&#0*${code};`,
      `&#[xX]0*${anyCase(hex)};`,
    ];
    return `(?:${forms.join('|')})`;
  });
  return new RegExp(characters.join('[\\s\'"+,\\\\]{0,6}?'), 'g');
}

function escaped(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

/** Forms of which a part says a part of the secret. */
function formsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const wide = Buffer.from(text, 'utf16le');
  const hexes = [bytes, wide].flatMap((each) => {
    const hex = each.toString('hex');
    const pairs = hex.match(/../g) ?? [];
    return [hex, pairs.join(' '), pairs.join(':'), (hex.match(/.{4}/g) ?? []).join(' ')];
  });
  const turned = [...text].reverse().join('');
  return [
    text,
    turned,
    text.toLowerCase(),
    text.toUpperCase(),
    ...hexes.flatMap((hex) => [hex, hex.toUpperCase()]),
    ...[bytes, wide, Buffer.from(turned)].flatMap(base64Forms),
    ...base64Forms(Buffer.from(bytes.toString('base64'))),
  ];
}

/** Behind other bytes, of which there are none to two in a group of three, it has other characters. */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const first = before === 0 ? 0 : 4;
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // The last group has something of what follows.
    const own = whole.slice(first, whole.length - (whole.length % 4 === 0 && bytes.length % 3 !== 0 ? 4 : 0));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** A text whose characters that stand in a part of one of the forms are hidden; it has no NUL of its own. */
function withoutParts(text: string, forms: readonly string[]): string {
  const parts = new Set(forms.flatMap(partsOf));
  const begins = partsOf(text).map((part) => parts.has(part));
  const isHidden = (index: number) => begins.slice(Math.max(0, index - LEAST + 1), index + 1).includes(true);
  const units = text.split('').map((unit, index) => (isHidden(index) ? NUL : unit));
  return units.join('').replace(HIDDEN, MASK);
}

function partsOf(text: string): readonly string[] {
  return Array.from({ length: Math.max(0, text.length - LEAST + 1) }, (_, from) => text.slice(from, from + LEAST));
}

const NUL = '\u0000';
const HIDDEN = new RegExp(`${NUL}+`, 'g');
