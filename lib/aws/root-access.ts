import { type IAMClient, ListOrganizationsFeaturesCommand } from '@aws-sdk/client-iam';
import { awsAnswer, isNamed } from './aws-answer';

/** The root users of member accounts, as the organization handles them. */
export interface RootAccess {
  /** What of centralized root access is on; undefined where this account is not told. */
  features(): Promise<readonly RootAccessFeature[] | undefined>;
}

/** `RootCredentialsManagement` deletes credentials of root users, `RootSessions` does single tasks as one of them. */
export const ROOT_ACCESS_FEATURES = ['RootCredentialsManagement', 'RootSessions'] as const;
export type RootAccessFeature = (typeof ROOT_ACCESS_FEATURES)[number];

/** The SDK's model and IAM's documentation do not agree about the last word of these names. */
const ELSEWHERE = [
  'AccountNotManagementOrDelegatedAdministrator',
  'AccountNotManagementOrDelegatedAdministratorException',
];
const NOT_TRUSTED = ['ServiceAccessNotEnabled', 'ServiceAccessNotEnabledException'];

/**
 * Only the management account and the delegated administrator of IAM are told.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html
 */
export class IamRootAccess implements RootAccess {
  constructor(private readonly client: IAMClient) {}

  features(): Promise<readonly RootAccessFeature[] | undefined> {
    const sent = this.client.send(new ListOrganizationsFeaturesCommand({})).then(
      ({ EnabledFeatures: enabled = [] }) => enabled,
      (error: unknown) => {
        if (isNamed(error, ...ELSEWHERE)) return undefined;
        // Without trusted access for IAM nothing can be on.
        if (isNamed(error, ...NOT_TRUSTED)) return [];
        throw error;
      },
    );
    return awsAnswer('iam:ListOrganizationsFeatures', sent);
  }
}
