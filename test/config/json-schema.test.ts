import * as z from 'zod';
import { orgJsonSchema } from '../../lib/config/json-schema';
import { orgSchema } from '../../lib/config/org-yaml';
import { guidanceOf } from '../../lib/config/schema';

const schema = JSON.parse(orgJsonSchema(['s3', 'logs']));

describe('org.schema.json', () => {
  test('requires everything but what not every organization has', () => {
    expect(Object.keys(schema.properties).filter((key) => !schema.required.includes(key))).toEqual([
      'bucketNamespace',
      'workloads',
      'pipelines',
      'existingOidcProviders',
      'platformAccounts',
      'managementAccount',
      'deployment',
      'guardrails',
      'operators',
      'people',
      'audit',
      'state',
      'tags',
      'protectStacks',
      'stackSetDependencies',
    ]);
  });

  test('allows no unknown key', () => {
    expect(schema.additionalProperties).toBe(false);
  });

  test('lets editors refuse an account id that is a number', () => {
    expect(schema.properties.accounts.properties.ops).toMatchObject({ type: 'string', pattern: '^[0-9]{12}$' });
  });

  test('offers the services that are shipped, and takes those that users add', () => {
    const { items } = schema.properties.terraform.properties.services;
    expect(items).not.toHaveProperty('enum');
    expect(items.anyOf).toEqual([{ enum: ['s3', 'logs'] }, { pattern: items.pattern }]);
    expect('my-glue').toMatch(new RegExp(items.pattern));
  });

  test('lets editors refuse a bad name', () => {
    expect(schema.properties.environments.propertyNames).toMatchObject({ pattern: expect.any(String), maxLength: 32 });
    expect(schema.properties.pipelines.propertyNames).toMatchObject({ pattern: expect.any(String), maxLength: 20 });
    const { groups, roles, users } = schema.properties.people.properties;
    expect(groups.propertyNames).toMatchObject({ pattern: expect.any(String), maxLength: 64 });
    expect(roles.propertyNames).toMatchObject({ pattern: expect.any(String), maxLength: 23 });
    expect(users.propertyNames).toMatchObject({ pattern: expect.any(String) });
  });

  test('lets editors refuse lists of nobody, and hours that IAM does not have', () => {
    const { groups, sessionHours, users } = schema.properties.people.properties;
    expect(users.additionalProperties).toMatchObject({ minItems: 1, maxItems: 9 });
    expect(groups.additionalProperties.properties.access).toMatchObject({ minProperties: 1 });
    expect(sessionHours).toMatchObject({ type: 'integer', minimum: 1, maximum: 12 });
  });

  test('holds nothing that is meant for the parser only', () => {
    expect(orgJsonSchema(['s3', 'logs'])).not.toContain('guidance');
  });
});

test('every value of the schema says what is expected and how to mend it', () => {
  expect(withoutGuidance(orgSchema, 'org')).toEqual([]);
});

test('that looks at the values of every block', () => {
  expect(pathsOf(orgSchema, 'org')).toEqual(
    expect.arrayContaining([
      'org.environments.*.accounts.*',
      'org.pipelines.*.identity.github.apply.branch',
      'org.people.groups.*.access.*',
      'org.audit.regions.[]',
    ]),
  );
});

function pathsOf(here: z.core.$ZodType, path: string): string[] {
  return [path, ...children(here).flatMap(([key, child]) => pathsOf(child, `${path}.${key}`))];
}

function withoutGuidance(here: z.core.$ZodType, path: string): string[] {
  const missing = guidanceOf(here) === undefined ? [path] : [];
  return [...missing, ...children(here).flatMap(([key, child]) => withoutGuidance(child, `${path}.${key}`))];
}

function children(here: z.core.$ZodType): [string, z.core.$ZodType][] {
  if (here instanceof z.ZodOptional) return children(here.unwrap());
  if (here instanceof z.ZodPipe) return children(here.in);
  if (here instanceof z.ZodObject) return Object.entries(here.shape);
  if (here instanceof z.ZodRecord) return [['*', here.valueType]];
  return here instanceof z.ZodArray ? [['[]', here.element]] : [];
}
