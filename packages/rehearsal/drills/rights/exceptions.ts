const SUSPENDED =
  'asked before a StackSet is deleted that has instances in a suspended account: the drill init-to-destroy';
const BUCKETS = 'asked where S3 refuses to say whose a bucket is that has a name of orgstrap';

/** What is asked for where an account is suspended alone. */
export const EXCEPTIONS_OF_DELETIONS: Readonly<Record<string, string>> = {
  'cloudformation:DeleteStackInstances': SUSPENDED,
  'cloudformation:DescribeStackSetOperation': SUSPENDED,
};

/**
 * What printed policies allow though no run of the drill asks the gateway for it, and why it is there. What CloudFormation alone may do
 * for who deploys is none of them: `test/commands/rights` holds it against the permissions of CloudFormation's handlers.
 */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  ...EXCEPTIONS_OF_DELETIONS,
  'organizations:ListDelegatedAdministrators':
    'CloudFormation asks Organizations as who calls, whether the account is a delegated administrator; the emulator knows it',
  's3:ListAllMyBuckets': BUCKETS,
  'cloudformation:DeleteChangeSet':
    'the CDK CLI deletes a change set of its own that an interrupted run has left, or that changes nothing',
};

/** The same of `doctor --fix`, together with what doctor needs. */
export const EXCEPTIONS_OF_FIXES: Readonly<Record<string, string>> = {
  's3:ListAllMyBuckets': BUCKETS,
};

/** What a run asks for only where something takes some seconds, so that a drill may see it or not. */
export const SOMETIMES: Readonly<Record<string, string>> = {
  'deploy in 333333333333: cloudformation:DescribeStackResources': 'the CDK CLI asks while a stack is on its way',
  'deploy in 333333333333: cloudformation:ListStackSetOperationResults': 'asked while an operation of StackSets runs',
  'destroy in 333333333333: cloudformation:ListStackSetOperationResults': 'asked while an operation of StackSets runs',
};
