import * as fc from 'fast-check';
import { trailRecordOf } from '../../../lib/commands/audit/trail-record';
import { assumption, change, DEV, event, type Fields } from './recorded-events';

function recordOf(fields: Fields, ...resources: readonly string[]) {
  return trailRecordOf(event(fields, ...resources));
}

describe('a record of CloudTrail', () => {
  test('tells who did what, and when, in which session', () => {
    expect(recordOf(change({ sourceIdentity: 'run-7', error: 'AccessDenied' }))).toMatchObject({
      id: 'change',
      time: '2026-03-01T09:31:00Z',
      service: 's3',
      call: 'CreateBucket',
      region: 'eu-west-1',
      error: 'AccessDenied',
      resources: ['app-data'],
      caller: {
        account: DEV,
        arn: `arn:aws:sts::${DEV}:assumed-role/orgstrap-terraform/terraform-delivery`,
        accessKeyId: 'ASIADEV1',
        roleArn: `arn:aws:iam::${DEV}:role/orgstrap/orgstrap-terraform`,
        sessionName: 'terraform-delivery',
        sourceIdentity: 'run-7',
        sessionStart: '2026-03-01T09:30:00Z',
      },
    });
  });

  test.each([
    ['what CloudTrail found, each once', { roleName: 'app' }, ['app', 'app', 'arn'], ['app', 'arn']],
    ['else by the first parameter that names something', { force: true, policyArn: 'p', roleName: 'r' }, [], ['p']],
    ['by no parameter that names nothing', { policyDocument: '{}', description: 'd', name: '' }, [], []],
    ['by no parameter where there are none', null, [], []],
  ])('names its resources by %s', (_, parameters, found, expected) => {
    expect(recordOf(change({ parameters }), ...found)?.resources).toEqual(expected);
  });

  test('has a name for the session of whoever has one', () => {
    expect(recordOf(assumption())?.caller.sessionName).toBe('terraform-delivery');
    const user = { type: 'AWSAccount', principalId: 'AIDAEXAMPLE', accountId: DEV };
    expect(recordOf({ ...assumption(), userIdentity: user })?.caller).toMatchObject({
      account: DEV,
      sessionName: undefined,
    });
  });

  test('has a service without the domain of whatever partition', () => {
    expect(recordOf(change({ source: 'ec2.amazonaws.com.cn' }))?.service).toBe('ec2');
  });

  test.each(['eventID', 'eventTime', 'eventSource', 'eventName'])('is none without %s', (field) => {
    expect(recordOf({ ...change(), [field]: undefined })).toBeUndefined();
    expect(recordOf({ ...change(), [field]: '' })).toBeUndefined();
  });

  test('is none where it is no JSON', () => {
    expect(trailRecordOf({ record: '{"eventID":', resources: [] })).toBeUndefined();
  });

  test('may have any shape below that, and is read as far as it goes', () => {
    const anything = fc.anything({ maxDepth: 3 });
    const parts = {
      userIdentity: anything,
      requestParameters: anything,
      responseElements: anything,
      awsRegion: anything,
    };
    fc.assert(
      fc.property(fc.record(parts), (part) => {
        // What JSON cannot hold is in no record.
        const record = JSON.stringify({ ...change(), ...part }, (_, value) =>
          typeof value === 'bigint' ? null : value,
        );
        expect(trailRecordOf({ record, resources: [] })?.id).toBe('change');
      }),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(trailRecordOf({ record: JSON.stringify(value), resources: [] })).toBeUndefined();
      }),
    );
  });
});
