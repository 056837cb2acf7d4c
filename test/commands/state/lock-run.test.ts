import type { CiRuns } from '../../../lib/aws/ci-runs';
import { namesOfRuns, runsOfLock } from '../../../lib/commands/state/lock-run';
import { runsText } from '../../../lib/commands/state/unlock.text';
import { usableConfig } from '../../../lib/commands/usable-config';
import { EXIT, Failure } from '../../../lib/domain/failure';
import type { CiRun, RunState } from '../../../lib/domain/state/ci-run';
import { stateBucketOf, statePlace } from '../../../lib/domain/state/state-place';
import { changed } from '../../config/org-yaml';
import { FakeTrail } from '../audit/fake-trail';
import { assumption, DEV, event } from '../audit/recorded-events';
import { orgFile } from '../org-file';

const file = orgFile(
  changed(
    'identity: { iamUser: {} }',
    'identity: { github: { repository: acme/infra, apply: { environment: production }, plan: { branch: main } } }',
  ),
);

const LOCK = {
  id: 'a-lock',
  operation: 'OperationTypeApply',
  who: 'runner@host',
  created: '2026-03-01T09:29:58.000Z',
  path: '',
};

/** What becomes of a lock of the workspace dev of delivery. */
async function asked({ trail = new FakeTrail(), lock = LOCK, workspace = 'dev', pipeline = 'delivery' } = {}) {
  const config = usableConfig(file());
  const runs: CiRun[] = [];
  const ciRuns: CiRuns = {
    state: (run) => {
      runs.push(run);
      const state: RunState = { kind: 'alive', says: 'in_progress' };
      return Promise.resolve(state);
    },
  };
  const found = await runsOfLock(
    config,
    pipeline,
    statePlace(stateBucketOf(config, 'delivery'), workspace, undefined),
    lock,
    {
      eventHistory: () => Promise.resolve(trail.access()),
      ciRuns: () => Promise.resolve(ciRuns),
    },
  );
  return { found, runs, text: runsText(found) };
}

function entered(...of: readonly Parameters<typeof assumption>[0][]): FakeTrail {
  const trail = new FakeTrail();
  for (const one of of) trail.add(DEV, 'assumptions', event(assumption(one)));
  return trail;
}

test('the run that entered the account when the lock was taken may hold it, and its CI system says whether it goes on', async () => {
  const trail = entered(
    { sourceIdentity: 'github-12-1' },
    { id: 'again', key: 'ASIADEV2', sourceIdentity: 'github-12-1' },
  );
  const { found, runs, text } = await asked({ trail });
  expect(found).toEqual({ runs: [{ run: 'github-12-1', state: { kind: 'alive', says: 'in_progress' } }] });
  expect(runs).toEqual([
    { kind: 'github', api: 'https://api.github.com', repository: 'acme/infra', run: '12', attempt: 1 },
  ]);
  expect(text).toBe('github-12-1 may hold it: it goes on (in_progress)\n');
});

test('it looks into the account of the workspace alone, and only around that time', async () => {
  const trail = entered({ sourceIdentity: 'github-12-1', time: '2026-03-01T08:00:00Z' });
  const { text } = await asked({ trail });
  expect(text).toMatch(
    /^which run holds it is unknown: CloudTrail has no run of delivery that entered 444444444444 then/,
  );
  expect(new Set(trail.asked.map(({ account, kind }) => `${account} ${kind}`))).toEqual(
    new Set([`${DEV} assumptions`]),
  );
  expect(trail.asked[0]).toMatchObject({
    since: new Date('2026-03-01T09:28:58Z'),
    until: new Date('2026-03-01T09:44:58Z'),
  });
});

test('people who entered an access role, and who was refused, do not hold it', async () => {
  const trail = entered({ role: 'orgstrap-access-admin', sourceIdentity: 'ada' });
  trail.add(
    DEV,
    'assumptions',
    event({ ...assumption({ id: 'no', sourceIdentity: 'github-9-1' }), errorCode: 'AccessDenied' }),
  );
  expect((await asked({ trail })).found.runs).toEqual([]);
});

test('who may not look into the account is told so, and decides without that', async () => {
  const trail = new FakeTrail();
  trail.refusals.set(DEV, new Failure('AwsRefused', 'AWS refuses sts:AssumeRole', EXIT.unusable));
  const { text } = await asked({ trail });
  expect(text).toBe('which run holds it is unknown: nobody knows which run it is: AWS refuses sts:AssumeRole\n');
});

test('what is no failure of AWS is not taken for one', async () => {
  const trail = new FakeTrail();
  trail.refusals.set(DEV, new TypeError('a bug'));
  await expect(asked({ trail })).rejects.toThrow('a bug');
});

test.each([
  [{ lock: { ...LOCK, created: '' } }, /does not say since when/],
  [{ workspace: 'gone' }, /neither that pipeline nor that workspace any more/],
  [{ pipeline: 'gone' }, /neither that pipeline nor that workspace any more/],
])('of what org.yaml or the lock does not name nobody is asked (%#)', async (given, why) => {
  const { text, runs } = await asked({ trail: entered({ sourceIdentity: 'github-12-1' }), ...given });
  expect(text).toMatch(why);
  expect(runs).toEqual([]);
});

test('of a lock that is over, the runs are named without asking the CI system', async () => {
  const config = usableConfig(file());
  const place = statePlace(stateBucketOf(config, 'delivery'), 'dev', undefined);
  const namesIn = (trail: FakeTrail) =>
    namesOfRuns(config, 'delivery', place, LOCK, () => Promise.resolve(trail.access()));
  expect(await namesIn(entered({ sourceIdentity: 'github-12-1' }))).toEqual({ names: ['github-12-1'] });
  expect(await namesIn(new FakeTrail())).toEqual({
    names: [],
    why: expect.stringContaining('CloudTrail has no run of delivery'),
  });
});
