import { GatewayInTest, SESSION_KEY } from './support/gateway';
import { signed } from './support/signed';
import { ADMINISTRATOR, allowing, CI_ROLE, principal, trusting } from './support/stored';

// The session is called `run`, and began at 09:00.

const EVERYTHING = { name: 'everything', document: allowing(['*']) };
const write = () => signed({ service: 's3', method: 'PUT', target: '/plain/a', body: 'x', key: SESSION_KEY });

function ended(name: string, before: string) {
  const Condition = { StringLike: { 'aws:userid': `*:${name}` }, DateLessThan: { 'aws:TokenIssueTime': before } };
  const Statement = [{ Sid: 'Ended', Effect: 'Deny', Action: '*', Resource: '*', Condition }];
  const policy = { name: 'ended', document: JSON.stringify({ Version: '2012-10-17', Statement }) };
  return new GatewayInTest({ roles: [{ ...principal(CI_ROLE, EVERYTHING, policy), trust: trusting(ADMINISTRATOR) }] }, [
    SESSION_KEY,
  ]);
}

test('a session is refused where those of its name that began before a moment are', async () => {
  expect((await ended('run', '2026-11-21T09:00:01Z').refusal(write()))?.body).toContain('explicit deny');
});

test.each([
  ['began at that moment', 'run', '2026-11-21T09:00:00Z'],
  ['has another name', 'walk', '2026-11-21T09:00:01Z'],
  ['has a name that only ends like that', 'un', '2026-11-21T09:00:01Z'],
])('one that %s goes on', async (_, name, before) => {
  expect(await ended(name, before).refusal(write())).toBeUndefined();
});
