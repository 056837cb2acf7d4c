import type { OrgConfig } from '../../domain/org-config';
import type { AccessRequest, RequestPrincipal } from '../../iam/evaluation/access-request';
import { accountOf } from '../../iam/evaluation/access-request';
import { requestContext } from '../../iam/evaluation/request-context';

/**
 * What orgstrap lives on: StackSets that make IAM and the audit in member accounts; CI that becomes the Terraform roles;
 * Terraform in the product accounts; the states with their keys, made by StackSets and used by CI; with `deployment` the jobs that deploy, and
 * those that plan it.
 */
export const WAYS = ['StackSets', 'CI', 'Terraform', 'state', 'deployment'] as const;

export type Way = (typeof WAYS)[number];

/** A request that one of the ways makes. */
export interface WayRequest {
  readonly way: Way;
  /** Those of one service that stand for all that Terraform does there: only where none of them passes is it stopped. */
  readonly sample?: string;
  readonly request: AccessRequest;
}

/** The organization that requests are made in. */
export interface Scene {
  readonly config: OrgConfig;
  /** Of each account the ids of what is above it, the root's first. */
  readonly above: ReadonlyMap<string, readonly string[]>;
  /** What every stack of orgstrap is tagged with. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface Call {
  readonly principal: RequestPrincipal;
  readonly action: string;
  readonly resource: string;
  readonly owner: string;
  readonly region: string;
  /** Condition keys of this call; undefined for those that it does not have. */
  readonly keys?: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Patterns of keys about which nothing is known, though other calls do not have them. */
  readonly unknownKeys?: readonly string[];
}

/**
 * The request of a call, with all condition keys that are known of it: those of caller and resource, and those that it does
 * not have. The network that it comes from, the time and the client are not known.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestOf(
  scene: Scene,
  { principal, action, resource, owner, region, keys = {}, unknownKeys = [] }: Call,
): AccessRequest {
  const account = accountOf(principal);
  const values = {
    'aws:PrincipalArn': principal.kind === 'user' || principal.kind === 'role' ? principal.arn : undefined,
    'aws:PrincipalType': { user: 'User', role: 'AssumedRole' }[String(principal.kind)],
    'aws:PrincipalAccount': account,
    'aws:PrincipalOrgID': organizationOf(scene, account),
    'aws:PrincipalOrgPaths': pathsOf(scene, account),
    'aws:PrincipalIsAWSService': 'false',
    'aws:ResourceAccount': owner,
    'aws:ResourceOrgID': organizationOf(scene, owner),
    'aws:ResourceOrgPaths': pathsOf(scene, owner),
    'aws:RequestedRegion': region,
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    // No machine has MFA; with an access key alone AWS says nothing of it.
    'aws:MultiFactorAuthPresent': principal.kind === 'role' ? 'false' : undefined,
    's3:TlsVersion': serviceOf(action) === 's3' ? '1.3' : undefined,
    ...keys,
  };
  return {
    principal,
    action,
    resource,
    owner,
    context: requestContext(values, [
      ...Object.keys(values),
      ...ABSENT.filter((key) => !unknownKeys.includes(key)),
      ...SERVICES_WITH_KEYS.filter((service) => service !== serviceOf(action)).map((service) => `${service}:*`),
    ]),
  };
}

/** What stands before the colon. */
export function serviceOf(action: string): string {
  return action.toLowerCase().split(':', 1).join();
}

/** Services whose condition keys control policies ask for: a request to another service has none of them. */
const SERVICES_WITH_KEYS =
  `cloudformation cloudtrail dynamodb ec2 ecs eks events glue iam kms lambda logs organizations rds s3
  sagemaker secretsmanager sns sqs ssm sts`.split(/\s+/);

/** What requests do not have that nobody tags and no service makes; a value that is given wins. */
const ABSENT = [
  'aws:AssumedRoot',
  'aws:ChatbotSourceArn',
  'aws:CalledVia',
  'aws:CalledViaFirst',
  'aws:CalledViaLast',
  'aws:MultiFactorAuthAge',
  'aws:PrincipalServiceName',
  'aws:PrincipalServiceNamesList',
  'aws:PrincipalTag/*',
  'aws:RequestTag/*',
  'aws:ResourceTag/*',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceOrgID',
  'aws:SourceOrgPaths',
  'aws:TagKeys',
  'aws:username',
  'aws:Ec2InstanceSource*',
  's3:x-amz-server-side-encryption-customer-algorithm',
  'iam:PermissionsBoundary',
  'iam:ResourceTag/*',
];

function organizationOf({ config, above }: Scene, account: string | undefined): string | undefined {
  return account !== undefined && above.has(account) ? config.organization.id : undefined;
}

function pathsOf({ config, above }: Scene, account: string | undefined): readonly string[] | undefined {
  const path = account === undefined ? undefined : above.get(account);
  return path && [`${[config.organization.id, ...path].join('/')}/`];
}

/** The condition keys of tags that something is made with; none without tags. */
export function requestTags(tags: Readonly<Record<string, string>>): NonNullable<Call['keys']> {
  const names = Object.keys(tags);
  return {
    ...Object.fromEntries(names.map((name) => [`aws:RequestTag/${name}`, tags[name]])),
    'aws:TagKeys': names.length === 0 ? undefined : names,
  };
}

/** The condition keys of the tags of a role that orgstrap made. */
export function principalTags(tags: Readonly<Record<string, string>>): NonNullable<Call['keys']> {
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [`aws:PrincipalTag/${name}`, value]));
}

/** The condition keys of the tags of what orgstrap made. */
export function resourceTags({ tags }: Pick<Scene, 'tags'>): NonNullable<Call['keys']> {
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [`aws:ResourceTag/${name}`, value]));
}
