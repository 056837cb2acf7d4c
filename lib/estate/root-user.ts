import type { AccountSummary, RootUser } from '../aws/account-summary';
import type { AccountId } from '../domain/ids';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { type CheckSubject, checksOfAnswer, doesNotHold, holds, type LiveCheck } from './live-check';

const MFA: CheckSubject = {
  kind: 'root-user-mfa',
  name: 'root user: MFA',
  why: 'no policy of the account binds its root user: a password alone must not be enough',
};
const KEYS: CheckSubject = {
  kind: 'root-user-keys',
  name: 'root user: keys',
  why: 'a key of a root user may do everything, from anywhere and without MFA',
};

/** Whether a check is about a root user, whom nothing that orgstrap deploys can change. */
export function isOfRootUser({ name }: Pick<LiveCheck, 'name'>): boolean {
  return name === MFA.name || name === KEYS.name;
}

/**
 * The root user of an account. One without credentials is the best of all: centralized root access leaves member accounts
 * with none, and then there is nothing for MFA to protect.
 */
export function rootUserChecks(
  config: OrgConfig,
  account: AccountId,
  summary: AccountSummary,
): Promise<readonly LiveCheck[]> {
  const allow = 'let these credentials call iam:GetAccountSummary';
  return checksOfAnswer(
    [MFA, KEYS],
    allow,
    () => summary.rootUser(),
    (user) => [mfaCheck(config, account, user), keysCheck(config, account, user)],
  );
}

function mfaCheck(config: OrgConfig, account: AccountId, { hasMfa, hasPassword }: RootUser): LiveCheck {
  if (hasMfa) return holds(MFA, 'it has MFA');
  if (hasPassword === false) return holds(MFA, 'it has no password: nobody signs in with it');
  const found = hasPassword ? 'it has a password and no MFA' : 'it has no MFA, and perhaps a password';
  const fix =
    account === config.organization.managementAccount
      ? `sign in as the root user of ${account}, and assign an MFA device under Security credentials`
      : `${asRootOf(config, account)}: aws iam delete-login-profile`;
  return doesNotHold(MFA, found, fix);
}

function keysCheck(
  config: OrgConfig,
  account: AccountId,
  { hasAccessKeys, hasSigningCertificates }: RootUser,
): LiveCheck {
  const kinds = [
    ...(hasAccessKeys ? ['access keys'] : []),
    ...(hasSigningCertificates ? ['signing certificates'] : []),
  ];
  if (kinds.length === 0) return holds(KEYS, 'it has none');
  const deleted = [
    ...(hasAccessKeys ? ['aws iam list-access-keys, aws iam delete-access-key --access-key-id ID'] : []),
    ...(hasSigningCertificates
      ? ['aws iam list-signing-certificates, aws iam delete-signing-certificate --certificate-id ID']
      : []),
  ].join(', ');
  const fix =
    account === config.organization.managementAccount
      ? `sign in as the root user of ${account}, and delete them under Security credentials`
      : `${asRootOf(config, account)}: ${deleted}`;
  return doesNotHold(KEYS, `it has ${kinds.join(' and ')}`, fix);
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html */
function asRootOf(config: OrgConfig, account: AccountId): string {
  const task = namesOf(config).awsManagedPolicyArn('root-task/IAMDeleteRootUserCredentials');
  return `from the management account, with centralized root access: aws sts assume-root --target-principal ${account} --task-policy-arn arn=${task} --region ${config.homeRegion}, and with the credentials that it prints`;
}
