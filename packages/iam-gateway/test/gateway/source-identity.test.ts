import type { StoredAccessKey } from '../../store/snapshot-cache';
import { GatewayInTest, SESSION_KEY, USER_KEY } from './support/gateway';
import { form, json } from './support/signed';
import { ADMINISTRATOR, allowing, CI_ROLE, ELSEWHERE, HERE, principal, stored } from './support/stored';

const NEXT_ROLE = `arn:aws:iam::${ELSEWHERE}:role/next`;
const BOTH = ['sts:AssumeRole', 'sts:SetSourceIdentity'];
const ASSUME_ALONE = ['sts:AssumeRole'];

/** A user who may become a role, which may become another one; each hop with the actions of caller and trust. */
function chain(
  permissions: readonly string[],
  trust: readonly string[],
): ConstructorParameters<typeof GatewayInTest>[0] {
  const trusting = (arn: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Sid: 'Trust', Effect: 'Allow', Principal: { AWS: arn }, Action: trust }],
    });
  const may = { name: 'may', document: allowing(permissions) };
  return {
    users: [principal(ADMINISTRATOR, may)],
    roles: [
      { ...stored().roles[0], ...principal(CI_ROLE, may), trust: trusting(`arn:aws:iam::${HERE}:root`) },
      { ...principal(NEXT_ROLE), trust: trusting(CI_ROLE) },
    ],
  };
}

const session = (sourceIdentity: string | null): StoredAccessKey => {
  const { owner, ...key } = SESSION_KEY;
  if (owner.kind !== 'session') throw new Error('it is not a session');
  return { ...key, owner: { ...owner, sourceIdentity } };
};

const assume = (role: string, key: StoredAccessKey, more: Readonly<Record<string, string>> = {}) =>
  form('sts', { Action: 'AssumeRole', RoleArn: role, RoleSessionName: 'run', ...more }, { key });

const RUN = { SourceIdentity: 'run-1' };

describe.each([
  ['first sets it', CI_ROLE, USER_KEY, RUN],
  ['sets it behind another that did not', NEXT_ROLE, session(null), RUN],
  ['inherits it', NEXT_ROLE, session('run-1'), {}],
  ['inherits it, and says the same again', NEXT_ROLE, session('run-1'), RUN],
])('the hop that %s', (_, role, key, more) => {
  const answerTo = (permissions: readonly string[], trust: readonly string[]) =>
    new GatewayInTest(chain(permissions, trust), [key]).refusal(assume(role, key, more));

  test('takes sts:SetSourceIdentity in the permissions of the caller and in the trust of the role', async () => {
    expect(await answerTo(BOTH, BOTH)).toBeUndefined();
  });

  test.each([
    ['permissions', ASSUME_ALONE, BOTH, 'identity-based'],
    ['trust', BOTH, ASSUME_ALONE, 'resource-based'],
  ])('is refused where the %s lack it', async (__, permissions, trust, kind) => {
    const because = `because no ${kind} policy allows the sts:SetSourceIdentity action`;
    expect((await answerTo(permissions, trust))?.body).toContain(because);
  });
});

test('a hop without one takes no such permission', async () => {
  const gateway = new GatewayInTest(chain(ASSUME_ALONE, ASSUME_ALONE), [session(null)]);
  expect(await gateway.refusal(assume(NEXT_ROLE, session(null)))).toBeUndefined();
});

test('a session that has one changes it for nobody, whatever policies allow', async () => {
  const key = session('run-1');
  const gateway = new GatewayInTest(chain(BOTH, BOTH), [key]);
  const refusal = await gateway.refusal(assume(NEXT_ROLE, key, { SourceIdentity: 'run-2' }));
  expect(refusal?.status).toBe(403);
  expect(refusal?.body).toContain('<Code>AccessDenied</Code>');
  expect(gateway.journal.entries).toMatchObject([{ outcome: 'denied', sourceIdentity: 'run-1' }]);
});

test.each(['x', 'a run', 'a'.repeat(65), 'aws:run'])('STS takes %j for no name', async (SourceIdentity) => {
  const gateway = new GatewayInTest(chain(BOTH, BOTH));
  expect((await gateway.refusal(assume(CI_ROLE, USER_KEY, { SourceIdentity })))?.status).toBe(400);
});

test('policies see it in whatever the session does', async () => {
  const Condition = { StringEquals: { 'aws:SourceIdentity': 'run-1' } };
  const Statement = [{ Sid: 'OfOneRun', Effect: 'Allow', Action: 'sqs:CreateQueue', Resource: '*', Condition }];
  const policy = { name: 'may', document: JSON.stringify({ Version: '2012-10-17', Statement }) };
  const roles = stored().roles.map((role) => ({ ...role, ...principal(CI_ROLE, policy) }));
  const answerTo = (key: StoredAccessKey) =>
    new GatewayInTest({ roles }, [key]).refusal(json('sqs', 'AmazonSQS.CreateQueue', '{"QueueName": "a"}', { key }));
  expect(await answerTo(session('run-1'))).toBeUndefined();
  expect((await answerTo(session('run-2')))?.status).toBe(400);
  expect((await answerTo(session(null)))?.status).toBe(400);
});
