import { CfnStackSet } from 'aws-cdk-lib/aws-cloudformation';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { AccountId, UnitId } from '../domain/ids';
import type { HomeRegion, Partition } from '../domain/region';
import type { AccountStack } from './account-stack';

/** Who creates the StackSets: that decides how StackSets is called, and in which account a StackSet lives. */
export interface StackSetAdministrator {
  /** `SELF` is the management account. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html */
  readonly callAs: 'SELF' | 'DELEGATED_ADMIN';
  readonly partition: Partition;
  /** In whose name the ARN of the StackSet is, whoever makes it. */
  readonly managementAccount: AccountId;
}

/** The accounts below some organizational units; none where there are none. */
export interface StackSetTarget {
  /** OUs, or the root. */
  readonly organizationalUnits: readonly UnitId[];
  /** Of the accounts below the units these, and never another. @default - all of them, those that enter later included */
  readonly accounts?: readonly AccountId[];
  /** StackSets that an account that enters must have first; ten at most, and none where accounts are named. @default - none */
  readonly after?: readonly ServiceManagedStackSet[];
}

export interface ServiceManagedStackSetProps {
  /** 1 to 128 letters, digits and hyphens, a letter first; one of its kind in the account and Region that make it. It cannot change later. */
  readonly name: string;
  /** 1 to 1,024 characters. */
  readonly description: string;
  /** What each account gets: made with `{ by: 'stack set' }`, and of 51,200 bytes at most. */
  readonly member: AccountStack;
  readonly administrator: StackSetAdministrator;
  readonly target: StackSetTarget;
  /** One, unless the Regions themselves are watched: what is delivered is global, or belongs in the home Region alone. */
  readonly regions: readonly HomeRegion[];
  /** Set-level values, which accounts that enter later get, too; overrides would be lost on them. @default - those of the template */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * A member template in every account of a target, by a StackSet with service-managed permissions: no account needs
 * credentials or a role for it.
 *
 * The account that makes it must be the management account or a delegated administrator of StackSets, with trusted access activated;
 * CloudFormation says so when it is deployed, and nothing says it before.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-concepts.html
 */
export class ServiceManagedStackSet extends Construct {
  /** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ServiceManagedStackSetProps) {
    super(scope, id);
    const { administrator, target } = props;
    const resource = new CfnStackSet(this, 'Resource', {
      stackSetName: props.name,
      description: props.description,
      permissionModel: 'SERVICE_MANAGED',
      callAs: administrator.callAs,
      capabilities: ['CAPABILITY_NAMED_IAM'],
      templateBody: props.member.templateBody,
      autoDeployment: autoDeployment(target),
      managedExecution: { Active: true },
      // AWS's default does one account at a time: a thousand accounts would take a working day.
      operationPreferences: {
        concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
        failureTolerancePercentage: TOLERATED_FAILURES,
        maxConcurrentPercentage: 100,
      },
      stackInstancesGroup: isNobody(target)
        ? undefined
        : [{ deploymentTargets: deploymentTargets(target), regions: [...props.regions] }],
      parameters: Object.entries(props.parameters ?? {}).map(([parameterKey, parameterValue]) => ({
        parameterKey,
        parameterValue,
      })),
    });
    // Service-managed StackSets live in the management account, also when a delegated administrator creates them.
    this.arn = `arn:${administrator.partition}:cloudformation:${Aws.REGION}:${administrator.managementAccount}:stackset/${resource.attrStackSetId}`;
  }
}

/**
 * Of a hundred accounts, how many may fail; AWS rounds down, so that of one or two accounts none or one may.
 *
 * One account that is sick must not bring back to all others what a deployment took away; and where most accounts refuse what it brings,
 * the environments after it must not get it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
 */
const TOLERATED_FAILURES = 50;

function autoDeployment(target: StackSetTarget): CfnStackSet.AutoDeploymentProperty {
  // Auto-deployment ignores account filters: it would carry the template to every account that joins.
  if (target.accounts !== undefined) return { enabled: false };
  return {
    enabled: true,
    // What a member stack must leave behind says so itself, by its DeletionPolicy.
    retainStacksOnAccountRemoval: false,
    dependsOn: target.after?.map(({ arn }) => arn),
  };
}

function isNobody({ organizationalUnits, accounts }: StackSetTarget): boolean {
  return organizationalUnits.length === 0 || accounts?.length === 0;
}

function deploymentTargets({ organizationalUnits, accounts }: StackSetTarget): CfnStackSet.DeploymentTargetsProperty {
  return {
    organizationalUnitIds: [...organizationalUnits],
    ...(accounts && { accountFilterType: 'INTERSECTION', accounts: [...accounts] }),
  };
}
