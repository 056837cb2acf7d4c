import { type JsonObject, objectOf, textOf } from '../iam/json';

/** A template in an account, with everything that decides what its functions give. */
export interface Stack {
  readonly name: string;
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  readonly template: Template;
  readonly parameters: ReadonlyMap<string, string | readonly string[]>;
  /** What it may import, by the name of the export. @default - nothing */
  readonly exports?: ReadonlyMap<string, Export>;
  /** What it may read, by the name of the stack, a dot and the key of the output. @default - nothing */
  readonly outputs?: ReadonlyMap<string, Export>;
}

/** An output that other stacks may import or read: a value in the stack that evaluates it. */
export interface Export {
  readonly value: unknown;
  readonly stack: Stack;
}

/** What is read of a template; `readTemplate` refuses what is not. */
interface Template {
  readonly parameters: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly outputs: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

interface Resource {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

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

/**
 * The values of a template's parameters, as CloudFormation takes them.
 *
 * @throws Error where a value is missing, is refused by the template, or belongs to no parameter.
 */
export function parametersOf(
  template: Template,
  given: ReadonlyMap<string, string>,
  stack: string,
): ReadonlyMap<string, string | readonly string[]> {
  for (const name of given.keys()) {
    if (!template.parameters.has(name)) throw new Error(`${stack} is given ${name}, but has no such parameter`);
  }
  return new Map(
    [...template.parameters].map(([name, parameter]) => [
      name,
      parameterValueOf(`the parameter ${name} of ${stack}`, parameter, given.get(name)),
    ]),
  );
}

function parameterValueOf(what: string, parameter: JsonObject, given: string | undefined): string | readonly string[] {
  const text = given ?? parameter.Default;
  if (typeof text !== 'string') throw new Error(`${what} has no value`);
  switch (parameter.Type) {
    case 'String':
      return allowed(what, parameter, text);
    case 'CommaDelimitedList':
      return text.split(',').map((element) => allowed(what, parameter, element.trim()));
    default:
      throw new Error(`${what} is of the type ${parameter.Type}, which is not evaluated here`);
  }
}

function allowed(what: string, { AllowedPattern: pattern }: JsonObject, value: string): string {
  if (typeof pattern === 'string' && !new RegExp(`^(?:${pattern})$`).test(value)) {
    throw new Error(`${what} is ${JSON.stringify(value)}, which ${pattern} does not allow`);
  }
  return value;
}
