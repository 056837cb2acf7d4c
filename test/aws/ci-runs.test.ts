import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchedAnswer } from '../../lib/aws/ci-answer';
import { type CiEnvironment, FetchedCiRuns } from '../../lib/aws/ci-runs';
import type { CiRun, RunState } from '../../lib/domain/state/ci-run';

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** In milliseconds: nobody waits for it but where no answer comes. */
const BOUND = 10_000;
const SHORT_BOUND = 300;

/** Asks a CI system that answers so. */
async function said(
  answering: Answering,
  run: CiRun,
  environment: CiEnvironment = {},
  bound = BOUND,
): Promise<RunState> {
  const server = createServer(answering);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const runs = new FetchedCiRuns(
      { GITHUB_API_URL: url, CI_API_V4_URL: `${url}/api/v4`, ...environment },
      (to, headers) => fetchedAnswer(to, headers, bound),
    );
    return await runs.state(run);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function json(body: unknown, status = 200): Answering {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', location: 'https://example.com/' });
    response.end(JSON.stringify(body));
  };
}

const GITHUB: CiRun = {
  kind: 'github',
  api: 'https://api.github.com',
  repository: 'acme/in fra',
  run: '12',
  attempt: 1,
};
const GITLAB: CiRun = {
  kind: 'gitlab',
  api: 'https://gitlab.com/api/v4',
  project: 'acme/platform/infra',
  pipeline: '5',
  job: '6',
};

test.each([
  [GITHUB, '/repos/acme/in%20fra/actions/runs/12', 'authorization', 'Bearer hub'],
  [GITLAB, '/api/v4/projects/acme%2Fplatform%2Finfra/jobs/6', 'private-token', 'lab'],
])('it asks about the one run, with the token of that system alone (%#)', async (run, path, header, value) => {
  const asked: IncomingMessage[] = [];
  const answering: Answering = (request, response) => {
    asked.push(request);
    json({})(request, response);
  };
  await said(answering, run, { GITHUB_TOKEN: 'hub\n', GITLAB_TOKEN: 'lab\n' });
  expect(asked.map(({ url, method }) => [method, url])).toEqual([['GET', path]]);
  expect(asked[0]?.headers[header]).toBe(value);
  expect(JSON.stringify(asked[0]?.headers)).not.toContain(run === GITHUB ? 'lab' : 'hub');
});

test.each<[CiRun, object, RunState]>([
  [GITHUB, { status: 'in_progress', run_attempt: 1 }, { kind: 'alive', says: 'in_progress' }],
  [GITHUB, { status: 'queued' }, { kind: 'alive', says: 'queued' }],
  [GITHUB, { status: 'completed', conclusion: 'cancelled' }, { kind: 'ended', says: 'completed, cancelled' }],
  [GITHUB, { status: 'completed', conclusion: null }, { kind: 'ended', says: 'completed' }],
  [
    GITHUB,
    { status: 'in_progress', run_attempt: 2 },
    { kind: 'ended', says: 'attempt 1 is over; attempt 2 came after it' },
  ],
  [GITLAB, { status: 'running' }, { kind: 'alive', says: 'running' }],
  [GITLAB, { status: 'canceling' }, { kind: 'alive', says: 'canceling' }],
  [GITLAB, { status: 'failed' }, { kind: 'ended', says: 'failed' }],
])('what a system says of a run is whether it is over (%#)', async (run, body, state) => {
  expect(await said(json(body), run)).toEqual(state);
});

test.each<[CiRun, unknown]>([
  [GITHUB, { status: 'new word' }],
  [GITHUB, []],
  [GITLAB, { status: 1 }],
  [GITLAB, 'text'],
])('what nobody knows is not taken for the end of a run (%#)', async (run, body) => {
  expect(await said(json(body), run)).toMatchObject({
    kind: 'unknown',
    why: expect.stringMatching(/look at it there/),
  });
});

test.each([
  [401, { GITHUB_TOKEN: 'SECRET' }, /takes the token of GITHUB_TOKEN for none/],
  [404, {}, /set GITHUB_TOKEN to one with actions: read/],
  [404, { GITHUB_TOKEN: 'SECRET' }, /knows no run 12 of acme\/in fra, or the token of GITHUB_TOKEN lacks/],
  [403, { GITHUB_TOKEN: 'SECRET' }, /refuses to say \(403\)/],
  [429, {}, /asked too often/],
  [301, { GITHUB_TOKEN: 'SECRET' }, /has it somewhere else by now \(301\); write the new name into org\.yaml/],
  [502, { GITHUB_TOKEN: 'SECRET' }, /status 502; ask again/],
])('the status %d leaves it unknown, and says what to do about that', async (status, environment, why) => {
  const state = await said(json({ status: 'completed' }, status), GITHUB, environment);
  expect(state).toEqual({ kind: 'unknown', why: expect.stringMatching(why) });
  expect(JSON.stringify(state)).not.toContain('SECRET');
});

test('nobody waits for an answer that does not come, or does not end', async () => {
  const late = { kind: 'unknown', why: expect.stringMatching(/did not answer in time/) };
  expect(await said(() => undefined, GITHUB, {}, SHORT_BOUND)).toEqual(late);
  expect(await said((_, response) => response.write('{'), GITLAB, {}, SHORT_BOUND)).toEqual(late);
});

test('an answer without an end is not read to its end', async () => {
  const endless: Answering = (_, response) => {
    const chunk = Buffer.alloc(1_000_000, 'x');
    const more = () => {
      if (response.write(chunk)) setImmediate(more);
    };
    response.on('drain', more);
    more();
  };
  expect(await said(endless, GITHUB)).toMatchObject({ kind: 'unknown' });
});

test('a page in the place of an answer says nothing about the run', async () => {
  const page: Answering = (_, response) => response.end('<html>Sign in</html>');
  expect(await said(page, GITHUB)).toMatchObject({ kind: 'unknown' });
});

test('who cannot be reached is named, without the secret', async () => {
  const state = await said(json({}), GITHUB, { GITHUB_API_URL: 'http://127.0.0.1:1', GITHUB_TOKEN: 'SECRET' });
  expect(state).toEqual({ kind: 'unknown', why: expect.stringMatching(/^http:\/\/127\.0\.0\.1:1 cannot be reached/) });
  expect(await said(json({}), GITHUB, { GITHUB_TOKEN: 'SE\nCRET' })).not.toMatchObject({
    why: expect.stringMatching(/CRET/),
  });
});

test('a token leaves the machine through HTTPS alone', async () => {
  const state = await said(json({}), GITHUB, { GITHUB_API_URL: 'http://github.example.com', GITHUB_TOKEN: 'SECRET' });
  expect(state).toEqual({ kind: 'unknown', why: 'http://github.example.com is no address with https' });
  expect(await said(json({}), GITHUB, { GITHUB_API_URL: 'nothing' })).toEqual({
    kind: 'unknown',
    why: 'what the environment says is no address with https',
  });
});

test('of other systems it says where to look', async () => {
  expect(await said(json({}), { kind: 'elsewhere', lookAt: 'build 17' })).toEqual({
    kind: 'unknown',
    why: 'orgstrap cannot ask that CI system; look at build 17',
  });
});
