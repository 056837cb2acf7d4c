import { EventEmitter } from 'node:events';
import { EXIT, type Failure } from '../../../lib/domain/failure';
import { whenAskedToEnd } from '../ending';

function reasonsAfter(happens: (process: EventEmitter, stdout: EventEmitter) => void): readonly Failure[] {
  const reasons: Failure[] = [];
  const stdout = new EventEmitter();
  const process = Object.assign(new EventEmitter(), { stdout });
  whenAskedToEnd(process, (reason) => reasons.push(reason));
  happens(process, stdout);
  return reasons;
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s ends it with 130, and says so', (signal) => {
  expect(reasonsAfter((process) => process.emit(signal))).toMatchObject([
    { exitStatus: EXIT.interrupted, message: 'interrupted; everything that was started is gone' },
  ]);
});

test('a pipe that nobody reads any more ends it, without a word', () => {
  const closed = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
  expect(reasonsAfter((_, stdout) => stdout.emit('error', closed))).toMatchObject([
    { exitStatus: EXIT.incomplete, message: '' },
  ]);
});

test('what else comes of writing is said elsewhere', () => {
  expect(reasonsAfter((_, stdout) => stdout.emit('error', { code: 'ENOSPC' }))).toEqual([]);
});
