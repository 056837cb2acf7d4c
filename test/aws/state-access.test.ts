import type { ClientSettings } from '../../lib/aws/client-settings';
import { stateAccess } from '../../lib/aws/state-access';
import { sharedOpsConfig } from '../support/org-config';
import { type Answer, answering, xml, xmlError } from './answering';

const CALLER = xml('GetCallerIdentity', '<Arn>arn:aws:sts::333333333333:assumed-role/operator/alice@example.com</Arn>');
const CREDENTIALS =
  '<Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken></Credentials>';
const REFUSAL = xmlError('AccessDenied', 'no', 403);

function access(answer: (request: URLSearchParams) => Answer, sourceIdentity?: string) {
  const asked: URLSearchParams[] = [];
  const { settings } = answering((body) => {
    const request = new URLSearchParams(body);
    asked.push(request);
    return request.get('Action') === 'GetCallerIdentity' ? CALLER : answer(request);
  });
  const attempt = stateAccess(sharedOpsConfig(), sourceIdentity, settings as unknown as ClientSettings);
  return { attempt, asked };
}

const said = (asked: readonly URLSearchParams[]) =>
  asked.filter((one) => one.get('Action') === 'AssumeRole').map((one) => one.get('SourceIdentity'));

test('the state role is told the name of the session at hand', async () => {
  const { attempt, asked } = access(() => xml('AssumeRole', CREDENTIALS));
  expect((await attempt).who).toBe('alice@example.com');
  expect(said(asked)).toEqual(['alice@example.com']);
  expect(asked.at(-1)?.get('RoleArn')).toBe('arn:aws:iam::333333333333:role/orgstrap/orgstrap-state');
});

test('a name that is given is the one that is told', async () => {
  const { attempt, asked } = access(() => xml('AssumeRole', CREDENTIALS), 'bob');
  expect((await attempt).who).toBe('bob');
  expect(said(asked)).toEqual(['bob']);
  expect(asked.some((one) => one.get('Action') === 'GetCallerIdentity')).toBe(false);
});

test('where the session at hand has a source identity, that one goes on', async () => {
  const { attempt, asked } = access((request) =>
    request.has('SourceIdentity') ? REFUSAL : xml('AssumeRole', `${CREDENTIALS}<SourceIdentity>carol</SourceIdentity>`),
  );
  expect((await attempt).who).toBe('carol');
  expect(said(asked)).toEqual(['alice@example.com', null]);
});

test('a name that is given is told, or nothing is', async () => {
  const { attempt, asked } = access(() => REFUSAL, 'bob');
  await expect(attempt).rejects.toMatchObject({ code: 'AwsRefused', message: expect.stringContaining('with MFA') });
  expect(said(asked)).toEqual(['bob']);
});

test('who is refused both ways learns what the role asks for', async () => {
  const { attempt } = access(() => REFUSAL);
  await expect(attempt).rejects.toMatchObject({
    code: 'AwsRefused',
    message: expect.stringContaining('source identity'),
  });
});
