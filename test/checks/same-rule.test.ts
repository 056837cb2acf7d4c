import { answeredByTheSameRule } from '../../lib/checks/same-rule';
import type { TemplateFinding } from '../../lib/domain/template-finding';

const ACKNOWLEDGEMENT = {
  reason: 'A bucket of logs that logs itself never ends.',
  at: 'Stack/Logs',
  kept: 'in the code',
} as const;

function finding(changes: Partial<TemplateFinding>): TemplateFinding {
  return {
    check: 'PCI.DSS.321',
    rule: 'PCI.DSS.321-S3BucketLoggingEnabled',
    message: 'The bucket has no access log.',
    severity: 'error',
    construct: 'Stack/Logs',
    sources: [],
    ...changes,
  };
}

const ANSWERED = finding({
  check: 'NIST.800.53.R5',
  rule: 'NIST.800.53.R5-S3BucketLoggingEnabled',
  acknowledgement: ACKNOWLEDGEMENT,
});

test('a reason counts for the same rule of another pack', () => {
  expect(answeredByTheSameRule([finding({}), ANSWERED])).toEqual([
    finding({ acknowledgement: ACKNOWLEDGEMENT }),
    ANSWERED,
  ]);
});

test.each([
  { where: 'at another construct', other: finding({ construct: 'Stack/State' }) },
  { where: 'of another rule', other: finding({ rule: 'PCI.DSS.321-S3BucketReplicationEnabled' }) },
  { where: 'of another thing that is found there', other: finding({ found: 'Action::s3:*' }) },
])('it does not count $where', ({ other }) => {
  expect(answeredByTheSameRule([other, ANSWERED])).toEqual([other, ANSWERED]);
});
