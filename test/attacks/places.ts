import type { AccountId } from '../../lib/domain/ids';
import { boundaryName, peopleGroupName } from '../../lib/domain/names';
import { namesOf } from '../../lib/domain/names-of';
import type { Snapshot } from '../../packages/iam-gateway/iam/snapshot';
import { accountId, OPS, TERRAFORM } from '../support/org-config';
import { DEPLOYER, EVERY_SERVICE, OPERATOR } from './every-service';

export const ACCOUNT = accountId('444444444444');
const OTHER_ACCOUNT = accountId('666666666666');
const { homeRegion: REGION, organization: ORGANIZATION } = EVERY_SERVICE;
const IAM = `arn:aws:iam::${ACCOUNT}`;
const NAMES = namesOf(EVERY_SERVICE);

export const TERRAFORM_ROLE = NAMES.terraformRoleArn(ACCOUNT, 'apply');
export const TERRAFORM_PLAN_ROLE = NAMES.terraformRoleArn(ACCOUNT, 'plan');

export const BOUNDARY_OF_WORKLOADS = NAMES.policyArn(ACCOUNT, boundaryName('00000000'));

/** People of test/access/organizations/people.yaml. */
export const OPERATING_PERSON = NAMES.personArn('first-operator');
export const DEVELOPING_PERSON = NAMES.personArn('first-developer');

const PRODUCT_ACCOUNTS = EVERY_SERVICE.environments.flatMap(({ accounts }) => accounts.map(({ id }) => id));

/** Stacks of orgstrap in a product account: one that a StackSet delivers, and one that is deployed there by itself. */
const OWN_STACKS: readonly string[] = [
  'StackSet-orgstrap-ProductAccounts-dev-01234567',
  'orgstrap-ManagementAccount',
].map(stack);

/** Roles of orgstrap, and those by which AWS and an administrator of the organization reach into an account. */
const PROTECTED_ROLES: readonly string[] = [
  TERRAFORM_ROLE,
  TERRAFORM_PLAN_ROLE,
  `${IAM}:role/orgstrap/orgstrap-auditor`,
  `${IAM}:role/stacksets-exec-0123456789abcdef`,
  `${IAM}:role/AWSCloudFormationStackSetExecutionRole`,
  `${IAM}:role/OrganizationAccountAccessRole`,
  `${IAM}:role/AWSControlTowerExecution`,
  `${IAM}:role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-${REGION}`,
  `${IAM}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_AdministratorAccess_0123456789abcdef`,
];

/** What the placeholders of the catalogue stand for; where it is more than one thing, each is tried. */
const PLACES: Readonly<Record<string, string | readonly string[]>> = {
  account: ACCOUNT,
  otherAccount: OTHER_ACCOUNT,
  terraformAccount: TERRAFORM,
  opsAccount: OPS,
  managementAccount: ORGANIZATION.managementAccount,
  organization: ORGANIZATION.id,
  region: REGION,
  here: `${REGION}:${ACCOUNT}`,

  terraformRole: TERRAFORM_ROLE,
  terraformPlanRole: TERRAFORM_PLAN_ROLE,
  everyTerraformRole: PRODUCT_ACCOUNTS.map((account) => NAMES.terraformRoleArn(account, 'apply')),
  everyTerraformPlanRole: PRODUCT_ACCOUNTS.map((account) => NAMES.terraformRoleArn(account, 'plan')),
  otherTerraformRole: NAMES.terraformRoleArn(OTHER_ACCOUNT, 'apply'),
  ciTerraformRole: NAMES.ciRoleArn('apply', 'delivery'),
  ciPlanRole: NAMES.ciRoleArn('plan', 'delivery'),
  boundary: BOUNDARY_OF_WORKLOADS,
  orgstrapPolicies: [BOUNDARY_OF_WORKLOADS, `${IAM}:policy/orgstrap/anything`],
  terraformRoles: [TERRAFORM_ROLE, TERRAFORM_PLAN_ROLE],
  deployer: DEPLOYER,
  operator: OPERATOR,
  accessLogBucket: NAMES.bucketArn(NAMES.accessLogBucket),
  stateBucket: NAMES.stateBucketArn('delivery'),
  otherStateBucket: NAMES.stateBucketArn('sandbox'),

  operatingPerson: OPERATING_PERSON,
  developingPerson: DEVELOPING_PERSON,
  otherDevices: ['first-operator-2', 'phone/first-operator', 'anything'].map((name) => NAMES.mfaDeviceArn(name)),
  groupsOfPeople: ['operators', 'analysts'].map((group) => NAMES.groupArn(peopleGroupName(group))),
  accessRoles: ['admin', 'developer', 'viewer', 'data'].map((role) => accessRoleArn(ACCOUNT, role)),
  accessRolesOfProd: ['admin', 'developer'].map((role) => accessRoleArn(OTHER_ACCOUNT, role)),

  workloadRole: `${IAM}:role/workload/app`,
  workloadPolicy: `${IAM}:policy/workload/app`,
  /** Roles that nobody may even become. */
  protectedRoles: PROTECTED_ROLES,
  /** Roles that are worth having: orgstrap's, AWS's, and what an administrator of the account may have made. */
  privilegedRoles: [...PROTECTED_ROLES, `${IAM}:role/administrator`, `${IAM}:role/service-role/administration`],
  ownStacks: OWN_STACKS,
  stacks: [...OWN_STACKS, stack('CDKToolkit')],
  /** Services that no file of `policies/services` passes a role to. */
  unlistedService: 'braket.amazonaws.com',
  /** Services whose service-linked roles no file of `policies/services` makes. */
  unlistedLinkedService: [
    'member.org.stacksets.cloudformation.amazonaws.com',
    'organizations.amazonaws.com',
    'sso.amazonaws.com',
  ],
};

/** The state key of the pipeline `delivery`; CloudFormation gives it its name. */
function stateKeyOf({ resources }: Snapshot): string {
  const [key, ...others] = [...resources.keys()].filter((arn) => /:key\/.*-delivery-/.test(arn));
  if (key === undefined || others.length > 0) throw new Error('there is not one state key of delivery');
  return key;
}

/**
 * All that a text with placeholders stands for, one for each combination.
 *
 * @throws Error for a placeholder that stands for nothing.
 */
export function filledIn(snapshot: Snapshot, text: string): readonly string[] {
  const [placeholder, name] = /\$\{(\w+)\}/.exec(text) ?? [];
  if (placeholder === undefined || name === undefined) return [text];
  const values = name === 'stateKey' ? stateKeyOf(snapshot) : PLACES[name];
  if (values === undefined) throw new Error(`nothing is known of ${placeholder}`);
  return [values].flat().flatMap((value) => filledIn(snapshot, text.replaceAll(placeholder, value)));
}

export function accessRoleArn(account: AccountId, role: string): string {
  return NAMES.accessRoleArn(account, role);
}

function stack(name: string): string {
  return `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${name}/11111111-2222-4333-8444-555555555555`;
}
