import { Failure } from '../../lib/domain/failure';
import { loadPolicy, loadPolicyWithAnyOf, type ReviewedPolicy } from '../../lib/policies/load-policy';
import type { PlaceholderValues } from '../../lib/policies/render-policy';
import { documentWith, policiesFolderWith } from '../support/policies-folder';

/** The folder that stands for `policies/`. */
const mockPolicies = { folder: '' };
jest.mock('../../lib/policies/policies-folder', () => ({
  ...jest.requireActual('../../lib/policies/policies-folder'),
  policiesFolder: () => mockPolicies.folder,
}));

/** Loads one document with its reasons. */
function load(document: unknown, reasons?: unknown, values: PlaceholderValues = {}): ReviewedPolicy {
  const sidecar = reasons === undefined ? {} : { 'some.reasons.json': reasons };
  mockPolicies.folder = policiesFolderWith({ 'some.json': document, ...sidecar });
  return loadPolicy('some', values);
}

describe('a file is refused', () => {
  test('that is not there', () => {
    mockPolicies.folder = policiesFolderWith({});
    expect(() => loadPolicy('absent', {})).toThrow(/absent\.json cannot be read.*ENOENT/);
    expect(() => loadPolicy('absent', {})).toThrow(Failure);
  });

  test.each<[string, unknown, unknown]>([
    ['that is no JSON', '{ "Version": ', undefined],
    ['that is empty', '', undefined],
    ['with reasons that are no JSON', documentWith({ Resource: '*' }), '{'],
  ])('%s', (_, document, reasons) => {
    expect(() => load(document, reasons)).toThrow(/cannot be read as JSON/);
    expect(() => load(document, reasons)).toThrow(Failure);
  });

  test.each([
    ['without a Statement', { Version: '2012-10-17' }],
    ['with a Statement that is no list', { Version: '2012-10-17', Statement: {} }],
    ['with the old Version, which knows no variables', { Version: '2008-10-17', Statement: [] }],
    ['without a Version', { Statement: [] }],
    ['that is null', null],
    ['that is a list', []],
  ])('%s', (_, document) => {
    expect(() => load(document)).toThrow('policies/some.json is no policy document');
  });

  test.each([
    ['without a Sid', { Sid: undefined }],
    ['with an empty Sid', { Sid: '' }],
    ['with a Sid that IAM does not take', { Sid: 'Read states' }],
    ['with a placeholder for a Sid', { Sid: '${sid}' }],
  ])('%s', (_, statement) => {
    expect(() => load(documentWith({ Action: 's3:GetObject', Resource: 'arn', ...statement }))).toThrow(
      'policies/some.json has a statement without a Sid of letters and digits',
    );
  });
});

describe('a wildcard that is allowed', () => {
  test('needs a reason, in an action and in a resource; all are named at once', () => {
    const document = documentWith(
      { Sid: 'First', Action: ['s3:Get*', 's3:PutObject'], Resource: '*' },
      { Sid: 'Second', Action: 's3:List*', Resource: 'arn:aws:s3:::bucket' },
    );
    expect(() => load(document, { First: { '*': 'Why.' } })).toThrow(
      [
        "policies/some.json: 's3:Get*' in First has no reason",
        "policies/some.json: 's3:List*' in Second has no reason",
      ].join('\n'),
    );
  });

  test('needs a reason in words', () => {
    expect(() => load(documentWith({ Action: 's3:GetObject', Resource: '*' }), { Only: { '*': '' } })).toThrow(
      "'*' in Only has no reason",
    );
  });

  test('needs a reason under its own Sid', () => {
    const document = documentWith(
      { Sid: 'First', Action: 's3:Get*', Resource: 'a' },
      { Sid: 'Second', Action: 's3:Get*', Resource: 'a' },
    );
    expect(() => load(document, { First: { 's3:Get*': 'Why.' } })).toThrow("'s3:Get*' in Second has no reason");
  });

  test('needs a reason where it comes with a value', () => {
    const document = documentWith({ Action: 's3:GetObject', Resource: ['${buckets}'] });
    expect(load(document, undefined, { buckets: ['a', 'b'] }).wildcards).toEqual([]);
    expect(() => load(document, undefined, { buckets: ['a', 'b*'] })).toThrow("'${buckets}' in Only has no reason");
    expect(load(document, { Only: { '${buckets}': 'Why.' } }, { buckets: ['a', 'b*', 'c*'] }).wildcards).toEqual([
      { element: 'Resource', pattern: 'b*', reason: 'Why.' },
      { element: 'Resource', pattern: 'c*', reason: 'Why.' },
    ]);
  });

  test('comes with its reason, rendered', () => {
    const document = documentWith({ Action: 's3:Get*', Resource: 'arn:${p}:s3:::*' });
    expect(
      load(document, { Only: { 's3:Get*': 'Reading.', 'arn:${p}:s3:::*': 'All.' } }, { p: 'aws' }).wildcards,
    ).toEqual([
      { element: 'Action', pattern: 's3:Get*', reason: 'Reading.' },
      { element: 'Resource', pattern: 'arn:aws:s3:::*', reason: 'All.' },
    ]);
  });
});

describe('a reason is refused', () => {
  const document = documentWith({ Action: 's3:GetObject', Resource: '*' });

  test('for a pattern that the statement does not have any more', () => {
    expect(() => load(document, { Only: { '*': 'Why.', 's3:Get*': 'Once.' } })).toThrow(
      "policies/some.reasons.json: the reason for 's3:Get*' in Only is stale, nothing matches it",
    );
  });

  test('for a Sid that there is not', () => {
    expect(() => load(document, { Only: { '*': 'Why.' }, Onyl: { '*': 'Why.' } })).toThrow(
      "the reason for '*' in Onyl is stale",
    );
  });

  test('for an element that has no wildcard', () => {
    expect(() => load(document, { Only: { '*': 'Why.', 's3:GetObject': 'Exact.' } })).toThrow(
      "the reason for 's3:GetObject' in Only is stale",
    );
  });

  test('for a denial, which only narrows', () => {
    const denial = documentWith({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
    expect(load(denial).wildcards).toEqual([]);
    expect(() => load(denial, { Only: { 's3:*': 'Why.' } })).toThrow("the reason for 's3:*' in Only is stale");
  });

  test('for a statement with a principal, whose conditions decide', () => {
    const trust = documentWith({ Principal: '*', Action: 's3:*', Resource: '*' });
    expect(load(trust).wildcards).toEqual([]);
    expect(() => load(trust, { Only: { 's3:*': 'Why.' } })).toThrow("the reason for 's3:*' in Only is stale");
  });
});

test('a statement with a principal does not excuse the statements beside it', () => {
  const mixed = documentWith(
    { Sid: 'Trust', Principal: '*', Action: 'sts:AssumeRole' },
    { Sid: 'Permission', Action: 's3:Get*', Resource: 'a' },
  );
  expect(() => load(mixed)).toThrow("'s3:Get*' in Permission has no reason");
});

test('a document that may use any of some values is given those that it uses', () => {
  mockPolicies.folder = policiesFolderWith({ 'some.json': documentWith({ Action: 's3:GetObject', Resource: '${a}' }) });
  expect(loadPolicyWithAnyOf('some', { a: '1', b: '2' }).document.Statement[0]?.Resource).toBe('1');
  expect(() => loadPolicyWithAnyOf('some', { b: '2' })).toThrow('has ${a}, which was given no value');
});
