import { EventEmitter } from 'node:events';
import { Interruption } from '../../lib/commands/interruption';
import { EXIT } from '../../lib/domain/failure';

/** A process that remembers what it was ended by. */
class FakeProcess extends EventEmitter {
  readonly pid = 42;
  readonly ended: string[] = [];

  kill(pid: number, signal: string): void {
    // One that still listens would not end.
    if (this.listenerCount(signal) === 0) this.ended.push(`${pid} ${signal}`);
  }
}

function interruption() {
  const fake = new FakeProcess();
  const said: string[] = [];
  return { fake, said, interrupted: new Interruption(fake, (text) => said.push(text)) };
}

test.each(['SIGINT', 'SIGTERM'])('%s ends what may end anywhere at once, by the signal itself', (signal) => {
  const { fake, said } = interruption();
  fake.emit(signal);
  expect({ ended: fake.ended, said }).toEqual({ ended: [`42 ${signal}`], said: ['orgstrap: interrupted\n'] });
});

test('a step goes on to its end, and nothing comes after it', async () => {
  const { fake, interrupted } = interruption();
  const done: string[] = [];
  const steps = async () => {
    for (const step of ['first', 'second']) {
      await interrupted.hold(async () => {
        if (step === 'first') fake.emit('SIGINT');
        await Promise.resolve();
        done.push(step);
      });
    }
  };
  await expect(steps()).rejects.toMatchObject({ code: 'Interrupted', exitStatus: EXIT.interrupted });
  expect({ done, ended: fake.ended }).toEqual({ done: ['first'], ended: [] });
});

test('a step that fails says so first', async () => {
  const { fake, interrupted } = interruption();
  const failing = interrupted.hold(() => {
    fake.emit('SIGINT');
    return Promise.reject(new Error('the step'));
  });
  await expect(failing).rejects.toThrow('the step');
});

test('a second time ends a step, too, and says what is not known', () => {
  const { fake, said, interrupted } = interruption();
  void interrupted.hold(() => new Promise(() => undefined));
  fake.emit('SIGINT');
  fake.emit('SIGINT');
  expect(fake.ended).toEqual(['42 SIGINT']);
  expect(said.at(-1)).toContain('may be done or not, so run this again');
});

test('nothing is in the way of a step that nobody interrupts', async () => {
  expect(await interruption().interrupted.hold(() => Promise.resolve('result'))).toBe('result');
});

describe('what would be left on the machine', () => {
  test('is taken away before the process ends, the last first, with what is true of it', () => {
    const { fake, said, interrupted } = interruption();
    const taken: string[] = [];
    const never = () => new Promise(() => undefined);
    void interrupted.tidily({ note: '', takeAway: () => taken.push('folder') }, never);
    void interrupted.tidily({ note: 'AWS goes on', takeAway: () => taken.push('process') }, never);
    fake.emit('SIGINT');
    expect({ taken, said, ended: fake.ended }).toEqual({
      taken: ['process', 'folder'],
      said: ['orgstrap: interrupted; AWS goes on\n'],
      ended: ['42 SIGINT'],
    });
  });

  test('is the business of whoever made it once the work is done, or has failed', async () => {
    const { fake, interrupted } = interruption();
    const taken: string[] = [];
    const unfinished = { note: '', takeAway: () => taken.push('folder') };
    expect(await interrupted.tidily(unfinished, () => Promise.resolve('result'))).toBe('result');
    await expect(interrupted.tidily(unfinished, () => Promise.reject(new Error('work')))).rejects.toThrow('work');
    fake.emit('SIGTERM');
    expect(taken).toEqual([]);
  });
});
