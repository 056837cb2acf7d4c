import type { AccountId } from './account-id';
import type { HomeRegion, Partition } from './region';

/**
 * Every physical name that two accounts, or a command and a template, must agree on. Whatever is not here has the name
 * that CloudFormation gives it.
 *
 * Everything in IAM lives on one path, so that one pattern protects all of it.
 */
export const IAM_PATH = '/orgstrap/';

/** The Terraform role: the same name in every product account. */
export const TERRAFORM_ROLE = 'orgstrap-terraform';

/** The permissions boundary of the Terraform role and of every role that Terraform creates. */
export const BOUNDARY = 'orgstrap-boundary';

/** The permissions boundary of everybody that orgstrap makes in the Terraform account. */
export const CI_BOUNDARY = 'orgstrap-ci-boundary';

/** Where roles, policies and instance profiles that Terraform creates must live. */
export const WORKLOAD_IAM_PATH = '/workload/';

/** The parameter of the member template for product accounts. */
export const CI_TERRAFORM_ROLE_ARNS_PARAMETER = 'CiTerraformRoleArns';

/** The longest pipeline name for which every name below stays inside AWS's limits; S3's 63 characters bind first. */
export const LONGEST_PIPELINE_NAME = 20;

export function ciUserName(pipeline: string): string {
  return `orgstrap-ci-${pipeline}`;
}

export function ciGroupName(pipeline: string): string {
  return `orgstrap-ci-${pipeline}`;
}

export function ciTerraformRoleName(pipeline: string): string {
  return `orgstrap-ci-terraform-${pipeline}`;
}

/** Holds the account and the Region because bucket names are shared with the whole world. */
export function stateBucketName(pipeline: string, account: AccountId, region: HomeRegion): string {
  return `orgstrap-state-${pipeline}-${account}-${region}`;
}

/** Matches the state bucket of every pipeline of one account, and no other bucket. */
export function stateBucketsPattern(account: AccountId, region: HomeRegion): string {
  return stateBucketName('*', account, region);
}

export function accessLogBucketName(account: AccountId, region: HomeRegion): string {
  return `orgstrap-access-logs-${account}-${region}`;
}

export function stateKeyAlias(pipeline: string): string {
  return `alias/orgstrap-state-${pipeline}`;
}

/** The object of a workspace's state is `env:/WORKSPACE/` and this. */
export const STATE_KEY = 'terraform.tfstate';

export function roleArn(partition: Partition, account: AccountId | '*', name: string): string {
  return `arn:${partition}:iam::${account}:role${IAM_PATH}${name}`;
}

export function userArn(partition: Partition, account: AccountId, name: string): string {
  return `arn:${partition}:iam::${account}:user${IAM_PATH}${name}`;
}

export function policyArn(partition: Partition, account: AccountId, name: string): string {
  return `arn:${partition}:iam::${account}:policy${IAM_PATH}${name}`;
}

export function bucketArn(partition: Partition, name: string): string {
  return `arn:${partition}:s3:::${name}`;
}

export function aliasArn(partition: Partition, region: HomeRegion, account: AccountId, alias: string): string {
  return `arn:${partition}:kms:${region}:${account}:${alias}`;
}

/** The name of a stack in the deployment account, and of the StackSet in it. */
export function stackName(id: string): string {
  return `orgstrap-${id}`;
}
