import { PassThrough } from 'node:stream';
import { terminalPrompter } from '../../lib/terminal/prompter';

/** A terminal whose keys a test presses. */
function terminal() {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin });
  const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  let shown = '';
  stderr.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
  });
  const prompter = terminalPrompter({ stdin, stderr } as unknown as Parameters<typeof terminalPrompter>[0]);
  return { prompter, press: (keys: string) => void stdin.write(keys), shown: () => shown };
}

/** Lets what was pressed arrive. */
function arrived(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}

test('a text is asked for again until nothing is wrong with it', async () => {
  const { prompter, press, shown } = terminal();
  const answer = prompter.text('Which one?', (text) => (text === 'ab' ? undefined : `found ${text}`));
  press('a');
  press('\r');
  await arrived();
  expect(shown()).toContain('Which one?');
  expect(shown()).toContain('found a');
  press('b');
  press('\r');
  expect(await answer).toBe('ab');
});

test('a choice is made with the arrows', async () => {
  const { prompter, press } = terminal();
  const answer = prompter.choice('Which one?', ['first', 'second']);
  press('\u001b[B');
  await arrived();
  press('\r');
  expect(await answer).toBe('second');
});

test('Ctrl-C is no answer', async () => {
  const { prompter, press } = terminal();
  const answer = prompter.text('Which one?', () => undefined);
  press('\u0003');
  expect(await answer).toBeUndefined();
});
