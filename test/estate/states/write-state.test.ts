import type { AccountId } from '../../../lib/domain/ids';
import { readState } from '../../../lib/domain/state/state-file';
import { lockKeyOf, type StatePlace, statePlace } from '../../../lib/domain/state/state-place';
import { writeState } from '../../../lib/estate/states/write-state';
import { FakeStates, stateText } from './fake-states';

const PLACE: StatePlace = statePlace(
  { bucket: 'states', owner: '222222222222' as AccountId, region: 'eu-west-1' },
  'prod',
  undefined,
);
const { key: KEY } = PLACE;
const LOCK = lockKeyOf(PLACE);

function write(states: FakeStates, text: string, otherLineage = false) {
  const locker = { id: 'ours', who: 'alice', operation: 'test', now: new Date(Date.UTC(2026, 2, 1)) };
  return writeState(states, PLACE, text, { locker, otherLineage });
}

function serialIn(states: FakeStates): number | undefined {
  const read = readState(states.text(KEY) ?? '');
  return read.kind === 'state' ? read.state.serial : undefined;
}

test('a state gets the serial after the current one, and what it replaces is named', async () => {
  const states = new FakeStates();
  const before = states.put(KEY, stateText(7));
  const written = await write(states, stateText(3));
  expect(written).toMatchObject({ serial: 8, replaced: before });
  expect(serialIn(states)).toBe(8);
  expect(states.text(LOCK)).toBeUndefined();
});

test('where there is none, it gets the serial after its own', async () => {
  const states = new FakeStates();
  expect(await write(states, stateText(3))).toEqual({ serial: 4, version: expect.any(String) });
});

test.each([
  ['deleted', (states: FakeStates) => states.delete(KEY)],
  ['damaged', (states: FakeStates) => states.put(KEY, stateText(9).slice(0, 40))],
])('where the current one is %s, the newest that can be read says serial and lineage', async (_, harm) => {
  const states = new FakeStates();
  states.put(KEY, stateText(8));
  harm(states);
  await expect(write(states, stateText(3, 'lineage-2'))).rejects.toMatchObject({ code: 'OtherLineage' });
  expect(await write(states, stateText(3))).toMatchObject({ serial: 9 });
});

test('it is written under the lock that Terraform takes, which names who has it', async () => {
  const states = new FakeStates();
  await write(states, stateText(3));
  const [released, taken] = await states.versions(PLACE, LOCK);
  expect([released?.isDeletion, taken?.isDeletion]).toEqual([true, false]);
  const lock = await states.read(PLACE, LOCK, taken?.id);
  expect(JSON.parse(lock?.text ?? '')).toEqual({
    ID: 'ours',
    Operation: 'test',
    Info: '',
    Who: 'alice',
    Version: '',
    Created: '2026-03-01T00:00:00.000Z',
    Path: 'states/env:/prod/terraform.tfstate',
  });
});

test('a lock that somebody has is left as it is, and nothing is written', async () => {
  const states = new FakeStates();
  states.put(KEY, stateText(7));
  states.put(LOCK, '{"ID":"theirs","Operation":"OperationTypeApply","Who":"runner@host"}');
  await expect(write(states, stateText(3))).rejects.toMatchObject({
    code: 'StateLocked',
    message: expect.stringContaining('locked by runner@host since 2026-03-01T09:00:01.000Z'),
  });
  expect(serialIn(states)).toBe(7);
  expect(states.text(LOCK)).toContain('theirs');
});

test('another lineage is refused, and taken where that is meant', async () => {
  const states = new FakeStates();
  states.put(KEY, stateText(7));
  await expect(write(states, stateText(30, 'lineage-2'))).rejects.toMatchObject({ code: 'OtherLineage' });
  expect(serialIn(states)).toBe(7);
  expect(states.text(LOCK)).toBeUndefined();
  expect(await write(states, stateText(30, 'lineage-2'), true)).toMatchObject({ serial: 31 });
});

test('what is no state is refused before a lock is taken', async () => {
  const states = new FakeStates();
  await expect(write(states, stateText(7).slice(0, 30))).rejects.toMatchObject({ code: 'NoState' });
  await expect(write(states, '{"encrypted_data":"x","serial":1,"lineage":"a"}')).rejects.toThrow('tofu state push');
  expect(await states.versions(PLACE, LOCK)).toEqual([]);
});

test('who writes without the lock is noticed, and theirs stays', async () => {
  const states = new FakeStates();
  states.put(KEY, stateText(7));
  states.meanwhile = (key) => {
    if (key !== KEY) return;
    states.meanwhile = undefined;
    states.put(KEY, stateText(8, 'lineage-1', ['theirs']));
  };
  await expect(write(states, stateText(3))).rejects.toMatchObject({ code: 'StateChanged' });
  expect(serialIn(states)).toBe(8);
  expect(states.text(LOCK)).toBeUndefined();
});

test('an answer that is lost is no failure: what is there says what was done', async () => {
  const states = new FakeStates();
  states.lost.add('write').add('remove');
  expect(await write(states, stateText(3))).toMatchObject({ serial: 4 });
  expect(states.text(LOCK)).toBeUndefined();
});

test('a lock that cannot be given back is said', async () => {
  const states = new FakeStates();
  states.remove = () => Promise.resolve(false);
  await expect(write(states, stateText(3))).rejects.toMatchObject({
    code: 'LockNotReturned',
    message: expect.stringContaining('orgstrap state unlock prod'),
  });
});

test('what is there afterwards is not taken on trust', async () => {
  const states = new FakeStates();
  const put = states.put.bind(states);
  states.put = (key, text) => put(key, key === KEY ? text.replace('1.14.0', '1.13.0') : text);
  await expect(write(states, stateText(3))).rejects.toMatchObject({ code: 'NotAsWritten' });
  expect(states.text(LOCK)).toBeUndefined();
});
