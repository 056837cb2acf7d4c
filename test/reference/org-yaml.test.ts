import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import * as z from 'zod';
import { orgSchema } from '../../lib/config/org-yaml';
import { parseOrgConfig } from '../../lib/config/parse-org-config';
import { serviceNames } from '../../lib/policies/policies-folder';
import { type Key, keysBelow, leastOrgYaml } from '../../scripts/reference/keys';
import { problemsOf } from '../docs/org-yaml-problems';
import { ROOT } from '../support/examples';

const KEYS = keysBelow(orgSchema);
const SERVICES = serviceNames(join(ROOT, 'policies'));

const GITLAB = ['pipelines', 'delivery', 'identity', 'gitlab'] as const;

/** What else a file must have, where an example needs more than what stands around its key. */
const BESIDE: readonly (readonly [path: RegExp, place: Key['place'], value: unknown])[] = [
  [
    /\.after\[\]$/,
    ['environments', 'prod'],
    { organizationalUnits: ['ou-abcd-33333333'], accounts: { prod: '666666666666' }, after: ['dev'] },
  ],
  [/\.after\[\]$/, ['environments', 'dev', 'after'], []],
  [/\.gitlab\.issuer$/, [...GITLAB, 'serverAtLeast'], '18.2.2'],
  [/\.gitlab\.serverAtLeast$/, [...GITLAB, 'issuer'], 'https://gitlab.example.com'],
  [/^people\.source$/, ['people', 'identityCenter'], exampleAt('people.identityCenter')],
  [/^people\.identityCenter/, ['people', 'source'], 'identityCenter'],
  [/^people\.(source$|identityCenter)/, ['people', 'users'], undefined],
];

test('there are keys', () => {
  expect(KEYS.length).toBeGreaterThan(150);
});

test('the examples of what must be there are a whole org.yaml', () => {
  expect(problemsOf(leastOrgYaml())).toEqual([]);
});

test('every example is one that its schemas take', () => {
  const ajv = addFormats(new Ajv2020({ strict: false }));
  const isTaken = ({ schema, example }: Key) =>
    z.safeParse(schema, example).success && ajv.validate(z.toJSONSchema(schema, { io: 'input' }), example);
  expect(KEYS.filter((key) => !isTaken(key)).map(({ path }) => path)).toEqual([]);
});

test('every example is fit where its key stands', () => {
  expect(KEYS.flatMap((key) => problemsOf(fileWith(key, key.example)).map((problem) => [key.path, problem]))).toEqual(
    [],
  );
});

test('what may be left out says what holds then, and nothing else does', () => {
  const wrong = KEYS.filter(({ name, isRequired, guidance }) => {
    const said = [guidance.default, guidance.unset].filter((one) => one !== undefined).length;
    return said !== (name === undefined || isRequired ? 0 : 1);
  });
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test('what holds then is said in a sentence without its full stop', () => {
  const words = KEYS.flatMap(({ path, guidance }) => (guidance.unset === undefined ? [] : [[path, guidance.unset]]));
  expect(words.length).toBeGreaterThan(60);
  expect(words.filter(([, said = '']) => !/^[a-z`].*[^.\s]$/i.test(said))).toEqual([]);
});

const DEFAULTS = KEYS.filter(({ guidance }) => guidance.default !== undefined).map((key) => [key.path, key] as const);

test.each(DEFAULTS)('%s means the same with its default as left out, and something else with its example', (_, key) => {
  const leftOut = configOf(fileAround(key, undefined));
  expect(leftOut).toBeDefined();
  expect(configOf(fileAround(key, key.guidance.default))).toEqual(leftOut);
  expect(configOf(fileWith(key, key.example))).not.toEqual(leftOut);
});

function configOf(file: unknown): unknown {
  const result = parseOrgConfig(JSON.stringify(file), 'org.yaml', SERVICES);
  return result.ok ? result.config : undefined;
}

/** A file that has a value at the place of a key, and around it and beside it what must be there. */
function fileWith(key: Key, value: unknown): unknown {
  return BESIDE.filter(([path]) => path.test(key.path)).reduce(
    (done, [, place, other]) => withValue(done, place, other),
    fileAround(key, value),
  );
}

function fileAround(key: Key, value: unknown): unknown {
  const above = KEYS.filter(
    ({ place }) => place.length < key.place.length && isDeepStrictEqual(place, key.place.slice(0, place.length)),
  );
  const around = above.reduce<unknown>(
    (file, { place, example }) => (valueAt(file, place) === undefined ? withValue(file, place, example) : file),
    leastOrgYaml(),
  );
  return withValue(around, key.place, value);
}

function exampleAt(path: string): unknown {
  return KEYS.find((key) => key.path === path)?.example;
}

function valueAt(file: unknown, place: Key['place']): unknown {
  return place.reduce((here, step) => (here as Readonly<Record<string, unknown>> | undefined)?.[step], file);
}

function withValue(here: unknown, [step, ...rest]: Key['place'], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === 'number') return [withValue(undefined, rest, value)];
  const map = here as Readonly<Record<string, unknown>> | undefined;
  const others = EITHER.has(step) ? {} : map;
  return { ...others, [step]: withValue(map?.[step], rest, value) };
}

/** Of these, a map has exactly one. */
const EITHER: ReadonlySet<string> = new Set([
  'iamUser',
  'github',
  'gitlab',
  'bitbucket',
  'circleci',
  'buildkite',
  'hcpTerraform',
  'azureDevOps',
  'registry',
  'git',
]);
