import fc from 'fast-check';
import { SENSITIVE, stateDifference } from '../../../lib/domain/state/state-difference';
import { readState, type StateFile } from '../../../lib/domain/state/state-file';

interface Content {
  readonly resources?: readonly unknown[];
  readonly outputs?: unknown;
}

function stateOf(
  { resources = [], outputs = {} }: Content,
  exact: (text: string) => string = (text) => text,
): StateFile {
  const text = JSON.stringify({ version: 4, terraform_version: '1.14.0', serial: 1, lineage: 'l', outputs, resources });
  const found = readState(exact(text));
  if (found.kind !== 'state') throw new Error(JSON.stringify(found));
  return found.state;
}

function one(attributes: unknown, instance: object = {}, type = 'aws_vpc'): Content {
  return { resources: [{ mode: 'managed', type, name: 'main', instances: [{ attributes, ...instance }] }] };
}

function changed(before: Content, after: Content) {
  return stateDifference(stateOf(before), stateOf(after)).changed;
}

test('resources that only one of two states has are added or removed', () => {
  const named = (...names: readonly string[]) => ({
    resources: names.map((name) => ({ mode: 'managed', type: 'aws_vpc', name, instances: [{ attributes: {} }] })),
  });
  expect(stateDifference(stateOf(named('a', 'b')), stateOf(named('b', 'c')))).toEqual({
    added: ['aws_vpc.c'],
    removed: ['aws_vpc.a'],
    changed: [],
    outputs: [],
  });
  expect(stateDifference(undefined, stateOf(named('a'))).added).toEqual(['aws_vpc.a']);
  expect(stateDifference(stateOf(named('a')), undefined).removed).toEqual(['aws_vpc.a']);
});

test('a changed resource says each path that differs, with both values', () => {
  const before = one({ id: 'vpc-1', tags: { Name: 'a', 'a b': '1' }, ports: [1, 2], cidr: null });
  const after = one({ id: 'vpc-1', tags: { Name: 'b' }, ports: [1, 3, 4], cidr: '10.0.0.0/16' }, { status: 'tainted' });
  expect(changed(before, after)).toEqual([
    {
      address: 'aws_vpc.main',
      values: [
        { path: 'tags.Name', before: '"a"', after: '"b"' },
        { path: 'tags["a b"]', before: '"1"' },
        { path: 'ports[1]', before: '2', after: '3' },
        { path: 'ports[2]', after: '4' },
        { path: 'cidr', before: 'null', after: '"10.0.0.0/16"' },
        { path: 'status', after: '"tainted"' },
      ],
      more: 0,
    },
  ]);
});

test('numbers with more digits than JavaScript keeps are told apart, and shown as they are', () => {
  const [before, after] = ['9007199254740992', '9007199254740993'].map((digits) =>
    stateOf(one({ size: 'DIGITS' }), (text) => text.replace('"DIGITS"', digits)),
  );
  expect(stateDifference(before, after).changed[0]?.values).toEqual([
    { path: 'size', before: '9007199254740992', after: '9007199254740993' },
  ]);
});

test('a long value is cut, and of many there are twenty', () => {
  const [[resource] = []] = [changed(one({ a: 'x'.repeat(500) }), one({ a: 'y'.repeat(500) }))];
  expect(resource?.values[0]?.after).toBe(`"${'y'.repeat(79)}... (502 characters)`);
  const many = (value: number) => Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`a${index}`, value]));
  expect(changed(one(many(1)), one(many(2)))[0]).toMatchObject({ more: 30 });
  expect(changed(one(many(1)), one(many(2)))[0]?.values).toHaveLength(20);
});

test('outputs are compared by their names, and a sensitive one is not shown', () => {
  const before = { outputs: { url: { value: 'a' }, key: { value: 'k1', sensitive: true }, gone: { value: 1 } } };
  const after = { outputs: { url: { value: 'b' }, key: { value: 'k2' } } };
  expect(stateDifference(stateOf(before), stateOf(after)).outputs).toEqual([
    { path: 'url', before: '"a"', after: '"b"' },
    { path: 'key', before: SENSITIVE, after: SENSITIVE },
    { path: 'gone', before: '1' },
  ]);
});

