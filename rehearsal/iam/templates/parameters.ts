import type { JsonObject } from './json';
import type { Template } from './stack';

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
