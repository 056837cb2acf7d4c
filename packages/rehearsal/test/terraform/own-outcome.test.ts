import type { Entry } from '../../../iam-gateway/gateway/journal';
import { ownOutcome } from '../../terraform/own-outcome';

const ALLOWED_BY = (action: string) => `add ${action.split(':')[0]}`;

function entry(outcome: Entry['outcome'], more: Partial<Entry> = {}): Entry {
  return { outcome, asked: 'sqs:CreateQueue', milliseconds: 1, ...more };
}

const DENIED = entry('denied', {
  reason:
    'User: x is not authorized to perform: sqs:CreateQueue on resource: y because no identity-based policy allows',
});

test('a run that ends well has succeeded, whatever was refused on the way', () => {
  expect(ownOutcome({ status: 0, output: '' }, [DENIED], ALLOWED_BY)).toEqual({ verdict: 'succeeded' });
});

test('what a policy refuses is a failure, once, with what would allow it', () => {
  expect(ownOutcome({ status: 1, output: '' }, [DENIED, DENIED], ALLOWED_BY)).toEqual({
    verdict: 'failed',
    reasons: [`${DENIED.reason}; add sqs`],
  });
});

test('no service is named where something refuses it to everybody', () => {
  const reason =
    'User: x is not authorized to perform: iam:CreateUser on resource: y with an explicit deny in a permissions boundary';
  const { reasons } = {
    reasons: [],
    ...ownOutcome({ status: 1, output: '' }, [entry('denied', { reason })], ALLOWED_BY),
  };
  expect(reasons).toEqual([expect.stringContaining('orgstrap refuses it to everybody here')]);
});

test('what the emulator does not know is no failure, and is named once', () => {
  const unknown = [entry('malformed', { asked: 'ec2:RunInstances' }), entry('undecided', { asked: 'sqs:ListQueues' })];
  expect(ownOutcome({ status: 1, output: '' }, [...unknown, ...unknown, entry('passed on')], ALLOWED_BY)).toEqual({
    verdict: 'unknown',
    calls: ['ec2:RunInstances', 'sqs:ListQueues'],
  });
});

test('what is unknown is named beside what is refused', () => {
  const found = ownOutcome(
    { status: 1, output: '' },
    [DENIED, entry('malformed', { asked: 'ec2:RunInstances' })],
    ALLOWED_BY,
  );
  expect(found).toMatchObject({
    verdict: 'failed',
    reasons: [expect.anything(), expect.stringContaining('ec2:RunInstances')],
  });
});

test('what moto has not got is no failure either', () => {
  const output = '│ Error: creating X: The create_x action has not been implemented\n│ with x\n';
  expect(ownOutcome({ status: 1, output }, [entry('passed on')], ALLOWED_BY)).toEqual({
    verdict: 'unknown',
    calls: ['Error: creating X: The create_x action has not been implemented'],
  });
});

test('everything else is what Terraform says', () => {
  const output = 'Error: Unsupported argument\n';
  expect(ownOutcome({ status: 1, output }, [entry('passed on')], ALLOWED_BY)).toEqual({
    verdict: 'failed',
    reasons: ['Error: Unsupported argument'],
  });
});
