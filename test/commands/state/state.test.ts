import { mkdtempSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../lib/commands/main';
import { historyText } from '../../../lib/commands/state/history.text';
import { stateCommand } from '../../../lib/commands/state/state.command';
import { stateHistory } from '../../../lib/commands/state/state-history';
import { usableConfig } from '../../../lib/commands/usable-config';
import { EXIT } from '../../../lib/domain/failure';
import { stateBucketOf, statePlace } from '../../../lib/domain/state/state-place';
import { VALID } from '../../config/org-yaml';
import { FakeStates, stateText } from '../../estate/states/fake-states';
import { contextOf } from '../context-of';
import { orgFile } from '../org-file';
import { RecordingIo } from '../recording-io';

const operated = orgFile(`${VALID}operators: ["arn:aws:iam::333333333333:role/operator"]\n`);
const unoperated = orgFile(VALID);
const KEY = 'env:/prod/terraform.tfstate';
const LOCK = `${KEY}.tflock`;

async function state(states: FakeStates, argv: readonly string[], file = operated(), answer?: string) {
  const io = new RecordingIo();
  const said: (string | undefined)[] = [];
  const context = contextOf(io, {
    now: () => new Date(Date.UTC(2026, 2, 2)),
    stateAccess: (_, sourceIdentity) => {
      said.push(sourceIdentity);
      return Promise.resolve({ states, who: sourceIdentity ?? 'alice' });
    },
    prompter:
      answer === undefined
        ? undefined
        : () => Promise.resolve({ text: () => Promise.resolve(undefined), choice: () => Promise.resolve(answer) }),
  });
  const status = await main(['state', ...argv, '--config', file], [stateCommand], context);
  return { status, out: io.out, err: io.err, said };
}

/** Two versions of one run, a damaged one without a lock, and the current one of another run. */
function used(): { readonly states: FakeStates; readonly ids: readonly string[] } {
  const states = new FakeStates();
  const first = states.put(KEY, stateText(1, 'lineage-1', ['a']));
  states.put(LOCK, '{"ID":"1","Operation":"OperationTypeApply","Who":"runner@one"}');
  const second = states.put(KEY, stateText(2, 'lineage-1', ['a', 'b']));
  states.delete(LOCK);
  const third = states.put(KEY, stateText(3).slice(0, 50));
  return { states, ids: [first, second, third] };
}

test('list shows each state, and which are locked', async () => {
  const states = new FakeStates();
  states.put(KEY, stateText(1));
  states.put(LOCK, '{"ID":"1"}');
  states.put('env:/dev/terraform.tfstate', stateText(1));
  states.put('somebody/else.txt', 'x');
  expect((await state(states, ['list'])).out).toBe(
    `dev   written 2026-03-01T09:00:02.000Z  ${stateText(1).length} bytes\nprod  written 2026-03-01T09:00:00.000Z  ${stateText(1).length} bytes  locked since 2026-03-01T09:00:01.000Z\n`,
  );
  expect((await state(new FakeStates(), ['list'])).out).toBe('the pipeline delivery has no state\n');
});

test('history tells of each version what it is, and whose lock was there when it was written', async () => {
  const { states, ids } = used();
  const { out, status } = await state(states, ['history', 'prod', '--json']);
  expect(status).toBe(EXIT.done);
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    workspace: 'prod',
    key: KEY,
    older: 0,
    versions: [
      { version: ids[2], is: 'damaged', isCurrent: true, how: expect.stringContaining('ends in the middle') },
      {
        version: ids[1],
        is: 'state',
        serial: 2,
        lineage: 'lineage-1',
        by: { who: 'runner@one', operation: 'OperationTypeApply' },
      },
      { version: ids[0], is: 'state', serial: 1 },
    ],
  });
  const { versions } = JSON.parse(out);
  expect([versions[0].by, versions[2].by]).toEqual([undefined, undefined]);
  const text = (await state(states, ['history', 'prod', '--limit', '2'])).out;
  expect(text).toContain('by runner@one (OperationTypeApply), who locked it at 2026-03-01T09:00:01.000Z\n');
  expect(text).toContain('nothing is known of who wrote it\n');
  expect(text).toContain('and 1 older version; --limit shows more\n');
});

test('history names the runs of CI in which a version may have been written, where somebody asks', async () => {
  const { states } = used();
  const place = statePlace(stateBucketOf(usableConfig(operated()), 'delivery'), 'prod', undefined);
  const asked: string[] = [];
  const history = await stateHistory(states, place, 20, ({ id }) => {
    asked.push(id);
    return Promise.resolve(['github-12-1', 'github-13-1']);
  });
  expect(asked).toEqual(['1']);
  expect(historyText(place, history)).toContain(
    'by runner@one (OperationTypeApply), who locked it at 2026-03-01T09:00:01.000Z, in one of github-12-1, github-13-1\n',
  );
});

test('history says why no run is known', async () => {
  const { states } = used();
  const { status, out, err } = await state(states, ['history', 'prod', '--runs']);
  expect(status).toBe(EXIT.done);
  expect(out).toContain('by runner@one');
  expect(err).toContain('of some versions the run is not known: the lock does not say since when it is there');
});

test('history of a workspace without a state says so', async () => {
  expect((await state(new FakeStates(), ['history', 'prod'])).out).toContain('has no version');
});

