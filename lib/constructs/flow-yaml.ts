import { isList, isObject, type Json } from '../domain/json';

/**
 * A value as YAML in flow style, on one line: JSON with as few quotation marks as YAML needs.
 *
 * A template that is text inside of another template is quoted once more there, and each quotation mark of JSON becomes two characters.
 * Both templates have one limit of 51,200 bytes.
 *
 * Text goes without quotation marks only where every reader of YAML 1.1 and 1.2 takes it for that text: a colon inside of a flow collection
 * is not, in older ones.
 *
 * @see https://yaml.org/spec/1.1/#id902924
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
export function flowYaml(value: Json): string {
  if (typeof value === 'string') return scalar(value);
  if (isList(value)) return `[${value.map(flowYaml).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, element]) => `${scalar(key)}: ${flowYaml(element)}`);
  return `{${entries.join(',')}}`;
}

function scalar(text: string): string {
  if (PLAIN.test(text) && !SPECIAL.test(text)) return text;
  return PRINTABLE.test(text) ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
}

/** Nothing that any version of YAML reads as a mark of its own, as a number or as a date. */
const PLAIN = /^[A-Za-z/][A-Za-z0-9_/.*-]*(?: [A-Za-z0-9_/.*-]+)*$/;

/** Words that are no text: truth values of YAML 1.1, and nothing. Their case varies. */
const SPECIAL = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** On one line, so that nothing is folded. */
const PRINTABLE = /^[\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/;
