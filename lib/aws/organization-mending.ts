import { ActivateOrganizationsAccessCommand, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  EnablePolicyTypeCommand,
  ListRootsCommand,
  type OrganizationsClient,
  type PolicyType,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import { awsAnswer, isNamed } from './aws-answer';
import { unfinishedAnswer } from './aws-errors';

/** What an organization lacks before orgstrap can work in it. Each may be done twice, and has happened once it returns. */
export interface OrganizationMending {
  /** Of StackSets. Only the management account may, here and below. */
  activateTrustedAccess(): Promise<void>;
  registerAdministrator(account: string, servicePrincipal: string): Promise<void>;
  enablePolicyType(root: string, type: PolicyType): Promise<void>;
}

/** Between two looks at what AWS does in the background, in milliseconds. */
const PACE = 2_000;
/** So many looks at a policy type, which takes seconds. */
const MOST_LOOKS = 60;

/**
 * Organizations and CloudFormation, as the account that may change what it is about.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ActivateOrganizationsAccess.html
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_RegisterDelegatedAdministrator.html
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnablePolicyType.html
 */
export class AwsOrganizationMending implements OrganizationMending {
  constructor(
    private readonly organizations: OrganizationsClient,
    private readonly cloudFormation: CloudFormationClient,
    private readonly wait: (milliseconds: number) => Promise<void>,
  ) {}

  async activateTrustedAccess(): Promise<void> {
    const sent = this.cloudFormation.send(new ActivateOrganizationsAccessCommand({}));
    await awsAnswer('cloudformation:ActivateOrganizationsAccess', sent);
  }

  async registerAdministrator(account: string, servicePrincipal: string): Promise<void> {
    const request = new RegisterDelegatedAdministratorCommand({
      AccountId: account,
      ServicePrincipal: servicePrincipal,
    });
    const sent = this.organizations.send(request).catch((error: unknown) => {
      if (!isNamed(error, 'AccountAlreadyRegisteredException')) throw error;
    });
    await awsAnswer('organizations:RegisterDelegatedAdministrator', sent);
  }

  /** AWS enables it in the background. */
  async enablePolicyType(root: string, type: PolicyType): Promise<void> {
    const sent = this.organizations
      .send(new EnablePolicyTypeCommand({ RootId: root, PolicyType: type }))
      .catch((error: unknown) => {
        if (!isNamed(error, 'PolicyTypeAlreadyEnabledException')) throw error;
      });
    await awsAnswer('organizations:EnablePolicyType', sent);
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
      if (await this.isEnabled(root, type)) return;
      await this.wait(PACE);
    }
    throw unfinishedAnswer('organizations:EnablePolicyType', `enabling ${type} within minutes`);
  }

  private async isEnabled(root: string, type: PolicyType): Promise<boolean> {
    const sent = this.organizations.send(new ListRootsCommand({}));
    const { Roots: roots = [] } = await awsAnswer('organizations:ListRoots', sent);
    const types = roots.find(({ Id: id }) => id === root)?.PolicyTypes ?? [];
    return types.some(({ Type: found, Status: status }) => found === type && status === 'ENABLED');
  }
}
