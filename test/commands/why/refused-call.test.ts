import { refusedCalls } from '../../../lib/commands/why/refused-call';

const SESSION = 'arn:aws:sts::444444444444:assumed-role/orgstrap-terraform/terraform-delivery';

test.each([
  [
    'an identity policy that is silent',
    `api error AccessDeniedException: User: ${SESSION} is not authorized to perform: glue:CreateJob on resource: arn:aws:glue:eu-west-1:444444444444:job/x because no identity-based policy allows the glue:CreateJob action`,
    {
      action: 'glue:CreateJob',
      resource: 'arn:aws:glue:eu-west-1:444444444444:job/x',
      reason: 'no identity-based policy allows',
    },
  ],
  [
    'a control policy that denies',
    `User: ${SESSION} is not authorized to perform: ec2:RunInstances on resource: arn:aws:ec2:eu-west-1:444444444444:instance/* with an explicit deny in a service control policy`,
    {
      action: 'ec2:RunInstances',
      resource: 'arn:aws:ec2:eu-west-1:444444444444:instance/*',
      reason: 'explicit deny in a service control policy',
    },
  ],
  [
    'a boundary that denies',
    `User: ${SESSION} is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::444444444444:user/x with an explicit deny in a permissions boundary`,
    {
      action: 'iam:CreateUser',
      resource: 'arn:aws:iam::444444444444:user/x',
      reason: 'explicit deny in a permissions boundary',
    },
  ],
  [
    'S3, with quotes',
    `User: ${SESSION} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k" because no identity-based policy allows the s3:GetObject action`,
    { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', reason: 'no identity-based policy allows' },
  ],
  [
    'EC2, which names no resource',
    `UnauthorizedOperation: You are not authorized to perform this operation. User: ${SESSION} is not authorized to perform: ec2:CreateVpc. Encoded authorization failure message: Q`,
    { action: 'ec2:CreateVpc' },
  ],
  [
    'Terraform, broken into lines by a terminal and by CI',
    `2026-11-30T10:11:12.1Z \u001b[31m╷\u001b[0m\n2026-11-30T10:11:12.1Z │ Error: User:\n2026-11-30T10:11:12.1Z │ ${SESSION} is not\n2026-11-30T10:11:12.1Z │ authorized to perform: sqs:CreateQueue on resource:\n│ arn:aws:sqs:eu-west-1:444444444444:q because no\n│ permissions boundary allows the sqs:CreateQueue action\n`,
    {
      action: 'sqs:CreateQueue',
      resource: 'arn:aws:sqs:eu-west-1:444444444444:q',
      reason: 'no permissions boundary allows',
    },
  ],
])('a message of %s is read', (_, text, call) => {
  expect(refusedCalls(text)).toEqual([{ caller: SESSION, ...call }]);
});

test('each call is there once, in the order of the text', () => {
  const message = (action: string) => `User: ${SESSION} is not authorized to perform: ${action} on resource: *`;
  const calls = refusedCalls([message('a:B'), message('c:D'), message('a:B')].join('\n'));
  expect(calls.map(({ action }) => action)).toEqual(['a:B', 'c:D']);
});

test.each([
  ['S3 that says no more', 'AccessDenied: Access Denied'],
  ['nothing', ''],
  ['something else', 'User: is not authorized'],
])('in a message of %s nobody is refused', (_, text) => {
  expect(refusedCalls(text)).toEqual([]);
});
