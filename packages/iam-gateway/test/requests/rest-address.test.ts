import { Malformed } from '../../requests/refusals';
import { addressedOperation, readAddress } from '../../requests/rest-address';

const ADDRESSES = [
  readAddress('GetFunction', 'GET /functions/{Name}'),
  readAddress('GetPolicy', 'GET /functions/{Name}/policy'),
  readAddress('GetMine', 'GET /functions/mine'),
  readAddress('Tag', 'POST /tagging?Operation=Tag'),
  readAddress('Untag', 'POST /tagging?Operation=Untag'),
  readAddress('GetPortal', 'GET /portals/{arn+}'),
  readAddress('DescribeBroker', 'GET /v1/brokers/{broker-id}'),
  readAddress('GetSettings', 'GET /portals/{arn+}/settings'),
];
const find = (method: string, path: string, query: Readonly<Record<string, string>> = {}) =>
  addressedOperation(ADDRESSES, { method, segments: path.split('/').slice(1), query: new Map(Object.entries(query)) });

test.each([
  ['GET', '/functions/own', {}, 'GetFunction', { Name: 'own' }],
  ['GET', '/functions/own/policy', {}, 'GetPolicy', { Name: 'own' }],
  ['GET', '/functions/mine', {}, 'GetMine', {}],
  ['POST', '/tagging', { Operation: 'Untag', Resource: 'a' }, 'Untag', {}],
  ['GET', '/portals/a/b', {}, 'GetPortal', { arn: 'a/b' }],
  ['GET', '/v1/brokers/b-1', {}, 'DescribeBroker', { 'broker-id': 'b-1' }],
  ['GET', '/portals/a/b/settings', {}, 'GetSettings', { arn: 'a/b' }],
])('%s %s with %j is %s', (method, path, query, operation, members) => {
  expect(find(method, path, query)).toEqual({ operation, members });
});

test.each([
  ['DELETE', '/functions/own'],
  ['GET', '/functions'],
  ['GET', '/functions/own/policy/a'],
  ['POST', '/tagging'],
])('%s %s is none', (method, path) => {
  expect(find(method, path)).toBeUndefined();
});

test('what may be either of two is read as none of them', () => {
  const two = [readAddress('GetA', 'GET /{A}'), readAddress('GetB', 'GET /{B}')];
  expect(() => addressedOperation(two, { method: 'GET', segments: ['x'], query: new Map() })).toThrow(Malformed);
});
