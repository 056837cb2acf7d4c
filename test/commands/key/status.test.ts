import { reportsJson, reportsStatus, reportsText } from '../../../lib/commands/key/key.text';
import { type KeyReport, keyReport } from '../../../lib/commands/key/status';
import { EXIT, Failure } from '../../../lib/domain/failure';
import { FakeKeyAccount, WHO } from './fake-key-account';

function report(fake: FakeKeyAccount): Promise<KeyReport> {
  return keyReport(WHO, fake.rotation(), fake.now);
}

/** A fake account with one key, which CI holds and uses. */
function inUse(): { readonly fake: FakeKeyAccount; readonly id: string } {
  const fake = new FakeKeyAccount();
  const id = fake.byHand({ held: true });
  fake.labels = { current: id };
  return { fake, id };
}

describe('the status of keys', () => {
  test('has nothing to say of a key that is in use and ninety days old', async () => {
    const { fake, id } = inUse();
    fake.later(90);
    expect(await report(fake)).toEqual({
      pipeline: 'delivery',
      access: 'apply',
      user: 'orgstrap-ci-apply-delivery',
      keys: [{ id, isActive: true, is: 'current', ageInDays: 90, lastUsed: '2026-05-30T00:00:00.000Z' }],
      findings: [],
    });
  });

  test('finds a key that is a day older', async () => {
    const { fake, id } = inUse();
    fake.later(91);
    expect((await report(fake)).findings).toEqual([`${id} is 91 days old, at most 90 are good`]);
  });

  test('finds a key that nobody uses, though it is used no longer than it is old', async () => {
    const { fake, id } = inUse();
    fake.ci = undefined;
    fake.later(91);
    expect((await report(fake)).findings).toContain(
      `${id} has not been used for 91 days: remove it if CI no longer needs it`,
    );
  });

  test('finds a user without a key, and one without an active key', async () => {
    const fake = new FakeKeyAccount();
    expect((await report(fake)).findings).toEqual(['it has no key']);
    fake.byHand({ inactive: true });
    expect((await report(fake)).findings).toEqual(['it has no active key']);
  });

  test('finds two active keys, but not one beside the inactive key that it had before', async () => {
    const { fake } = inUse();
    const other = fake.byHand();
    fake.labels = { ...fake.labels, previous: other };
    expect((await report(fake)).findings).toEqual([expect.stringContaining('it has two active keys')]);
    for (const key of fake.keys) key.isActive = key.id !== other;
    expect(await report(fake)).toMatchObject({ keys: [{ is: 'current' }, { is: 'previous' }], findings: [] });
  });

  test('finds a key that was made by hand, and one that waits for CI though it is labelled as current, too', async () => {
    const fake = new FakeKeyAccount();
    const id = fake.byHand();
    expect((await report(fake)).findings).toEqual([`${id} was made by hand: run orgstrap key rotate`]);
    fake.labels = { current: id, pending: id };
    expect((await report(fake)).findings).toEqual([expect.stringContaining('CI is not known to hold it')]);
  });

  test('asks for no secret and changes nothing', async () => {
    const { fake } = inUse();
    await report(fake);
    expect([...fake.calls].sort()).toEqual(['labels', 'lastUsed', 'list']);
  });
});

test('says why nobody knows the keys of a user, which is no finding, and throws what a person has to change first', async () => {
  const { fake } = inUse();
  const { keys, secrets } = fake.rotation();
  const reportWith = (failure: Failure) =>
    keyReport(WHO, { secrets, keys: { ...keys, list: () => Promise.reject(failure) } }, fake.now);
  const silent = await reportWith(new Failure('AwsSilent', 'AWS does not answer', EXIT.incomplete));
  expect(silent).toMatchObject({ keys: [], findings: [], notSeen: 'AWS does not answer' });
  expect(reportsStatus([silent])).toBe(EXIT.incomplete);
  expect(reportsText([silent])).toContain('  not seen: AWS does not answer\n');
  expect(JSON.parse(reportsJson([silent]))).toMatchObject({ ok: false });
  await expect(reportWith(new Failure('AwsRefused', 'no', EXIT.unusable))).rejects.toMatchObject({
    code: 'AwsRefused',
  });
});

test('a finding is certain, whatever could not be seen beside it', async () => {
  const found = await report(new FakeKeyAccount());
  expect(reportsStatus([found, { ...found, findings: [], notSeen: 'AWS does not answer' }])).toBe(EXIT.failed);
});
