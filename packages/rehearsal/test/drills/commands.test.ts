import { ROOT } from '../../../../test/support/examples';
import { documentedCommands, filledIn } from '../../drills/documented-commands';
import { awsCommandsIn, commandByHand, deploymentsIn } from '../../drills/printed-commands';

describe('the commands of the AWS CLI in a text', () => {
  test('end where prose goes on', () => {
    const text =
      'once it is open: aws cloudformation update-stack-instances --stack-set-name a --accounts 1,2 --region eu-west-1; if it stays closed, ' +
      'then aws organizations move-account --account-id 1.';
    expect(awsCommandsIn(text)).toEqual([
      'aws cloudformation update-stack-instances --stack-set-name a --accounts 1,2 --region eu-west-1',
      'aws organizations move-account --account-id 1',
    ]);
  });

  test('keep options without a value, and what is waited for', () => {
    const text =
      'aws cloudformation delete-it --retain --stack-name a\n  aws cloudformation wait stack-delete-complete --stack-name a';
    expect(awsCommandsIn(text)).toEqual(text.split('\n').map((line) => line.trim()));
  });
});

test('the deployments in a text are what a shell makes of them', () => {
  const text =
    "1. npx cdk deploy 'Assignments-*' --exclusively\n2. npx cdk deploy --all, and then npx cdk deploy --exclusively A-b Cd; npx cdk deploy A-b --revert-drift";
  expect(deploymentsIn(text)).toEqual([
    ['Assignments-*', '--exclusively'],
    ['--all'],
    ['--exclusively', 'A-b', 'Cd'],
    ['A-b', '--revert-drift'],
  ]);
});

test.each([
  [
    'plan says, cdk deploys; where it shows no change, somebody changed the key beside CloudFormation: aws kms enable-key --key-id A',
    'aws kms enable-key --key-id A',
  ],
  [
    'npx cdk deploy --all deploys it; somebody deleted the role beside CloudFormation, and no update brings it back: npx cdk deploy A --revert-drift',
    'npx cdk deploy A --revert-drift',
  ],
  ['beside CloudFormation: with credentials of 1 aws a b && aws c d', 'aws a b && aws c d'],
  ['npx orgstrap plan says what a deployment would change, npx cdk deploy --all deploys it', ''],
])('the command by hand of %j', (fix, command) => {
  expect(commandByHand(fix)).toBe(command);
});

describe('the commands of a document', () => {
  test('are those of the block below the marker', () => {
    expect(documentedCommands(ROOT, 'docs/leave.md', 'destroy')).toEqual(['npx cdk destroy --all']);
  });

  test('are missed where there are none', () => {
    expect(() => documentedCommands(ROOT, 'docs/leave.md', 'no such marker')).toThrow('docs/leave.md has no commands');
  });

  test('need a value for every word in capitals', () => {
    expect(filledIn('move ACCOUNT --to ROOT', { ACCOUNT: '1', ROOT: 'r-abcd' })).toBe('move 1 --to r-abcd');
    expect(() => filledIn('move ACCOUNT', {})).toThrow('nothing stands for ACCOUNT');
  });
});
