import { MANAGED_POLICY_NAME, PEOPLE_NAME, PERSON_NAME } from '../../lib/domain/people';

test.each(['admin', 'data-1', 'a', 'on-call-2-eu'])('%s is a name of a role or a group', (name) => {
  expect(PEOPLE_NAME.test(name)).toBe(true);
});

test.each(['', 'Admin', '1st', '-a', 'a-', 'a--b', 'a_b', 'a b', 'a*', 'a\n'])(
  '%j is no name of a role or a group',
  (name) => {
    expect(PEOPLE_NAME.test(name)).toBe(false);
  },
);

test.each(['ab', 'Ada', 'ada.lovelace+aws@example.com', '7of9', 'x'.repeat(64)])('%s is a name of a person', (name) => {
  expect(PERSON_NAME.test(name)).toBe(true);
});

test.each(['', 'a', '.ada', 'a/b', 'a b', 'a:b', 'a*b', 'a?b', '${aws:username}', 'ada\n', 'x'.repeat(65)])(
  '%j is no name of a person',
  (name) => {
    expect(PERSON_NAME.test(name)).toBe(false);
  },
);

test.each(['SecurityAudit', 'job-function/Billing', 'aws-service-role/AutoScalingServiceRolePolicy'])(
  '%s is a name of a managed policy of AWS',
  (name) => {
    expect(MANAGED_POLICY_NAME.test(name)).toBe(true);
  },
);

test.each(['', 'a/b/c', '/SecurityAudit', 'Job/Billing', 'Security Audit', 'Security*', 'x'.repeat(129)])(
  '%j is no name of a managed policy of AWS',
  (name) => {
    expect(MANAGED_POLICY_NAME.test(name)).toBe(false);
  },
);
