import { RecordingIo } from '../../../../test/commands/recording-io';
import type { Observer, Proof } from '../../report/ledger';
import { observerOn } from '../../report/observers';

const PROOF: Proof = { chapter: 'keys are rotated', claim: 'a claim', verdict: 'proved', evidence: 'seen', seconds: 2 };

/** What is written of a chapter of two claims. */
function written(terminals: { readonly stdout: boolean; readonly stderr: boolean }, isVerbose = false, env = {}) {
  const io = new RecordingIo();
  const stderr = { isTTY: terminals.stderr, write: (text: string) => io.stderr(text) };
  const observer: Observer = observerOn({ stdout: { isTTY: terminals.stdout }, stderr, env }, io, isVerbose);
  const attack: Proof = { ...PROOF, claim: 'an attack', attack: 'refused' };
  for (const proof of [PROOF, attack]) {
    observer.begin(proof.claim, proof.chapter);
    observer.end(proof);
  }
  observer.close(PROOF.chapter, [PROOF, attack]);
  observer.finish();
  return { out: io.out, err: io.err };
}

test('a log has a line for each chapter, and nothing is rewritten in it', () => {
  expect(written({ stdout: false, stderr: false })).toEqual({
    out: '✔ keys are rotated: 1 proved, 1 attack refused, 4 s\n',
    err: '',
  });
});

test('a terminal has one line that is rewritten, and gone at the end', () => {
  const { out, err } = written({ stdout: true, stderr: true });
  expect(out).toBe('');
  expect(err).toContain('\r\u001b[K0 s  1 done  an attack  0 s');
  expect(err).not.toContain('\n');
  expect(err.endsWith('\r\u001b[K')).toBe(true);
});

test.each([
  ['a terminal that cannot rewrite', { TERM: 'dumb' }],
  ['CI that looks like a terminal', { CI: 'true' }],
])('nothing is rewritten on %s', (_, env) => {
  expect(written({ stdout: true, stderr: true }, false, env).err).toBe('');
});

test('with --verbose each claim has a line', () => {
  expect(written({ stdout: false, stderr: false }, true)).toEqual({
    out: '',
    err: '✔ a claim 2.0 s\n✔ an attack 2.0 s\n',
  });
});
