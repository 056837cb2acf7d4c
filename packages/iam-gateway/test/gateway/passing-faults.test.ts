import { PassingFaults } from '../../gateway/passing-faults';
import type { WireRequest } from '../../requests/wire-request';

function requestTo(service: string, method = 'POST'): WireRequest {
  const scope = `AKIAIOSFODNN7EXAMPLE/20261121/eu-west-1/${service}/aws4_request`;
  return {
    method,
    target: '/',
    headers: [['Authorization', `AWS4-HMAC-SHA256 Credential=${scope}, ...`]],
    body: Buffer.of(),
  };
}

/** What some requests meet, one after another. */
function metBy(faults: PassingFaults, requests: readonly WireRequest[]): readonly (number | string | undefined)[] {
  return requests.map((request) => {
    try {
      return faults.insteadOf(request)?.status;
    } catch (error) {
      return String(error);
    }
  });
}

describe('faults that pass', () => {
  test('meet nobody unless they are told to, and nobody any more when told so', () => {
    const faults = new PassingFaults();
    const three = [requestTo('iam'), requestTo('iam'), requestTo('iam')];
    expect(metBy(faults, three)).toEqual([undefined, undefined, undefined]);
    faults.meet(3);
    expect(metBy(faults, three)).toEqual([undefined, undefined, 400]);
    faults.meet();
    expect(metBy(faults, three)).toEqual([undefined, undefined, undefined]);
    expect(faults.count).toBe(1);
  });

  test('come in turn: throttled, unavailable, without a connection, an internal failure', () => {
    const faults = new PassingFaults();
    faults.meet(1);
    const five = Array.from({ length: 5 }, () => requestTo('cloudformation'));
    expect(metBy(faults, five)).toEqual([400, 503, 'Error: connection reset', 500, 400]);
  });

  test.each([
    ['iam', 'POST', 'text/xml', '<Code>Throttling</Code>'],
    ['organizations', 'POST', 'application/x-amz-json-1.1', '"__type":"ThrottlingException"'],
    ['s3', 'GET', 'application/xml', '<Code>SlowDown</Code>'],
    ['s3', 'HEAD', 'application/xml', ''],
  ])('answer in the words of %s to %s', (service, method, type, body) => {
    const faults = new PassingFaults();
    faults.meet(1);
    const answer = faults.insteadOf(requestTo(service, method));
    expect(answer?.headers['content-type']).toBe(type);
    expect(answer?.body).toContain(body);
  });
});
