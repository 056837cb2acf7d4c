import type { PasswordPolicies, PasswordPolicy } from '../aws/password-policy';
import type { AccountId } from '../domain/ids';
import type { OrgConfig } from '../domain/org-config';
import { type CheckSubject, checksOfAnswer, doesNotHold, holds, type LiveCheck, notSeen } from './live-check';

const PASSWORDS: CheckSubject = {
  kind: 'password-policy',
  name: 'password policy of people',
  why: 'people of org.yaml choose their passwords in the Ops account, where AWS asks for eight characters unless the account asks for more',
};

/**
 * What the Ops account must ask of passwords.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-15
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-16
 */
export const LEAST_PASSWORDS: PasswordPolicy = { minimumLength: 14, remembered: 24 };

/** Whether the passwords of people who sign in as IAM users are long enough; it is asked of nobody else. */
export function passwordChecks(
  { accounts: { ops }, people }: OrgConfig,
  caller: AccountId,
  passwords: Pick<PasswordPolicies, 'read'>,
): Promise<readonly LiveCheck[]> {
  if (people?.signIn.source !== 'iamUsers') return Promise.resolve([]);
  if (caller !== ops) {
    const fix = `run orgstrap doctor with credentials of ${ops}, too`;
    return Promise.resolve([notSeen(PASSWORDS, `these are credentials of ${caller}`, fix)]);
  }
  const { minimumLength, remembered } = LEAST_PASSWORDS;
  return checksOfAnswer(
    [PASSWORDS],
    'let these credentials call iam:GetAccountPasswordPolicy',
    () => passwords.read(),
    (found) => {
      if (found !== undefined && found.minimumLength >= minimumLength && found.remembered >= remembered) {
        return [holds(PASSWORDS, textOf(found))];
      }
      return [
        doesNotHold(
          PASSWORDS,
          found === undefined ? 'the account has none' : textOf(found),
          `in ${ops}: aws iam update-account-password-policy --minimum-password-length ${minimumLength} --password-reuse-prevention ${remembered}, with everything else that it asks for already: AWS replaces it as a whole`,
          { expected: textOf(LEAST_PASSWORDS), mending: { kind: 'set password policy', account: ops } },
        ),
      ];
    },
  );
}

function textOf({ minimumLength, remembered }: PasswordPolicy): string {
  return `${minimumLength} characters, and none of the last ${remembered} passwords again`;
}
