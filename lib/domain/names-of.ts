import { AuditNames } from './audit-names';
import { type BucketNamespace, NAMESPACE_SUFFIXES } from './bucket-namespace';
import type { Access } from './ci-identity';
import {
  ACCESS_ROLES,
  AUDITOR_ROLE,
  accessRoleName,
  CI_KEY_SECRETS,
  CI_ROLES,
  CI_USERS,
  ciRoleName,
  ciUserName,
  DEPLOYER_ROLE,
  FORWARDING_ROLE,
  IAM_PATH,
  KEY_ALIASES,
  lentRoleName,
  OPERATOR_ROLE,
  PEOPLE_OPERATOR_ROLE,
  PEOPLE_PATH,
  PLANNER_ROLE,
  PLATFORM_ROLES,
  replicationRoleName,
  SECRETS,
  STATE_ROLE,
  stateKeyAlias,
  TERRAFORM_ROLES,
} from './names';
import type { OrgConfig } from './org-config';
import { type HomeRegion, type Partition, partitionOf } from './region';
import { STACK_SETS_ROLES } from './stack-set-names';

type Named = Pick<OrgConfig, 'accounts' | 'bucketNamespace' | 'homeRegion'>;

/**
 * The ARNs of what orgstrap makes in an organization, and the names that hold an account or a Region. Nothing is worked out
 * before it is asked for. Where a method takes a name, `*` makes a pattern that matches all of them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function namesOf(config: Named): Names {
  return new Names(config);
}

class Names {
  readonly partition: Partition;
  readonly bucketNamespace: BucketNamespace;
  private readonly region: HomeRegion;
  private readonly accounts: OrgConfig['accounts'];

  constructor({ accounts, bucketNamespace, homeRegion }: Named) {
    this.partition = partitionOf(homeRegion);
    this.bucketNamespace = bucketNamespace;
    this.region = homeRegion;
    this.accounts = accounts;
  }

  /**
   * A role on orgstrap's path.
   *
   * @param account - its id, `*` for any account, or a token for the account of a template; so in every method below
   */
  roleArn(account: string, name: string): string {
    return this.iamArn(account, `role${IAM_PATH}${name}`);
  }

  /** A managed policy on orgstrap's path. */
  policyArn(account: string, name: string): string {
    return this.iamArn(account, `policy${IAM_PATH}${name}`);
  }

  /** A managed policy of AWS, by its name with its path. */
  awsManagedPolicyArn(name: string): string {
    return this.iamArn('aws', `policy/${name}`);
  }

  /** The root user of an account, and in a policy the account itself. */
  rootArn(account: string): string {
    return this.iamArn(account, 'root');
  }

  /** The Terraform role of a product account, for apply, or its Terraform plan role. */
  terraformRoleArn(account: string, access: Access): string {
    return this.roleArn(account, TERRAFORM_ROLES[access]);
  }

  /** What the pipelines of a platform account work as there. */
  platformRoleArn(account: string, access: Access): string {
    return this.roleArn(account, PLATFORM_ROLES[access]);
  }

  /** What a platform account lends under a name. */
  lentRoleArn(account: string, access: Access, lend: string): string {
    return this.roleArn(account, lentRoleName(access, lend));
  }

  accessRoleArn(account: string, role: string): string {
    return this.roleArn(account, accessRoleName(role));
  }

  /** Matches every access role. */
  accessRolesPattern(account: string): string {
    return this.roleArn(account, ACCESS_ROLES);
  }

  auditorRoleArn(account: string): string {
    return this.roleArn(account, AUDITOR_ROLE);
  }

  peopleOperatorRoleArn(account: string): string {
    return this.roleArn(account, PEOPLE_OPERATOR_ROLE);
  }

  /** What jobs of a CI system become to deploy from an account. */
  deployerRoleArn(account: string): string {
    return this.roleArn(account, DEPLOYER_ROLE);
  }

  /** The same to plan. */
  plannerRoleArn(account: string): string {
    return this.roleArn(account, PLANNER_ROLE);
  }

  /** The roles of StackSets in all accounts, and whatever others call so. */
  get stackSetsRolesPattern(): string {
    return this.iamArn('*', `role/${STACK_SETS_ROLES}*`);
  }

  forwardingRoleArn(account: string): string {
    return this.roleArn(account, FORWARDING_ROLE);
  }

  /** What watches over the Terraform account and over what orgstrap made elsewhere. */
  get audit(): AuditNames {
    return new AuditNames(this.partition, this.region, this.accounts.terraform, this.bucket('trail'));
  }

  // In the Terraform account: CI, and who rotates its keys.

  /** The CI Terraform role of a pipeline, for apply, or its CI plan role. */
  ciRoleArn(access: Access, pipeline: string): string {
    return this.roleArn(this.accounts.terraform, ciRoleName(access, pipeline));
  }

  /** What S3 works as to copy the states of a pipeline; `*` matches those of all. */
  replicationRoleArn(pipeline: string): string {
    return this.roleArn(this.accounts.terraform, replicationRoleName(pipeline));
  }

  /** Matches every CI role, to apply and to plan. */
  get ciRolesPattern(): string {
    return this.roleArn(this.accounts.terraform, CI_ROLES);
  }

  ciUserArn(access: Access, pipeline: string): string {
    return this.iamArn(this.accounts.terraform, `user${IAM_PATH}${ciUserName(access, pipeline)}`);
  }

  /** Matches every CI user. */
  get ciUsersPattern(): string {
    return this.iamArn(this.accounts.terraform, `user${IAM_PATH}${CI_USERS}`);
  }

  /** Matches every secret whose name begins like those of orgstrap, in all Regions. */
  get secretsPattern(): string {
    return `arn:${this.partition}:secretsmanager:*:${this.accounts.terraform}:secret:${SECRETS}`;
  }

  /** Matches the secrets of all CI users; with `*` for the Region, copies of them elsewhere, too. */
  ciKeySecretsPattern(region: HomeRegion | '*' = this.region): string {
    return `arn:${this.partition}:secretsmanager:${region}:${this.accounts.terraform}:secret:${CI_KEY_SECRETS}`;
  }

  /** The OIDC provider of an issuer, whose URL is given without `https://`. */
  oidcProviderArn(issuer: string, account: string = this.accounts.terraform): string {
    return this.iamArn(account, `oidc-provider/${issuer}`);
  }

  get operatorRoleArn(): string {
    return this.roleArn(this.accounts.terraform, OPERATOR_ROLE);
  }

  get stateRoleArn(): string {
    return this.roleArn(this.accounts.terraform, STATE_ROLE);
  }

  // In the Terraform account: what is stored. Names of buckets hold account and Region because the whole partition shares them.

  stateBucket(pipeline: string): string {
    return this.bucket(`state-${pipeline}`);
  }

  stateBucketArn(pipeline: string): string {
    return this.bucketArn(this.stateBucket(pipeline));
  }

  /** Matches the state bucket of every pipeline, and no other bucket. */
  get stateBucketsPattern(): string {
    return this.stateBucket('*');
  }

  /** Begins the ARN of every object of every state bucket, of those that a removed pipeline left, too, and of no other. */
  get stateObjectsPrefix(): string {
    return this.bucketArn('orgstrap-state-');
  }

  get accessLogBucket(): string {
    return this.bucket('access-logs');
  }

  /**
   * Matches the buckets of one kind in both namespaces, and in an ARN also what is in them, because `*` matches `/`: what an
   * organization left behind when it moved still holds states.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
   * @param kind - such as `state-*`
   * @param where - `everywhere` matches those of other Regions, too, such as replicas that were left behind. @default - the Region
   */
  bucketsPattern(kind: 'state-*' | 'access-logs' | 'trail', where?: 'everywhere'): string {
    return where === undefined ? `${this.globalBucket(kind)}*` : `orgstrap-${kind}-${this.accounts.terraform}-*`;
  }

  bucketArn(name: string): string {
    return `arn:${this.partition}:s3:::${name}`;
  }

  stateKeyAliasArn(pipeline: string): string {
    return this.kmsArn(stateKeyAlias(pipeline));
  }

  /** Matches every alias that begins like those of orgstrap's keys. */
  get keyAliasesPattern(): string {
    return this.kmsArn(KEY_ALIASES);
  }

  /** Matches every KMS key. */
  get keysPattern(): string {
    return this.kmsArn('key/*');
  }

  // In the Ops account: people.

  /** The IAM user of a person. */
  personArn(name: string): string {
    return this.iamArn(this.accounts.ops, `user${PEOPLE_PATH}${name}`);
  }

  /** The virtual MFA device of a person, which has their name, so that a stolen key cannot add a second one. */
  mfaDeviceArn(person: string): string {
    return this.iamArn(this.accounts.ops, `mfa/${person}`);
  }

  /** A group of people, by the name that it has in IAM. */
  groupArn(name: string): string {
    return this.iamArn(this.accounts.ops, `group${PEOPLE_PATH}${name}`);
  }

  private bucket(kind: string): string {
    return `${this.globalBucket(kind)}${NAMESPACE_SUFFIXES[this.bucketNamespace]}`;
  }

  private globalBucket(kind: string): string {
    return `orgstrap-${kind}-${this.accounts.terraform}-${this.region}`;
  }

  private iamArn(account: string, resource: string): string {
    return `arn:${this.partition}:iam::${account}:${resource}`;
  }

  private kmsArn(resource: string): string {
    return `arn:${this.partition}:kms:${this.region}:${this.accounts.terraform}:${resource}`;
  }
}
