import { MANAGED_POLICY_NAME } from '../../domain/people';
import type { Mention } from '../draft';
import type { Finding } from '../finding';
import { quoted } from '../quoted';
import { wildcardNote } from '../wildcard';
import { verdictAt } from './verdict-at';

/** Managed policies of AWS have the same name in every account and every partition, so they are given without an ARN. */
export function managedPolicyFindings(policies: readonly Mention<string>[]): Finding[] {
  return policies
    .filter(({ value }) => !MANAGED_POLICY_NAME.test(value))
    .map((policy) =>
      verdictAt(policy, {
        found: `the managed policy ${quoted(policy.value)}`,
        expected: 'the name of a managed policy of AWS without its ARN, such as SecurityAudit or job-function/Billing',
        fix: `${fixOf(policy.value)}${wildcardNote(policy.value)}`,
      }),
    );
}

function fixOf(text: string): string {
  const [, account, name = ''] = /^arn:[^:]*:iam::([^:]*):policy\/(.+)$/.exec(text) ?? [];
  if (account === 'aws' && MANAGED_POLICY_NAME.test(name)) return `write ${name}`;
  if (account !== undefined && account !== 'aws') {
    return 'a policy of your own goes into policies/services; list its name under services';
  }
  return 'copy what follows policy/ in its ARN';
}
