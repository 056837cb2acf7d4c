import { elementsOf, isObject, type Json, objectOf, textOf, textsOf } from '../iam/json';
import { attributeOf, type NamedResource, referenceTo } from './physical-names';
import type { Stack } from './template';

/**
 * A value of a template with its functions evaluated.
 *
 * @throws Error for a function, a pseudo parameter or a reference that it does not know: to leave one as it is would make
 *   a policy that nobody has.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export function resolve(value: unknown, stack: Stack): Json {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((element) => resolve(element, stack));
  if (!isObject(value)) throw new Error(`${stack.name} has a ${value}, which CloudFormation does not take`);
  const keys = Object.keys(value);
  const [name] = keys;
  if (name === undefined || !isFunction(name)) {
    refuseHidden(keys, stack);
    return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, resolve(element, stack)]));
  }
  if (keys.length > 1) throw new Error(`${stack.name} has ${name} beside ${keys.slice(1).join(', ')}`);
  return evaluate(name, value[name], stack);
}

/** @throws Error where the template has no such resource. */
export function namedResource(id: string, stack: Stack): NamedResource {
  const resource = stack.template.resources.get(id);
  if (resource === undefined) throw new Error(`${stack.name} refers to ${id}, which is not in it`);
  const { type, properties } = resource;
  return {
    id,
    type,
    text: (property) =>
      properties[property] === undefined
        ? undefined
        : textOf(resolve(properties[property], stack), `${property} of ${id}`),
  };
}

function evaluate(name: string, argument: unknown, stack: Stack): Json {
  switch (name) {
    case 'Ref':
      return reference(textOf(argument, 'Ref'), stack);
    case 'Fn::GetAtt':
      return attribute(argument, stack);
    case 'Fn::ImportValue':
      return imported(argument, stack);
    case 'Fn::GetStackOutput':
      return stackOutput(argument, stack);
    case 'Fn::Join':
      return join(argument, stack);
    case 'Fn::Sub':
      return substitute(argument, stack);
    case 'Fn::Split':
      return split(argument, stack);
    case 'Fn::Select':
      return select(argument, stack);
    default:
      throw new Error(`${stack.name} uses ${name}, which is not evaluated here`);
  }
}

function isFunction(key: string): boolean {
  return key === 'Ref' || key.startsWith('Fn::');
}

function refuseHidden(keys: readonly string[], stack: Stack): void {
  const hidden = keys.find(isFunction);
  if (hidden !== undefined) throw new Error(`${stack.name} has ${hidden} beside ${keys[0]}`);
}

function reference(name: string, stack: Stack): string | readonly string[] {
  return pseudoParameter(name, stack) ?? stack.parameters.get(name) ?? referenceTo(namedResource(name, stack), stack);
}

function pseudoParameter(name: string, { name: stackName, account, partition, region }: Stack): string | undefined {
  switch (name) {
    case 'AWS::AccountId':
      return account;
    case 'AWS::Partition':
      return partition;
    case 'AWS::Region':
      return region;
    case 'AWS::StackName':
      return stackName;
    case 'AWS::StackId':
      return `arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}/${STACK_UUID}`;
    default:
      if (name.startsWith('AWS::')) throw new Error(`${stackName} uses ${name}, which is not evaluated here`);
      return undefined;
  }
}

/** CloudFormation makes one when it makes the stack; here it is the same for all, so that what is named by it can be asked about. */
const STACK_UUID = '00000000-0000-0000-0000-000000000000';

function attribute(argument: unknown, stack: Stack): string {
  const [id, name] = typeof argument === 'string' ? halvesOf(argument) : elementsOf(argument, 'Fn::GetAtt');
  return attributeOf(namedResource(textOf(id, 'Fn::GetAtt'), stack), textOf(name, 'Fn::GetAtt'), stack);
}

function imported(argument: unknown, stack: Stack): Json {
  const name = textOf(resolve(argument, stack), 'Fn::ImportValue');
  const exported = stack.exports?.get(name);
  if (exported === undefined) {
    throw new Error(`${stack.name} imports ${name}, which no stack of its account and Region exports`);
  }
  return resolve(exported.value, exported.stack);
}

function stackOutput(argument: unknown, stack: Stack): Json {
  const { StackName, OutputName, Region = stack.region, ...others } = objectOf(argument, 'Fn::GetStackOutput');
  const key = `${textOf(resolve(StackName, stack), 'StackName')}.${textOf(resolve(OutputName, stack), 'OutputName')}`;
  const output = Region === stack.region && Object.keys(others).length === 0 ? stack.outputs?.get(key) : undefined;
  if (output === undefined) throw new Error(`${stack.name} reads ${key}, which no stack of its account and Region has`);
  return resolve(output.value, output.stack);
}

function join(argument: unknown, stack: Stack): string {
  const [separator, list] = elementsOf(argument, 'Fn::Join');
  const elements = elementsOf(resolve(list, stack), 'the list of Fn::Join');
  return elements
    .map((element) => textOf(element, 'an element of Fn::Join'))
    .join(textOf(separator, 'the separator of Fn::Join'));
}

function split(argument: unknown, stack: Stack): readonly string[] {
  const [separator, text] = elementsOf(argument, 'Fn::Split');
  return textOf(resolve(text, stack), 'the text of Fn::Split').split(textOf(separator, 'the separator of Fn::Split'));
}

function select(argument: unknown, stack: Stack): string {
  const [index, list] = elementsOf(argument, 'Fn::Select');
  const selected = textsOf(resolve(list, stack), 'the list of Fn::Select')[Number(index)];
  if (selected === undefined) throw new Error(`${stack.name} selects element ${index}, which the list does not have`);
  return selected;
}

/** `${Name}`, `${Name.Attribute}`, and `${!Literal}`, which stays without its exclamation mark. */
function substitute(argument: unknown, stack: Stack): string {
  const [text, values = {}] = typeof argument === 'string' ? [argument] : elementsOf(argument, 'Fn::Sub');
  const given = isObject(values) ? values : {};
  return textOf(text, 'Fn::Sub').replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    if (Object.hasOwn(given, name)) return textOf(resolve(given[name], stack), name);
    return name.includes('.') ? attribute(name, stack) : textOf(reference(name, stack), name);
  });
}

function halvesOf(text: string): readonly [string, string] {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}
