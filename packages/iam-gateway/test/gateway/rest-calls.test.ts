import { callOf } from '../../requests/call';
import { readRequest } from '../../requests/read-request';
import { rebuilt } from '../../requests/rebuilt-request';
import { Malformed } from '../../requests/refusals';
import { GatewayInTest, HOST } from './support/gateway';
import { signed, type Unsigned } from './support/signed';
import { ADMINISTRATOR, allowing, principal } from './support/stored';

const CONTACT = '{"AlternateContactType":"SECURITY","AccountId":"444444444444"}';
const JSON_BODY = { 'content-type': 'application/json' };

function read(sent: Unsigned) {
  const request = readRequest(signed(sent), new Set([HOST]));
  const call = callOf(request, sent.service);
  const { method, target, body } = rebuilt(request, call);
  return { call, again: `${method} ${target} ${body.toString()}`.trim() };
}

describe('a call of a service that has a path for each operation', () => {
  test('is known by its path, and sent on as it was understood', () => {
    const { call, again } = read({
      service: 'account',
      target: '/getAlternateContact',
      headers: JSON_BODY,
      body: CONTACT,
    });
    expect(call).toMatchObject({
      operation: 'GetAlternateContact',
      input: { AlternateContactType: 'SECURITY', AccountId: '444444444444' },
    });
    expect(again).toBe(`POST /getAlternateContact ${CONTACT}`);
  });

  test('may have its input in the path and the query', () => {
    const { call, again } = read({
      service: 'scheduler',
      method: 'GET',
      target: '/schedules/hourly?groupName=default',
    });
    expect(call).toMatchObject({ operation: 'GetSchedule', input: { Name: 'hourly', GroupName: 'default' } });
    expect(again).toBe('GET /schedules/hourly?groupName=default');
  });

  test('has nothing in its body that is in its path', () => {
    const schedule = { service: 'scheduler', method: 'PUT', target: '/schedules/hourly', headers: JSON_BODY };
    expect(read({ ...schedule, body: '{"State":"DISABLED"}' }).again).toBe(
      'PUT /schedules/hourly {"State":"DISABLED"}',
    );
    expect(() => read({ ...schedule, body: '{"Name":"other"}' })).toThrow(Malformed);
  });

  test.each<{ readonly what: string; readonly sent: Omit<Unsigned, 'service'> }>([
    { what: 'a path that nobody knows', sent: { target: '/getAlternateContacts', headers: JSON_BODY, body: CONTACT } },
    { what: 'a path with something below it', sent: { target: '/getAlternateContact/a', headers: JSON_BODY } },
    { what: 'another method', sent: { method: 'GET', target: '/getAlternateContact' } },
    { what: 'something in the query', sent: { target: '/getAlternateContact?AccountId=1', headers: JSON_BODY } },
    { what: 'a form', sent: { target: '/getAlternateContact', headers: {}, body: 'AccountId=444444444444' } },
    {
      what: 'the target of another service',
      sent: { target: '/getAlternateContact', headers: { ...JSON_BODY, 'x-amz-target': 'AmazonSSM.GetParameter' } },
    },
  ])('is none with $what', ({ sent }) => {
    expect(() => read({ service: 'account', ...sent })).toThrow(Malformed);
  });

  test('is told as the emulator notes it: by its method and path, without the query', async () => {
    const everything = { name: 'everything', document: allowing(['*']) };
    const gateway = new GatewayInTest({ users: [principal(ADMINISTRATOR, everything)] });
    const asked = signed({ service: 'scheduler', method: 'GET', target: '/schedules/hourly?groupName=default' });
    expect(await gateway.refusal(asked)).toBeUndefined();
    expect(gateway.journal.entries).toEqual([
      expect.objectContaining({ asked: 'scheduler:GetSchedule', emulators: 'scheduler GET /schedules/hourly' }),
    ]);
  });
});
