import { type OneStatement, ourAnswer, theirAnswer } from './one-statement';

/** A shape that is left out where the evaluator is held against the library of the rehearsal. */
interface LeftOut extends OneStatement {
  readonly shape: string;
  /** What IAM's page says, in short; or what no page says, so that the evaluator answers that it does not know. */
  readonly because: string;
  readonly ours: 'allowed' | 'implicitly denied' | 'unknown';
}

const OPERATORS = 'reference_policies_elements_condition_operators';
const VARIABLES = 'reference_policies_variables';

const LEFT_OUT: readonly LeftOut[] = [
  {
    shape: 'ForAnyValue with IfExists, without the key',
    because: `IfExists makes the element true without the key, after every operator but Null: ${OPERATORS}`,
    statement: { Condition: { 'ForAnyValue:StringEqualsIfExists': { 'aws:TagKeys': 'a' } } },
    context: {},
    ours: 'allowed',
  },
  {
    shape: 'seconds since 1970 against a date',
    because: `both are ways to write a date: ${OPERATORS}`,
    statement: { Condition: { DateGreaterThan: { 'aws:CurrentTime': '1767225600' } } },
    context: { 'aws:CurrentTime': '1999-01-01T00:00:00Z' },
    ours: 'implicitly denied',
  },
  {
    shape: 'a range of all addresses',
    because: `its prefix counts no bits: ${OPERATORS}`,
    statement: { Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } },
    context: { 'aws:SourceIp': '203.0.113.7' },
    ours: 'allowed',
  },
  {
    shape: 'NotIpAddress with an address of the other family',
    because: `an address that is another one is not the address: ${OPERATORS}`,
    statement: { Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.7' } } },
    context: { 'aws:SourceIp': '2001:db8::7' },
    ours: 'allowed',
  },
  {
    shape: 'an IPv6 address in another notation',
    because: `:: stands for zeros: ${OPERATORS}`,
    statement: { Condition: { IpAddress: { 'aws:SourceIp': '2001:db8:0:0:0:0:0:7' } } },
    context: { 'aws:SourceIp': '2001:DB8::7' },
    ours: 'allowed',
  },
  {
    shape: 'a negated operator with a variable that has no value',
    because: `negated operators match the null value: ${VARIABLES}#policy-vars-no-value`,
    statement: { Condition: { StringNotEquals: { 's3:prefix': '${aws:PrincipalTag/team}' } } },
    context: { 's3:prefix': 'a' },
    ours: 'allowed',
  },
  {
    shape: 'a special character in an operator that compares exactly',
    because: `it can be used where variables can: ${VARIABLES}#policy-vars-specialchars`,
    statement: { Condition: { StringEquals: { 's3:prefix': 'a${*}' } } },
    context: { 's3:prefix': 'a*' },
    ours: 'allowed',
  },
  {
    shape: 'NotResource with a variable that has no value',
    because: `no page says whether it excepts nothing or everything: ${VARIABLES}#policy-vars-no-value`,
    statement: { NotResource: 'arn:aws:s3:::${aws:PrincipalTag/team}' },
    context: {},
    ours: 'unknown',
  },
  {
    shape: 'a wildcard in the type of a resource',
    because: 'an asterisk stands for any characters of a part: reference_policies_elements_resource',
    action: 'ec2:StartInstances',
    resource: 'arn:aws:ec2:eu-west-1:111111111111:instance/i-0abc',
    statement: { Resource: 'arn:aws:ec2:*:*:*/*' },
    context: {},
    ours: 'allowed',
  },
  {
    shape: 'an ARN that breaks off',
    because: 'no page says what it is about: reference_policies_elements_resource',
    statement: { Resource: 'arn:aws:s3' },
    context: {},
    ours: 'unknown',
  },
  {
    shape: 'a key of several values without a set operator',
    because: 'no page says how they are compared: reference_policies_condition-single-vs-multi-valued-context-keys',
    statement: { Condition: { StringEquals: { 'aws:TagKeys': 'a' } } },
    context: { 'aws:TagKeys': ['a', 'b'] },
    ours: 'unknown',
  },
  {
    shape: 'a value that is not of the kind of its operator',
    because: 'no page says what it is compared as',
    statement: { Condition: { NumericNotEquals: { 's3:max-keys': 'ten' } } },
    context: { 's3:max-keys': '10' },
    ours: 'unknown',
  },
  {
    shape: 'an empty text under a set operator',
    because: 'it is an empty set: reference_policies_condition-single-vs-multi-valued-context-keys',
    statement: { Condition: { 'ForAllValues:StringEquals': { 's3:prefix': 'a' } } },
    context: { 's3:prefix': '' },
    ours: 'allowed',
  },
];

test.each(LEFT_OUT)('the library answers otherwise, or answers where nobody knows: $shape', async (question) => {
  const ours = ourAnswer(question).outcome;
  expect(ours).toBe(question.ours);
  // Where both answer the same, nothing need be left out.
  expect((await theirAnswer(question)) ? 'allowed' : 'implicitly denied').not.toBe(ours);
});
