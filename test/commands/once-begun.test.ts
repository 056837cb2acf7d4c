import { onceBegun } from '../../lib/commands/once-begun';
import { EXIT, Failure } from '../../lib/domain/failure';

const NOTE = 'run this again';

test('a refusal after something was done is no "nothing was done", and says what is true of it', async () => {
  const refusal = () => Promise.reject(new Failure('AwsRefused', 'AWS refuses it', EXIT.unusable));
  await expect(onceBegun(NOTE, refusal)).rejects.toMatchObject({
    code: 'AwsRefused',
    message: 'AWS refuses it\nrun this again',
    exitStatus: EXIT.failed,
  });
});

test('before anything was done it stays what it is', async () => {
  const error = new Failure('AwsRefused', 'AWS refuses it', EXIT.unusable);
  await expect(
    onceBegun(
      NOTE,
      () => Promise.reject(error),
      () => false,
    ),
  ).rejects.toBe(error);
});

test.each([
  new Failure('AwsSilent', 'AWS does not answer', EXIT.incomplete),
  new Failure('Interrupted', 'interrupted', EXIT.interrupted),
  new Error('a bug'),
])('$message stays what it is', async (error) => {
  await expect(onceBegun(NOTE, () => Promise.reject(error))).rejects.toBe(error);
});

test('what is not refused is answered', async () => {
  await expect(onceBegun(NOTE, () => Promise.resolve('done'))).resolves.toBe('done');
});
