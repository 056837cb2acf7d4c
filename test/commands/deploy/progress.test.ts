import { progressText } from '../../../lib/commands/deploy/deploy.text';
import { lookingMeanwhile, progressOf } from '../../../lib/commands/deploy/progress-of';
import { sharedOpsConfig } from '../../support/org-config';
import { FakeCloud } from './fake-cloud';

const DEV = 'orgstrap-ProductAccounts-dev';

test('what is on its way is what AWS shows, with the accounts of a StackSet', async () => {
  const cloud = new FakeCloud(sharedOpsConfig());
  cloud.put('orgstrap-TerraformAccount');
  cloud.put('orgstrap-Pipeline-delivery', 'UPDATE_IN_PROGRESS');
  cloud.put('orgstrap-Audit', 'REVIEW_IN_PROGRESS');
  cloud.put('another', 'UPDATE_IN_PROGRESS');
  cloud.put(DEV, 'UPDATE_IN_PROGRESS');
  cloud.operations[DEV] = [{ id: 'now', action: 'UPDATE', status: 'RUNNING' }];
  cloud.results[DEV] = ['SUCCEEDED', 'FAILED', 'RUNNING', 'PENDING'].map((status, index) => ({
    account: String(index),
    status,
  }));
  expect(await progressOf(cloud.access, ['eu-west-1'], new Set([DEV]))).toEqual([
    { stack: 'orgstrap-Pipeline-delivery', status: 'UPDATE_IN_PROGRESS' },
    {
      stack: DEV,
      status: 'UPDATE_IN_PROGRESS',
      accounts: { all: 4, done: 2, failed: [{ account: '1', status: 'FAILED' }] },
    },
  ]);
});

describe('it is told in one line', () => {
  const failed = [{ account: '444444444444', status: 'FAILED' }];
  const working = [{ stack: DEV, status: 'UPDATE_IN_PROGRESS', accounts: { all: 100, done: 37, failed } }];

  test('with a bar on a terminal', () => {
    expect(progressText(working, { begun: 5, all: 10 }, true)).toBe(
      '[##########----------] stack 5 of 10: orgstrap-ProductAccounts-dev 37 of 100 accounts, 1 failed',
    );
  });

  test('without one in a log', () => {
    expect(progressText(working, { begun: 5, all: 10 }, false)).toBe(
      'stack 5 of 10: orgstrap-ProductAccounts-dev 37 of 100 accounts, 1 failed',
    );
  });

  test('that does not grow with what is on its way', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ stack: `s${index}`, status: 'CREATE_IN_PROGRESS' }));
    expect(progressText(many, { begun: 9, all: 9 }, false)).toBe(
      'stack 9 of 9: s0 CREATE_IN_PROGRESS; s1 CREATE_IN_PROGRESS and 7 more',
    );
  });
});

describe('looking meanwhile', () => {
  const soon = () => new Promise<void>((resolve) => setImmediate(resolve));

  test('goes on while a look is not answered, and ends with the work', async () => {
    const looks = { count: 0 };
    const work = new Promise<string>((resolve) => setTimeout(() => resolve('done'), 50));
    const look = () => {
      looks.count++;
      return Promise.reject(new Error('AWS does not answer'));
    };
    expect(await lookingMeanwhile(work, look, soon, 1)).toBe('done');
    const { count } = looks;
    expect(count).toBeGreaterThan(1);
    await soon();
    await soon();
    expect(looks.count - count).toBeLessThanOrEqual(1);
  });

  test('fails as the work does', async () => {
    await expect(
      lookingMeanwhile(Promise.reject(new Error('the work')), () => Promise.resolve(), soon, 1),
    ).rejects.toThrow('the work');
  });

  test('does not wait for its pause once the work is over', async () => {
    const signals: AbortSignal[] = [];
    const wait = (_: number, signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    };
    const work = new Promise<void>((resolve) => setTimeout(resolve, 20));
    await lookingMeanwhile(work, () => Promise.resolve(), wait, 1_000_000);
    expect(signals[0]?.aborted).toBe(true);
  });
});
