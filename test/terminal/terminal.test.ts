import { processIo } from '../../lib/terminal/terminal';

class RecordingStream {
  text = '';

  constructor(readonly isTTY = false) {}

  write(text: string): void {
    this.text += text;
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
