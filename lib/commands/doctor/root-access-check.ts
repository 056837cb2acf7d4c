import { ROOT_ACCESS_FEATURES, type RootAccess, type RootAccessFeature } from '../../aws/root-access';
import {
  type CheckSubject,
  checksOfAnswer,
  doesNotHold,
  holds,
  type LiveCheck,
  notSeen,
} from '../../estate/live-check';

const CENTRALIZED: CheckSubject = {
  name: 'centralized root access',
  why: 'with it member accounts need no root credentials at all, so that nobody can lose or reset them',
};

const COMMANDS: Readonly<Record<RootAccessFeature, string>> = {
  RootCredentialsManagement: 'aws iam enable-organizations-root-credentials-management',
  RootSessions: 'aws iam enable-organizations-root-sessions',
};

const ELSEWHERE = 'use credentials of the management account, or of the delegated administrator of IAM';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html */
export function rootAccessCheck(rootAccess: RootAccess): Promise<readonly LiveCheck[]> {
  return checksOfAnswer(
    [CENTRALIZED],
    `${ELSEWHERE}, with iam:ListOrganizationsFeatures`,
    () => rootAccess.features(),
    (features) => [
      features === undefined
        ? notSeen(CENTRALIZED, 'could not be seen from this account', ELSEWHERE)
        : judged(ROOT_ACCESS_FEATURES.filter((feature) => !features.includes(feature))),
    ],
  );
}

function judged(missing: readonly RootAccessFeature[]): LiveCheck {
  if (missing.length === 0) return holds(CENTRALIZED, ROOT_ACCESS_FEATURES.join(' and '));
  const commands = [
    'aws organizations enable-aws-service-access --service-principal iam.amazonaws.com',
    ...missing.map((feature) => COMMANDS[feature]),
  ];
  return doesNotHold(
    CENTRALIZED,
    `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not enabled`,
    `from the management account: ${commands.join(' && ')}`,
  );
}
