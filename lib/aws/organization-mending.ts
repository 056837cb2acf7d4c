import {
  ActivateOrganizationsAccessCommand,
  type CallAs,
  type CloudFormationClient,
  DescribeStackSetOperationCommand,
  UpdateStackInstancesCommand,
} from '@aws-sdk/client-cloudformation';
import {
  EnablePolicyTypeCommand,
  ListRootsCommand,
  type OrganizationsClient,
  type PolicyType,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import { Failure } from '../domain/failure';
import { awsAnswer, isNamed } from './aws-answer';
import { unfinishedAnswer } from './aws-errors';

/** Some accounts of one OU, or of the root, that a StackSet shall bring up to date in a Region. */
export interface StackInstanceTargets {
  readonly stackSet: string;
  readonly unit: string;
  readonly accounts: readonly string[];
  readonly region: string;
}

/** What an organization lacks before orgstrap can work in it. Each may be done twice, and has happened once it returns. */
export interface OrganizationMending {
  /** Of StackSets. Only the management account may, here and in the two below. */
  activateTrustedAccess(): Promise<void>;
  registerAdministrator(account: string, servicePrincipal: string): Promise<void>;
  enablePolicyType(root: string, type: PolicyType): Promise<void>;
  /** @throws Failure `OperationFailed` where it ended otherwise than with success */
  updateInstances(targets: StackInstanceTargets): Promise<void>;
}

/** Between two looks at what AWS does in the background, in milliseconds. */
const PACE = 2_000;
/** So many looks at a policy type, which takes seconds; an operation of StackSets takes what it takes, and Ctrl-C ends the waiting. */
const MOST_LOOKS = 60;

const ONGOING: ReadonlySet<string> = new Set(['QUEUED', 'RUNNING', 'STOPPING']);

/**
 * Organizations and CloudFormation, as the account that may change what it is about.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ActivateOrganizationsAccess.html
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_RegisterDelegatedAdministrator.html
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnablePolicyType.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStackInstances.html
 */
export class AwsOrganizationMending implements OrganizationMending {
  /** @param callAs - `SELF` from the management account, `DELEGATED_ADMIN` from a delegated administrator */
  constructor(
    private readonly organizations: OrganizationsClient,
    private readonly cloudFormation: CloudFormationClient,
    private readonly callAs: CallAs,
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

  async updateInstances({ stackSet, unit, accounts, region }: StackInstanceTargets): Promise<void> {
    const request = new UpdateStackInstancesCommand({
      StackSetName: stackSet,
      CallAs: this.callAs,
      DeploymentTargets: {
        OrganizationalUnitIds: [unit],
        Accounts: [...accounts],
        AccountFilterType: 'INTERSECTION',
      },
      Regions: [region],
    });
    const sent = this.cloudFormation.send(request);
    const { OperationId: operation } = await awsAnswer('cloudformation:UpdateStackInstances', sent);
    if (operation === undefined) throw unfinishedAnswer('cloudformation:UpdateStackInstances', 'an operation');
    for (;;) {
      const status = await this.statusOf(stackSet, operation);
      if (status === 'SUCCEEDED') return;
      if (!ONGOING.has(status)) {
        throw new Failure(
          'OperationFailed',
          `the operation ${operation} of ${stackSet} is ${status}; orgstrap doctor says in which accounts, and why`,
        );
      }
      await this.wait(PACE);
    }
  }

  private async isEnabled(root: string, type: PolicyType): Promise<boolean> {
    const sent = this.organizations.send(new ListRootsCommand({}));
    const { Roots: roots = [] } = await awsAnswer('organizations:ListRoots', sent);
    const types = roots.find(({ Id: id }) => id === root)?.PolicyTypes ?? [];
    return types.some(({ Type: found, Status: status }) => found === type && status === 'ENABLED');
  }

  private async statusOf(stackSet: string, operation: string): Promise<string> {
    const request = new DescribeStackSetOperationCommand({
      StackSetName: stackSet,
      OperationId: operation,
      CallAs: this.callAs,
    });
    const sent = this.cloudFormation.send(request);
    const { StackSetOperation: found } = await awsAnswer('cloudformation:DescribeStackSetOperation', sent);
    if (found?.Status === undefined) throw unfinishedAnswer('cloudformation:DescribeStackSetOperation', 'a status');
    return found.Status;
  }
}
