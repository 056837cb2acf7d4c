import fc from 'fast-check';
import { readState, type StateFile, withSerial } from '../../../lib/domain/state/state-file';

const LINEAGE = '0b8a1d2e-3a57-4a4b-8f1a-7c1f2f1d9a10';

function stateText(changes: Readonly<Record<string, unknown>> = {}): string {
  const whole = { version: 4, terraform_version: '1.14.0', serial: 7, lineage: LINEAGE, outputs: {}, resources: [] };
  return `${JSON.stringify({ ...whole, ...changes }, undefined, 2)}\n`;
}

function resource(changes: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { mode: 'managed', type: 'aws_vpc', name: 'main', instances: [{ attributes: { id: 'vpc-1' } }], ...changes };
}

function read(text: string): StateFile {
  const found = readState(text);
  if (found.kind !== 'state') throw new Error(`no state, but ${JSON.stringify(found)}`);
  return found.state;
}

function howOf(text: string): string {
  const found = readState(text);
  if (found.kind !== 'damaged') throw new Error(`not damaged, but ${found.kind}`);
  return found.how;
}

test('a state says who wrote it, which one it is, and what is in it', () => {
  const text = stateText({
    outputs: { url: { value: 'x', type: 'string' }, key: { value: 'y', type: 'string', sensitive: true } },
    resources: [
      resource(),
      resource({ module: 'module.net["a"]', name: 'side', instances: [{ index_key: 0 }, { index_key: 'b"c' }] }),
      resource({ mode: 'data', type: 'aws_region', name: 'here' }),
      resource({ name: 'old', instances: [{}, { deposed: 'abcd1234' }] }),
    ],
  });
  expect(read(text)).toMatchObject({
    version: 4,
    terraformVersion: '1.14.0',
    serial: 7,
    lineage: LINEAGE,
    outputs: [
      { name: 'url', sensitive: false },
      { name: 'key', sensitive: true },
    ],
    text,
  });
  expect(read(text).resources.map(({ address }) => address)).toEqual([
    'aws_vpc.main',
    'module.net["a"].aws_vpc.side[0]',
    'module.net["a"].aws_vpc.side["b\\"c"]',
    'data.aws_region.here',
    'aws_vpc.old',
    'aws_vpc.old (deposed abcd1234)',
  ]);
  expect(read(text).resources[1]).toEqual({
    address: 'module.net["a"].aws_vpc.side[0]',
    module: 'module.net["a"]',
    mode: 'managed',
    type: 'aws_vpc',
    name: 'side',
    key: 0,
  });
});

const DAMAGES: readonly (readonly [string, string, RegExp])[] = [
  ['nothing', '', /it is empty/],
  ['white space', ' \n', /white space/],
  ['zero bytes', '\0\0\0', /zero bytes/],
  ['a byte order mark', `\ufeff${stateText()}`, /byte order mark/],
  ['the page of a proxy', '<!DOCTYPE html><title>502</title>', /HTML or XML/],
  ['a saved plan', 'PK\u0003\u0004rest', /ZIP file/],
  ['its first half', stateText().slice(0, 60), /ends in the middle, behind 60 characters/],
  ['an end in a text', stateText().slice(0, 35), /ends in the middle/],
  ['two states', stateText() + stateText(), /no JSON/],
  ['a list', '[]', /no object/],
  ['a lock', '{"ID":"1","Operation":"OperationTypeApply"}', /a lock, and no state/],
  ['no version', '{}', /has no version/],
  ['a version in letters', stateText({ version: 'four' }), /version is no number/],
  ['an old version', stateText({ version: 3 }), /version 3 of Terraform 0.11/],
  ['a version of the future', stateText({ version: 5 }), /version 5, and 4 is the only one/],
  ['no serial', stateText({ serial: undefined }), /has no serial/],
  ['a serial in letters', stateText({ serial: '7' }), /serial is no whole number/],
  ['a serial below zero', stateText({ serial: -1 }), /serial is no whole number/],
  ['no lineage', stateText({ lineage: undefined }), /has no lineage/],
  ['an empty lineage', stateText({ lineage: '' }), /has no lineage/],
  ['outputs in a list', stateText({ outputs: [] }), /outputs are no object/],
  ['resources in an object', stateText({ resources: {} }), /resources are no list/],
  ['a resource without a name', stateText({ resources: [resource({ name: undefined })] }), /without a type, a name/],
  ['a resource twice', stateText({ resources: [resource(), resource()] }), /it has aws_vpc.main twice/],
  [
    'an index twice',
    stateText({ resources: [resource({ instances: [{ index_key: 1 }, { index_key: 1 }] })] }),
    /it has aws_vpc.main\[1\] twice/,
  ],
];

test.each(DAMAGES)('%s instead of a state is damage, in words of its own', (_, text, how) => {
  expect(howOf(text)).toMatch(how);
});

test('a state that is cut anywhere is damaged, and nothing of it is said', () => {
  const text = stateText({
    resources: [resource({ instances: [{ attributes: { id: 'hidden-in-here' } }] })],
  }).trimEnd();
  fc.assert(
    fc.property(fc.integer({ min: 0, max: text.length - 1 }), (length) => {
      expect(howOf(text.slice(0, length))).not.toMatch(/hidden|vpc/);
    }),
  );
});

test("OpenTofu's encrypted state is no damage", () => {
  const text = JSON.stringify({ serial: 3, lineage: LINEAGE, meta: {}, encrypted_data: 'x', encryption_version: 'v0' });
  expect(readState(text)).toEqual({ kind: 'encrypted', serial: 3, lineage: LINEAGE });
  expect(readState('{"encrypted_data":"x"}')).toEqual({ kind: 'encrypted' });
});

test('another serial changes no other byte', () => {
  const text = `{
  "version": 4,
  "terraform_version": "1.14.0",
  "lineage": "serial",
  "outputs": { "serial": { "value": 12345678901234567890.10, "type": "number" } },
  "serial": 7,
  "resources": [],
  "check_results": null
}
`;
  const other = withSerial(read(text), 12);
  expect(other).toBe(text.replace('"serial": 7', '"serial": 12'));
  expect(read(other).serial).toBe(12);
});

test('the serial that is replaced is that of the state, whatever else is called so', () => {
  const texts = fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', 'serial', ':', '9', ' ') });
  fc.assert(
    fc.property(texts, texts, fc.nat(), (lineage, value, serial) => {
      const text = stateText({ lineage: `l${lineage}`, a: value, z: { serial: 5, [value]: value } });
      expect(JSON.parse(withSerial(read(text), serial))).toEqual({ ...JSON.parse(text), serial });
    }),
  );
});

test.each([-1, 0.5, 2 ** 53, Number.NaN])('%d is nobody’s serial', (serial) => {
  expect(() => withSerial(read(stateText()), serial)).toThrow(RangeError);
});
