import * as z from 'zod';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** The type of a value with its limits, as JSON Schema has them; without what stands in it, of which the page has sections. */
export function typeText(schema: z.core.$ZodType): string {
  const json = z.toJSONSchema(schema, { io: 'input' });
  if (json.type === 'array') return listText(json);
  return json.type === 'object' ? mapText(json) : textOf(json);
}

function textOf(json: JsonSchema): string {
  if (json.enum !== undefined) return `one of ${json.enum.map(inCode).join(', ')}`;
  if (json.const !== undefined) return inCode(json.const);
  if (json.anyOf !== undefined) return json.anyOf.map((one) => textOf(ofObject(one))).join('; or ');
  switch (json.type) {
    case 'string':
      return `text${limitsOfText(json)}`;
    case 'integer':
      return `whole number${numbersText(leastOf(json), mostOf(json))}`;
    case 'boolean':
      return '`true` or `false`';
    case 'array':
      return `${listText(json)}, each ${textOf(ofObject(json.items))}`;
    case 'object':
      return `${mapText(json)}, each to ${textOf(ofObject(json.additionalProperties))}`;
    default:
      throw new Error(`no words for ${JSON.stringify(json)}`);
  }
}

function listText({ minItems, maxItems }: JsonSchema): string {
  return `list${numbersText(minItems, maxItems)}`;
}

function mapText({ properties, propertyNames, minProperties, maxProperties }: JsonSchema): string {
  if (properties === undefined) {
    return `map from names${limitsOfText(ofObject(propertyNames))}${numbersText(minProperties, maxProperties)}`;
  }
  if (Object.keys(properties).length === 0) return 'empty map';
  return maxProperties === 1 ? 'map of exactly one of the keys below' : 'map of the keys below';
}

function limitsOfText({ pattern, maxLength, format }: JsonSchema): string {
  const limits = [
    ...(format === undefined || format === 'regex' ? [] : [`of the format ${format}`]),
    ...(pattern === undefined || format !== undefined ? [] : [`matching ${inCode(pattern)}`]),
    ...(maxLength === undefined ? [] : [`of at most ${maxLength} characters`]),
  ];
  return limits.length === 0 ? '' : ` ${limits.join(', ')}`;
}

function leastOf({ minimum, exclusiveMinimum }: JsonSchema): number | undefined {
  return typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : minimum;
}

/** The largest number of JavaScript is no limit of anybody. */
function mostOf({ maximum }: JsonSchema): number | undefined {
  return maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
}

function numbersText(least: number | undefined, most: number | undefined): string {
  if (least === undefined) return most === undefined ? '' : `, at most ${most}`;
  return most === undefined ? `, at least ${least}` : `, ${least} to ${most}`;
}

/** Of JSON Schema's many forms, the one that zod writes for what stands in a value. */
function ofObject(json: JsonSchema['items']): JsonSchema {
  return typeof json === 'object' && !Array.isArray(json) ? json : {};
}

function inCode(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
