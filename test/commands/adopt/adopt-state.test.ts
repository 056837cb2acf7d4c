import { adoptState } from '../../../lib/commands/adopt/adopt-state';
import { readOnlyPolicy } from '../../../lib/domain/state/read-only-policy';
import { stateBucketOf, statePlace } from '../../../lib/domain/state/state-place';
import { orgConfig } from '../../support/org-config';
import { FakeBucket, FakeOldState } from './fake-places';

const FROM = { bucket: 'acme-states', key: 'dev.tfstate', region: 'eu-west-1', lockTable: 'locks' };
const TO = statePlace(stateBucketOf(orgConfig(), 'delivery'), 'dev', undefined);
const LOCK = `${TO.key}.tflock`;

function state(change: object = {}): string {
  const resource = {
    mode: 'managed',
    type: 'aws_s3_bucket',
    name: 'b',
    provider: 'aws',
    instances: [{ attributes: {} }],
  };
  const all = { version: 4, terraform_version: '1.9.0', serial: 7, lineage: 'one', outputs: {}, resources: [resource] };
  return `${JSON.stringify({ ...all, ...change }, undefined, 2)}\n`;
}

function places(old: string | undefined, there?: string) {
  const from = new FakeOldState(old);
  const bucket = new FakeBucket(from.said);
  if (there !== undefined) bucket.put(TO.key, there);
  const adopt = (makeReadOnly = false) =>
    adoptState(from, bucket, {
      from: FROM,
      to: TO,
      partition: 'aws',
      locker: { id: 'id-1', who: 'ada', operation: 'orgstrap adopt state', now: new Date(0) },
      makeReadOnly,
    });
  return { from, bucket, adopt, now: () => bucket.objects.get(TO.key)?.text };
}

describe('a state is taken over', () => {
  test('to the byte, under the locks of both places, which are given back', async () => {
    const { from, adopt, now } = places(state());
    expect(await adopt()).toMatchObject({ how: 'written', lineage: 'one', serial: 7, resources: 1, oldPlace: 'open' });
    expect(now()).toBe(state());
    expect(from.said).toEqual([
      'read the policy',
      'take item',
      'take object',
      'read the old state',
      'read the digest',
      `write ${LOCK}`,
      `write ${TO.key}`,
      `remove ${LOCK}`,
      'release object',
      'release item',
    ]);
    expect([from.item.held, from.object.held, from.bucketPolicy]).toEqual([undefined, undefined, undefined]);
  });

  test('though it is encrypted', async () => {
    const encrypted = JSON.stringify({
      serial: 3,
      lineage: 'two',
      meta: {},
      encrypted_data: 'AAAA',
      encryption_version: 'v0',
    });
    const { adopt, now } = places(encrypted);
    expect(await adopt()).toMatchObject({ how: 'written', lineage: 'two', serial: 3 });
    expect(now()).toBe(encrypted);
  });

  test.each([
    [
      'an empty one of another lineage',
      state({ lineage: 'new', serial: 0, resources: [] }),
      'written over an empty one',
    ],
    ['an older one of the same lineage', state({ serial: 6 }), 'written over an older one'],
  ])('over %s', async (_, there, how) => {
    const { adopt, now } = places(state(), there);
    expect(await adopt()).toMatchObject({ how });
    expect(now()).toBe(state());
  });

  test.each([
    ['it is there', state()],
    ['it is there and only its serial has grown', state({ serial: 9 })],
  ])('and nothing is written where %s', async (_, there) => {
    const { adopt, now } = places(state(), there);
    expect(await adopt()).toMatchObject({ how: 'there already' });
    expect(now()).toBe(there);
  });
});

