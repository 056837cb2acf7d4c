import { EXIT, Failure } from '../../../../lib/domain/failure';
import { Ledger, NotProved } from '../../report/ledger';
import { withWhatMends } from '../../report/machine-trouble';
import { SILENT } from '../support/silent';

function errorOfSystem(code: string): Error {
  return Object.assign(new Error(`${code}: cannot, open '/tmp/a'`), { code, syscall: 'open' });
}

test.each([
  ['ENOSPC', /make room there.*TMPDIR/],
  ['EROFS', /TMPDIR.*may be written to/],
  ['EACCES', /TMPDIR.*may be written to/],
  ['EADDRINUSE', /end what listens there/],
  ['EMFILE', /ulimit -n/],
])('%s is one line with what to do', (code, mend) => {
  const failure = withWhatMends(errorOfSystem(code));
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({ exitStatus: EXIT.incomplete, message: expect.stringMatching(mend) });
  expect(`${failure}`).not.toContain('\n');
});

test('every other error stays what it is', () => {
  const bug = new TypeError('x is not a function');
  expect(withWhatMends(bug)).toBe(bug);
});

describe('what this machine does not let it do is no finding', () => {
  const proving = (error: unknown, end = new AbortController()) =>
    new Ledger(SILENT, end.signal).prove('a claim', () => Promise.reject(error));

  test('of the rehearsal itself', async () => {
    await expect(proving(errorOfSystem('ENOSPC'))).rejects.toMatchObject({ code: 'ENOSPC' });
  });

  test('of a program that it runs', async () => {
    const said = 'cdk deploy ended with 1\nError: write /tmp/state: no space left on device\nat line 3';
    await expect(proving(new NotProved(said))).rejects.toMatchObject({
      code: 'NoRoom',
      exitStatus: EXIT.incomplete,
      message: expect.stringMatching(/^a disk of this machine is full: Error: write \/tmp\/state.*make room/),
    });
  });

  test('and everything else is', async () => {
    await expect(proving(new NotProved('it went through'))).resolves.toBe(false);
  });

  test('unless the user has asked for the end', async () => {
    const end = new AbortController();
    end.abort(new Failure('Interrupted', 'interrupted', EXIT.interrupted));
    await expect(proving(errorOfSystem('ENOSPC'), end)).rejects.toMatchObject({ code: 'Interrupted' });
  });
});
