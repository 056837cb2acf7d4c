import { isObject, listOf } from '../../domain/json';
import type { Properties, Resource, Template } from './template';

/** The StackSets of a template by their names. */
export function stackSetsOf({ resources }: Template): ReadonlyMap<string, Properties> {
  return new Map(
    Object.values(resources).flatMap(({ Type: type, Properties: properties }) => {
      const { StackSetName: name } = properties;
      return type === 'AWS::CloudFormation::StackSet' && typeof name === 'string' ? [[name, properties] as const] : [];
    }),
  );
}

export function countStackSets({ resources }: Template): number {
  return Object.values(resources).filter(({ Type: type }) => type === 'AWS::CloudFormation::StackSet').length;
}

/** The member template in a StackSet's properties, as text. */
export function templateBodyOf(stackSet: Properties | undefined): string | undefined {
  return typeof stackSet?.TemplateBody === 'string' ? stackSet.TemplateBody : undefined;
}

/** The set-level parameters in a StackSet's properties. */
export function parametersOf(stackSet: Properties | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    listOf(stackSet?.Parameters).flatMap((parameter) => {
      if (!isObject(parameter)) return [];
      const { ParameterKey: key, ParameterValue: value } = parameter;
      return typeof key === 'string' && typeof value === 'string' ? [[key, value]] : [];
    }),
  );
}

/** A template whose StackSets say nothing about their members: those are compared for themselves. */
export function withoutMembers({ resources, sections }: Template): Template {
  return {
    sections,
    resources: Object.fromEntries(Object.entries(resources).map(([id, resource]) => [id, bare(resource)])),
  };
}

function bare(resource: Resource): Resource {
  if (resource.Type !== 'AWS::CloudFormation::StackSet') return resource;
  const { TemplateBody: _, Parameters: __, ...properties } = resource.Properties;
  return { ...resource, Properties: properties };
}