test('show names what is in a state, and no value', async () => {
  const { states, ids } = used();
  const { out } = await state(states, ['show', 'prod', '--version-id', ids[1] ?? '']);
  expect(out).toContain('2 resources');
  expect(out).toContain('  aws_sqs_queue.b\n');
  expect(out).not.toContain('TOP-SECRET');
  const json = (await state(states, ['show', 'prod', '--version-id', ids[1] ?? '', '--json'])).out;
  expect(JSON.parse(json)).toMatchObject({ workspace: 'prod', state: { serial: 2 } });
  expect(json).not.toContain('TOP-SECRET');
});

test('show says what differs from another version', async () => {
  const { states, ids } = used();
  const argv = ['show', 'prod', '--version-id', ids[1] ?? '', '--against', ids[0] ?? ''];
  const { out } = await state(states, argv);
  expect(out).toContain('\n+ aws_sqs_queue.b\n');
  expect(out).not.toContain('TOP-SECRET');
  expect(JSON.parse((await state(states, [...argv, '--json'])).out)).toMatchObject({
    added: ['aws_sqs_queue.b'],
    removed: [],
  });
});

test('show of a damaged version says how it is damaged, and fails', async () => {
  const { states } = used();
  const { status, err } = await state(states, ['show', 'prod']);
  expect(status).toBe(EXIT.failed);
  expect(err).toContain('it is damaged: it ends in the middle');
});

test('restore puts a version back with the next serial, and says what it replaced', async () => {
  const { states, ids } = used();
  const { status, out, err } = await state(states, ['restore', 'prod', '--version-id', ids[0] ?? '', '--yes']);
  expect(status).toBe(EXIT.done);
  expect(err).toContain('has the serial 1 and the lineage lineage-1');
  expect(out).toContain(`with the serial 3; what it replaced is kept as ${ids[2]}`);
  expect(JSON.parse(states.text(KEY) ?? '')).toMatchObject({ serial: 3, resources: [{ name: 'a' }] });
  expect(states.text(LOCK)).toBeUndefined();
});

test('restore asks first, and does nothing without a yes', async () => {
  const { states, ids } = used();
  const argv = ['restore', 'prod', '--version-id', ids[0] ?? ''];
  const before = states.text(KEY);
  expect(await state(states, argv)).toMatchObject({ status: EXIT.unusable, err: expect.stringContaining('--yes') });
  expect((await state(states, argv, operated(), 'no')).status).toBe(EXIT.interrupted);
  expect(states.text(KEY)).toBe(before);
  expect((await state(states, argv, operated(), 'yes')).status).toBe(EXIT.done);
});

test('restore refuses a damaged version, one that is not there, and another lineage', async () => {
  const { states, ids } = used();
  states.put(KEY, stateText(9, 'lineage-2'));
  const restore = (id: string, ...more: readonly string[]) =>
    state(states, ['restore', 'prod', '--version-id', id, '--yes', ...more]);
  expect(await restore(ids[2] ?? '')).toMatchObject({ status: EXIT.failed, err: expect.stringContaining('damaged') });
  expect(await restore('none')).toMatchObject({
    status: EXIT.unusable,
    err: expect.stringContaining('no version none'),
  });
  expect(await restore(ids[0] ?? '')).toMatchObject({
    status: EXIT.failed,
    err: expect.stringContaining('--other-lineage'),
  });
  expect(await restore(ids[0] ?? '', '--other-lineage')).toMatchObject({ status: EXIT.done });
});

test('restore of the current version has nothing to do', async () => {
  const { states, ids } = used();
  const { out } = await state(states, ['restore', 'prod', '--version-id', ids[2] ?? '', '--yes']);
  expect(out).toContain('already; nothing was written');
});

test('export writes a file for its owner alone, and nothing over what is there', async () => {
  const { states, ids } = used();
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-export-'));
  const file = join(folder, 'prod.tfstate');
  const argv = ['export', 'prod', '--version-id', ids[1] ?? '', '--out'];
  const first = await state(states, [...argv, file]);
  expect(first).toMatchObject({ status: EXIT.done, out: `${file}\n` });
  expect(first.out + first.err).not.toContain('TOP-SECRET');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toBe(stateText(2, 'lineage-1', ['a', 'b']));
  const dangling = join(folder, 'link');
  symlinkSync(join(folder, 'nowhere'), dangling);
  for (const taken of [file, '-', '/dev/tty', '/dev/stdout', dangling]) {
    const again = await state(states, [...argv, taken]);
    expect(again).toMatchObject({ status: EXIT.unusable, out: '', said: [] });
  }
});

test('who asks is said to AWS as it was given', async () => {
  const { states } = used();
  expect((await state(states, ['list', '--source-identity', 'bob@example.com'])).said).toEqual(['bob@example.com']);
  expect((await state(states, ['list', '--source-identity', 'two words'])).status).toBe(EXIT.unusable);
});

test('without operators, or with a name that is none, AWS is not asked', async () => {
  const none = new FakeStates();
  expect(await state(none, ['list'], unoperated())).toMatchObject({ status: EXIT.unusable, said: [] });
  for (const argv of [
    ['history', 'pro/d'],
    ['history', 'prod', '--pipeline', 'other'],
    ['history', 'prod', '--state', 'network'],
  ]) {
    expect(await state(none, argv)).toMatchObject({ status: EXIT.unusable, said: [] });
  }
});
