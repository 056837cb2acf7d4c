import { parseDocument } from 'yaml';
import { isObject, type Json } from '../../domain/json';
import type { Properties, Resource, Template } from './template';

/**
 * Reads a template as CloudFormation gives it back: JSON, or the YAML into which the CDK CLI turns it.
 *
 * @returns undefined where it cannot be read for certain: it is not a template, or has YAML tags, which orgstrap's never have.
 */
export function readTemplate(text: string): Template | undefined {
  const value = parsed(text);
  if (!isObject(value)) return undefined;
  const { Resources: resources, ...sections } = value;
  if (!isObject(resources)) return undefined;
  const read = Object.entries(resources).map(([id, resource]) => [id, readResource(resource)] as const);
  if (read.some(([, resource]) => resource === undefined)) return undefined;
  return {
    resources: Object.fromEntries(read.flatMap(([id, resource]) => (resource ? [[id, resource]] : []))),
    sections,
  };
}

/** What CDK has written is read quickly: JSON that comes out as it went in has no key twice. */
function parsed(text: string): Json | undefined {
  return ownJson(text) ?? ofYaml(text);
}

function ownJson(text: string): Json | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value: Json = JSON.parse(text);
    return JSON.stringify(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

function ofYaml(text: string): Json | undefined {
  const document = parseDocument(text, { uniqueKeys: true });
  if (document.errors.length > 0 || document.warnings.length > 0) return undefined;
  return document.toJS({ maxAliasCount: 100 });
}

function readResource(resource: Json): Resource | undefined {
  if (!isObject(resource) || typeof resource.Type !== 'string') return undefined;
  const { Type, Properties: properties = {}, ...others } = resource;
  const attributes = withoutPaths(others);
  return typeof Type === 'string' && isObject(properties)
    ? { Type, Properties: properties satisfies Properties, attributes }
    : undefined;
}

/** The CDK CLI has the paths of constructs written into the metadata, and `orgstrap plan` has not: no account sees a difference. */
function withoutPaths({ Metadata: metadata, ...attributes }: Properties): Properties {
  if (!isObject(metadata)) return metadata === undefined ? attributes : { ...attributes, Metadata: metadata };
  const rest = Object.fromEntries(Object.entries(metadata).filter(([name]) => !name.startsWith('aws:cdk:')));
  return Object.keys(rest).length === 0 ? attributes : { ...attributes, Metadata: rest };
}
