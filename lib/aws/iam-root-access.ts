import { type IAMClient, ListOrganizationsFeaturesCommand } from '@aws-sdk/client-iam';
import { explained, isNamed } from './explained';
import type { RootAccess, RootAccessFeature } from './root-access';

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
    return explained('iam:ListOrganizationsFeatures', sent);
  }
}
