import { closestName } from '../../lib/config/closest-name';

const SERVICES = ['cloudwatch', 'dynamodb', 'ec2', 'lambda', 'logs', 's3', 'sns', 'sqs'];

describe('the name that somebody probably meant', () => {
  test.each([
    { when: 'nothing is alike', name: 'kubernetes', meant: undefined },
    { when: 'the name is far too long to be a slip', name: 'lambda'.repeat(20), meant: undefined },
    { when: 'the name is empty', name: '', meant: undefined },
    { when: 'a letter is missing', name: 'lamda', meant: 'lambda' },
    { when: 'a letter is too many', name: 'logss', meant: 'logs' },
    { when: 'a letter is wrong', name: 'ec3', meant: 'ec2' },
    { when: 'two letters are swapped', name: 'dyanmodb', meant: 'dynamodb' },
    { when: 'the case is wrong', name: 'CloudWatch', meant: 'cloudwatch' },
  ])('is $meant when $when', ({ name, meant }) => {
    expect(closestName(name, SERVICES)).toBe(meant);
  });

  test('is never the name itself', () => {
    expect(closestName('s3', ['s3'])).toBeUndefined();
  });
});
