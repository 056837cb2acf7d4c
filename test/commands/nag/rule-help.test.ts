import { helpFor } from '../../../lib/commands/nag/rule-help';

test.each([
  {
    check: 'AwsSolutions',
    rule: 'AwsSolutions-S1',
    page: 'RULES.md#awssolutions',
    says: 'acknowledge it with a reason',
  },
  { check: 'NIST.800.53.R5', rule: 'NIST.800.53.R5-X', page: 'RULES.md#nist-800-53-rev-5', says: 'acknowledge it' },
  { check: 'Orgstrap', rule: 'Orgstrap-NoNotAction', page: 'best-practices', says: 'nobody can acknowledge' },
  {
    check: 'Template Size',
    rule: 'Template-Size',
    page: 'cloudformation-limits',
    says: 'Give a pipeline fewer environments',
  },
  { check: 'CloudFormation Validate', rule: 'E1', page: 'TemplateReference', says: 'would refuse' },
  {
    check: 'Reviewed Wildcards',
    rule: 'Reviewed-Wildcards-NoReason',
    page: 'best-practices',
    says: 'Narrow the wildcard',
  },
  { check: 'Reviewed Wildcards', rule: 'Reviewed-Wildcards-StaleReason', page: 'cdk-nag', says: 'remove it' },
  { check: 'AwsSolutions', rule: 'AwsSolutions-StaleAcknowledgement', page: 'cdk-nag', says: 'remove it' },
  { check: 'A New Check', rule: 'New', page: 'policy-validation-synthesis', says: 'cannot be acknowledged' },
])('a reader of $rule by $check is told how to mend it', ({ check, rule, page, says }) => {
  const { text, uri } = helpFor(check, rule);
  expect(uri).toContain(page);
  expect(text).toContain(says);
});
