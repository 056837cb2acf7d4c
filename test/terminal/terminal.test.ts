import { processIo } from '../../lib/terminal/terminal';

class RecordingStream {
  text = '';

  constructor(readonly isTTY = false) {}

  private readonly listeners: ((error: NodeJS.ErrnoException) => void)[] = [];

  write(text: string): void {
    this.text += text;
  }

  on(_: 'error', listener: (error: NodeJS.ErrnoException) => void): void {
    this.listeners.push(listener);
  }

  /** What Node.js tells of a stream that cannot be written; a stream to whose errors nobody listens ends the process. */
  fail(code: string): void {
    if (this.listeners.length === 0) throw new Error('nobody listens');
    for (const listener of this.listeners) listener(Object.assign(new Error(`${code}: write`), { code }));
  }
}

describe('colour', () => {
  test.each([
    { name: 'no terminal', isTerminal: false, env: {}, isColoured: false },
    { name: 'a terminal and NO_COLOR', isTerminal: true, env: { NO_COLOR: '1' }, isColoured: false },
    { name: 'a terminal that is dumb', isTerminal: true, env: { TERM: 'dumb' }, isColoured: false },
    { name: 'a terminal and an empty NO_COLOR', isTerminal: true, env: { NO_COLOR: '' }, isColoured: true },
    { name: 'a terminal', isTerminal: true, env: { TERM: 'xterm' }, isColoured: true },
  ])('with $name it is $isColoured', ({ isTerminal, env, isColoured }) => {
    const io = processIo({ stdout: new RecordingStream(true), stderr: new RecordingStream(isTerminal), env });
    expect(io.isColoured).toBe(isColoured);
  });
});

test('results and problems go to streams of their own', () => {
  const stdout = new RecordingStream();
  const stderr = new RecordingStream();
  const io = processIo({ stdout, stderr, env: {} });
  io.stdout('result');
  io.stderr('problem');
  expect([stdout.text, stderr.text]).toEqual(['result', 'problem']);
});

describe('a stream that cannot be written', () => {
  function failing(code: string) {
    const stdout = new RecordingStream();
    const stderr = new RecordingStream();
    const lost: string[] = [];
    processIo({ stdout, stderr, env: {} }, (reason) => lost.push(reason));
    stderr.fail(code);
    stdout.fail(code);
    stdout.fail(code);
    return lost;
  }

  test('is no matter where whoever reads has read enough', () => {
    expect(failing('EPIPE')).toEqual([]);
  });

  test('loses results where the disk is full, which is said once', () => {
    expect(failing('ENOSPC')).toEqual(['ENOSPC: write']);
  });
});
