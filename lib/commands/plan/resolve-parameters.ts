import { isList, isObject, type Json } from '../../domain/json';
import type { Properties, Resource, Template } from './template';

/** The values of a template's parameters, as StackSets and stacks are given them. */
export type ParameterValues = Readonly<Record<string, string>>;

/**
 * Puts the values of the parameters into the resources. Whom a role trusts may be a parameter: with its value in place,
 * a longer list is seen where it matters, in the trust policy.
 *
 * A `NoEcho` parameter stays a reference: nobody can read its value back, and it should not be shown.
 */
export function resolveParameters(template: Template, values: ParameterValues): Template {
  const known = knownValues(template.sections.Parameters, values);
  if (known.size === 0) return template;
  const { Conditions: conditions, ...others } = template.sections;
  return {
    resources: Object.fromEntries(
      Object.entries(template.resources).map(([id, resource]) => [id, resolvedResource(resource, known)]),
    ),
    sections: conditions === undefined ? others : { ...others, Conditions: resolved(conditions, known) },
  };
}

/** The names of parameters whose values cannot be compared. */
export function hiddenParameters({ sections: { Parameters: declared } }: Template): readonly string[] {
  return isObject(declared) ? Object.keys(declared).filter((name) => isHidden(declared[name])) : [];
}

function knownValues(declared: Json | undefined, given: ParameterValues): ReadonlyMap<string, Json> {
  const known = new Map<string, Json>();
  if (!isObject(declared)) return known;
  for (const [name, declaration] of Object.entries(declared)) {
    if (!isObject(declaration) || isHidden(declaration)) continue;
    const value = given[name] ?? declaration.Default;
    if (value === undefined) continue;
    known.set(name, isListType(declaration.Type) ? itemsOf(String(value)) : String(value));
  }
  return known;
}

function itemsOf(list: string): readonly string[] {
  return list
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function isHidden(declaration: Json | undefined): boolean {
  return isObject(declaration) && String(declaration.NoEcho) === 'true';
}

function isListType(type: Json | undefined): boolean {
  return typeof type === 'string' && (type === 'CommaDelimitedList' || type.startsWith('List<'));
}

function resolvedResource(
  { Type, Properties: properties, attributes }: Resource,
  known: ReadonlyMap<string, Json>,
): Resource {
  return { Type, Properties: resolvedProperties(properties, known), attributes };
}

function resolvedProperties(properties: Properties, known: ReadonlyMap<string, Json>): Properties {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, resolved(value, known)]));
}

function resolved(value: Json, known: ReadonlyMap<string, Json>): Json {
  if (isList(value)) return value.map((item) => resolved(item, known));
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  if (keys.length === 1 && typeof value.Ref === 'string') return known.get(value.Ref) ?? value;
  if (keys.length === 1 && typeof value['Fn::Sub'] === 'string')
    return { 'Fn::Sub': substituted(value['Fn::Sub'], known) };
  return resolvedProperties(value, known);
}

function substituted(text: string, known: ReadonlyMap<string, Json>): string {
  return text.replace(/\$\{([A-Za-z0-9]+)\}/g, (whole, name: string) => {
    const value = known.get(name);
    return typeof value === 'string' ? value : whole;
  });
}
