import { type JsonObject, objectOf, textOf } from './json';
import type { Resource, Template } from './stack';

const SECTIONS: ReadonlySet<string> = new Set([
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Outputs',
  'Parameters',
  'Resources',
]);

/** What says how a resource is made or kept, and nothing of what it is. */
const ATTRIBUTES: ReadonlySet<string> = new Set([
  'DeletionPolicy',
  'DependsOn',
  'Metadata',
  'Properties',
  'Type',
  'UpdateReplacePolicy',
]);

/**
 * A template as far as its resources go, and what it exports of them.
 *
 * @throws Error where it has a section, or a resource an attribute, that could change what is made: a condition, a
 *   transform, a mapping.
 */
export function readTemplate(template: unknown, name: string): Template {
  const sections = objectOf(template, name);
  refuseOthers(sections, SECTIONS, name);
  return {
    parameters: entriesOf(sections.Parameters ?? {}, name, (parameter, what) => objectOf(parameter, what)),
    resources: entriesOf(sections.Resources, name, resourceOf),
    outputs: entriesOf(sections.Outputs ?? {}, name, (output, what) => objectOf(output, what)),
  };
}

function resourceOf(value: unknown, what: string): Resource {
  const attributes = objectOf(value, what);
  refuseOthers(attributes, ATTRIBUTES, what);
  return {
    type: textOf(attributes.Type, `the type of ${what}`),
    properties: objectOf(attributes.Properties ?? {}, `the properties of ${what}`),
  };
}

function entriesOf<T>(section: unknown, name: string, read: (value: unknown, what: string) => T): Map<string, T> {
  const entries = Object.entries(objectOf(section, `a section of ${name}`));
  return new Map(entries.map(([id, value]) => [id, read(value, `${id} of ${name}`)]));
}

function refuseOthers(object: JsonObject, known: ReadonlySet<string>, what: string): void {
  const unknown = Object.keys(object).filter((key) => !known.has(key));
  if (unknown.length > 0) throw new Error(`${what} has ${unknown.join(', ')}, which is not evaluated here`);
}
