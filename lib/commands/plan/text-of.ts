import { canonical, isList, isObject, type Json, type JsonObject, listOf } from '../../domain/json';

/**
 * A value of a template as one line: text for people, and the same text for the same value with any order of its
 * keys. References become `${LogicalId}`, as in `Fn::Sub`.
 */
export function textOf(value: Json | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (isObject(value)) return reference(value) ?? canonical(value);
  return canonical(value);
}

/** An intrinsic function that yields text; undefined for everything else. */
function reference(value: JsonObject): string | undefined {
  const [[name, argument] = [], ...others] = Object.entries(value);
  if (others.length > 0 || argument === undefined) return undefined;
  if (name === 'Ref') return `\${${textOf(argument)}}`;
  if (name === 'Fn::GetAtt') return `\${${listOf(argument).map(textOf).join('.')}}`;
  if (name === 'Fn::Sub' && typeof argument === 'string') return argument;
  if (name === 'Fn::ImportValue') return `\${import ${textOf(argument)}}`;
  if (name === 'Fn::GetStackOutput' && isObject(argument)) {
    return `\${output ${textOf(argument.OutputName)} of ${textOf(argument.StackName)}}`;
  }
  if (name === 'Fn::Join' && isList(argument)) return joined(argument);
  if (name === 'Fn::Select' && isList(argument)) return part(argument);
  return undefined;
}

/** A part of a text that is split: its number behind the text. */
function part([index, list]: readonly Json[]): string | undefined {
  const [, text] = isObject(list) ? listOf(list['Fn::Split']) : [];
  const [, whole] = /^\$\{(.+)\}$/.exec(textOf(text)) ?? [];
  return whole === undefined ? undefined : `\${${whole} part ${textOf(index)}}`;
}

function joined([separator, parts]: readonly Json[]): string | undefined {
  return typeof separator === 'string' && isList(parts) ? parts.map(textOf).join(separator) : undefined;
}