describe('nothing is written, and every lock is given back', () => {
  test.each([
    ['there is no old state', undefined, undefined, 'NoOldState'],
    ['the old state is damaged', '{"version": 4', undefined, 'NoState'],
    ['the workspace has a state of another lineage', state(), state({ lineage: 'other' }), 'OtherLineage'],
    [
      'the workspace has a newer one',
      state(),
      state({ serial: 8, outputs: { a: { value: 1, type: 'number' } } }),
      'NewerState',
    ],
    ['the workspace has another one of the same serial', state(), state({ terraform_version: '1.9.1' }), 'NewerState'],
    ['what is there is damaged', state(), 'no state', 'NoState'],
  ])('where %s', async (_, old, there, code) => {
    const { from, bucket, adopt, now } = places(old, there);
    await expect(adopt(true)).rejects.toMatchObject({ code });
    expect(now()).toBe(there);
    expect([from.item.held, from.object.held, bucket.objects.has(LOCK), from.bucketPolicy]).toEqual([
      undefined,
      undefined,
      false,
      undefined,
    ]);
  });

  test('where the old state is not the one that the lock table knows', async () => {
    const { from, adopt, now } = places(state());
    from.md5 = 'another';
    await expect(adopt()).rejects.toMatchObject({ code: 'StaleOldState' });
    expect([now(), from.item.held, from.object.held]).toEqual([undefined, undefined, undefined]);
  });

  test('where somebody wrote meanwhile', async () => {
    const { from, bucket, adopt } = places(state());
    bucket.collides = true;
    await expect(adopt()).rejects.toMatchObject({ code: 'StateChanged' });
    expect(from.item.held).toBeUndefined();
  });

  test.each(['item', 'object'] as const)('where somebody has the old lock, the %s, and theirs stays', async (which) => {
    const { from, adopt, now } = places(state());
    const theirs = JSON.stringify({
      ID: 'id-9',
      Who: 'bob@laptop',
      Operation: 'OperationTypeApply',
      Created: '2026-01-01T00:00:00Z',
    });
    from[which].held = theirs;
    await expect(adopt()).rejects.toThrow(
      /bob@laptop has it for OperationTypeApply since 2026-01-01T00:00:00.000Z, with the id id-9/,
    );
    expect(from[which].held).toBe(theirs);
    expect(from[which === 'item' ? 'object' : 'item'].held).toBeUndefined();
    expect(now()).toBeUndefined();
  });

  test('where somebody has the lock of the pipeline', async () => {
    const { from, bucket, adopt, now } = places(state());
    bucket.put(LOCK, JSON.stringify({ ID: 'theirs', Who: 'runner' }));
    await expect(adopt()).rejects.toMatchObject({ code: 'StateLocked' });
    expect([now(), from.item.held, bucket.objects.has(LOCK)]).toEqual([undefined, undefined, true]);
  });
});

describe('the old place', () => {
  test('becomes read-only after the copy, and its lock in the table stays and says where the state is', async () => {
    const { from, adopt } = places(state());
    expect(await adopt(true)).toMatchObject({ oldPlace: 'made read-only' });
    expect(from.bucketPolicy).toBe(readOnlyPolicy(FROM, 'aws', undefined));
    expect(JSON.parse(from.item.held ?? '')).toMatchObject({
      ID: 'id-1',
      Who: 'ada',
      Info: `moved to s3://${TO.bucket}/${TO.key}`,
      Path: 'acme-states/dev.tfstate',
    });
    expect(from.object.held).toBeUndefined();
    expect(from.said.indexOf('set the policy')).toBeGreaterThan(from.said.indexOf(`write ${TO.key}`));
  });

  test('that is read-only already needs no lock, so that another run only looks', async () => {
    const { from, adopt } = places(state());
    await adopt(true);
    from.said.length = 0;
    expect(await adopt(true)).toMatchObject({ how: 'there already', oldPlace: 'read-only' });
    expect(from.said).toEqual([
      'read the policy',
      'read the old state',
      'read the digest',
      `write ${LOCK}`,
      `remove ${LOCK}`,
    ]);
  });

  test('with a policy that is no JSON is left alone', async () => {
    const { from, adopt } = places(state());
    from.bucketPolicy = '{';
    await expect(adopt(true)).rejects.toMatchObject({ code: 'NoBucketPolicy' });
    expect(from.said).toEqual(['read the policy']);
  });
});

describe('another run', () => {
  const TextOfLock = { ID: 'id-0', Operation: 'orgstrap adopt state', Who: 'ada', Path: 'acme-states/dev.tfstate' };
  const Info = `moved to s3://${TO.bucket}/${TO.key}`;

  test('takes the lock again that a killed run left on the same way, and gives it back', async () => {
    const { from, adopt, now } = places(state());
    from.item.held = JSON.stringify({ ...TextOfLock, Info: Info });
    expect(await adopt()).toMatchObject({ how: 'written' });
    expect([now(), from.item.held]).toEqual([state(), undefined]);
  });

  test.each([
    ['of somebody else', { Who: 'bob', Info: Info }],
    ['on another way', { Info: 'moved to s3://elsewhere/dev' }],
    ['of Terraform', { Operation: 'OperationTypeApply', Info: Info }],
  ])('does not take a lock %s', async (_, change) => {
    const { from, adopt } = places(state());
    const theirs = JSON.stringify({ ...TextOfLock, ...change });
    from.item.held = theirs;
    await expect(adopt()).rejects.toMatchObject({ code: 'OldStateLocked' });
    expect(from.item.held).toBe(theirs);
  });

  test('ends as an undisturbed one, whichever call of the old place failed before', async () => {
    const calls = 12;
    const failed: number[] = [];
    for (let turn = 0; turn < calls; turn++) {
      const { from, adopt, now } = places(state());
      from.failAt = turn;
      await adopt(true).catch(() => failed.push(turn));
      from.failAt = undefined;
      expect(await adopt(true)).toMatchObject({ lineage: 'one', serial: 7 });
      expect([now(), from.bucketPolicy]).toEqual([state(), readOnlyPolicy(FROM, 'aws', undefined)]);
    }
    expect(failed.length).toBeGreaterThan(5);
  });
});