test.each([
  [
    'a type that is a secret',
    one({ result: 'one' }, {}, 'random_password'),
    one({ result: 'two' }, {}, 'random_password'),
  ],
  ['a name that is one', one({ master_password: 'one' }), one({ master_password: 'two' })],
  ['a mark that nobody can read', one({ a: 'one' }, { sensitive_attributes: ['a'] }), one({ a: 'two' })],
  ['marks that are no list', one({ a: 'one' }), one({ a: 'two' }, { sensitive_attributes: { a: 1 } })],
  ['a mark above it', one({ a: { b: 'one' } }), one({ a: { b: 'two' } }, { sensitive_attributes: [[step('a')]] })],
])('%s is hidden', (_, before, after) => {
  const text = JSON.stringify(changed(before, after));
  expect(text).toContain(SENSITIVE);
  expect(text).not.toMatch(/one|two/);
});

test('a secret that another attribute repeats is hidden there, too', () => {
  const marks = { sensitive_attributes: [[step('a')]] };
  const values = changed(
    one({ a: 'hunter2-"x', command: 'run' }, marks),
    one({ a: 'hunter2-"x', command: 'run --key hunter2-"x', json: '{"k":"hunter2-\\"x"}' }, marks),
  )[0]?.values;
  expect(values).toEqual([
    { path: 'command', before: '"run"', after: SENSITIVE },
    { path: 'json', after: SENSITIVE },
  ]);
});

test('a path shows nothing that a terminal obeys', () => {
  const values = changed(one({ 'a\u009b2J': '1\u202e' }), one({ 'a\u009b2J': '2\u202e' }))[0]?.values;
  expect(values).toEqual([{ path: '["a"]', before: '"1"', after: '"2"' }]);
});

/** A leaf that can be found again, wherever it is. */
const secretLeaf = fc.integer({ min: 100_000, max: 999_999 }).map((number) => `SECRET-${number}"\\\n-END`);

const leaf = fc.oneof(secretLeaf, fc.constant(null), fc.boolean());
const key = fc.constantFrom('a', 'b', 'c', 'd e');
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 3 }),
  ),
}));
const attributes = fc.dictionary(key, tree, { minKeys: 1, maxKeys: 4 });

test('no value under a sensitive path is ever in the text, whichever state marks it', () => {
  const steps = fc.array(fc.oneof(key.map(step), fc.nat(2).map(index), key.map(index)), { minLength: 1, maxLength: 3 });
  const marks = fc.array(
    fc.tuple(key.map(step), steps).map(([first, rest]) => [first, ...rest.slice(1)]),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(attributes, attributes, marks, marks, (before, after, ofBefore, ofAfter) => {
      const both = [...ofBefore, ...ofAfter];
      const secrets = [before, after].flatMap((value) => both.flatMap((path) => leavesAt(value, path.map(keyOf))));
      const found = changed(
        one(before, { sensitive_attributes: ofBefore }),
        one(after, { sensitive_attributes: ofAfter }),
      );
      const text = JSON.stringify(found);
      for (const secret of secrets) expect(text).not.toContain(/SECRET-\d+/.exec(secret)?.[0]);
    }),
    { numRuns: 2000 },
  );
});

test('no value of a sensitive output is ever in the text, whichever state marks it', () => {
  fc.assert(
    fc.property(tree, tree, fc.boolean(), (before, after, isBefore) => {
      const output = (value: unknown, sensitive: boolean) => ({ outputs: { url: { value, sensitive } } });
      const found = stateDifference(stateOf(output(before, isBefore)), stateOf(output(after, !isBefore)));
      expect(JSON.stringify(found)).not.toContain('SECRET');
    }),
  );
});

test('a state does not differ from itself, and every other change is seen', () => {
  fc.assert(
    fc.property(attributes, attributes, (before, after) => {
      expect(changed(one(before), one(before))).toEqual([]);
      const isSame = JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
      expect(changed(one(before), one(after))).toHaveLength(isSame ? 0 : 1);
    }),
  );
});

type Step = ReturnType<typeof step> | ReturnType<typeof index>;

function step(name: string) {
  return { type: 'get_attr', value: name } as const;
}

function index(value: string | number) {
  return { type: 'index', value: { value, type: typeof value } } as const;
}

function keyOf({ value }: Step): string | number {
  return typeof value === 'string' ? value : value.value;
}

function leavesAt(value: unknown, path: readonly (string | number)[]): readonly string[] {
  const [first, ...rest] = path;
  if (first === undefined) return leavesOf(value);
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).find(([name]) => name === String(first))?.[1];
  return leavesAt(inside, rest);
}

function leavesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, each]) => [name, sorted(each)]),
  );
}
