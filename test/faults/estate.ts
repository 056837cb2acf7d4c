import type { FoundPermissions } from '../../lib/aws/account-policies';
import type { FoundRole } from '../../lib/aws/account-roles';
import type { FoundUser, ListedUser } from '../../lib/aws/account-users';
import { parseOrgConfig } from '../../lib/config/parse-org-config';
import type { OrgConfig } from '../../lib/domain/org-config';
import { PEOPLE_YAML } from '../commands/people/people-yaml';
import { type FakeAccount, FakeAccounts } from '../commands/verify/fake-accounts';
import { SERVICES } from '../config/org-yaml';
import { expectedAccounts } from '../support/expected-accounts';
import { answerAboutBucket } from './buckets';
import { answerTo, assumedKey, type Call, errorTo, type Wire, type WireAnswer } from './calls';
import { SECRET } from './faults';
import { EstateOrganization } from './organization';
import { answerAboutThing } from './things';

/** An organization in which every read-only command has something to ask. */
export const ORG_YAML = `${PEOPLE_YAML}audit: { trail: own, email: [security@example.com] }
guardrails: { deployers: [] }
`;

export const NOW = new Date('2026-03-01T10:00:00Z');
const LATELY = '2026-02-27T10:00:00Z';

function usedConfig(): OrgConfig {
  const result = parseOrgConfig(ORG_YAML, 'org.yaml', SERVICES);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

type Result = { readonly [name: string]: Wire };

/** AWS with that in it: what it answers to each call. */
export class Estate {
  private readonly accounts: FakeAccounts;
  private readonly organization: EstateOrganization;

  /** @param config - whose accounts have what is expected of them */
  constructor(private readonly config: OrgConfig = usedConfig()) {
    this.accounts = new FakeAccounts(expectedAccounts(config), config);
    this.organization = new EstateOrganization(config);
  }

  answer(call: Call): WireAnswer {
    if (call.operation === 's3:HeadBucket') return errorTo(call, 404, 'NotFound', '');
    // An auditor's session becomes nobody.
    if (call.operation === 'sts:AssumeRole' && call.isSession) return errorTo(call, 403, 'AccessDenied', 'no');
    const bucket = call.parameters.bucket && this.at(call.account).things.buckets.get(call.parameters.bucket);
    const aboutBucket = bucket && !(bucket instanceof Error) ? answerAboutBucket(call, bucket) : undefined;
    if (aboutBucket !== undefined) return aboutBucket;
    const result = this.resultOf(call);
    if (result !== undefined) return answerTo(call, result);
    const code = call.operation === 'organizations:DescribePolicy' ? 'PolicyNotFoundException' : 'NoSuchEntity';
    return errorTo(call, 404, code, 'it is not there');
  }

  private resultOf(call: Call): Result | undefined {
    const { operation, parameters: given, account } = call;
    const name = given.UserName ?? '';
    switch (operation) {
      case 'sts:GetCallerIdentity':
        return { Account: this.config.organization.managementAccount };
      case 'sts:AssumeRole':
        return { Credentials: credentialsOf(given.RoleArn ?? '') };
      case 'iam:GetAccountSummary':
        return { SummaryMap: { entry: [entry('AccountMFAEnabled', 1), entry('AccountAccessKeysPresent', 0)] } };
      case 'iam:GetAccountPasswordPolicy':
        return { PasswordPolicy: { MinimumPasswordLength: 14, PasswordReusePrevention: 24 } };
      case 'iam:ListOrganizationsFeatures':
        return { EnabledFeatures: ['RootCredentialsManagement', 'RootSessions'] };
      case 'account:GetAlternateContact':
        return { AlternateContact: { AlternateContactType: 'SECURITY', EmailAddress: 'security@example.com' } };
      case 'iam:GetRole':
        return roleOf(this.at(account).roles.get(given.RoleName ?? ''));
      case 'iam:ListRolePolicies':
        return { PolicyNames: [], IsTruncated: false };
      case 'iam:ListAttachedRolePolicies':
        return { AttachedPolicies: this.attached(account, given.RoleName ?? ''), IsTruncated: false };
      case 'iam:GetPolicy':
        return { Policy: { Arn: given.PolicyArn ?? '', DefaultVersionId: 'v1' } };
      case 'iam:GetPolicyVersion':
        return { PolicyVersion: { VersionId: 'v1', Document: this.document(account, given.PolicyArn ?? '') } };
      case 'iam:ListUsers':
        return { Users: this.listed(account).map(userOf), IsTruncated: false };
      case 'iam:GetUser':
        return { User: { ...userOf({ name, path: '/orgstrap/' }), ...boundaryOf(this.user(name)?.boundary) } };
      case 'iam:ListUserPolicies':
      case 'iam:ListGroupPolicies':
        return { PolicyNames: [], IsTruncated: false };
      case 'iam:ListAttachedUserPolicies':
        return { AttachedPolicies: [], IsTruncated: false };
      case 'iam:ListAttachedGroupPolicies':
        return { AttachedPolicies: attachedOf(this.at(account).groups.get(given.GroupName ?? '')), IsTruncated: false };
      case 'iam:ListGroupsForUser':
        return { Groups: (this.user(name)?.groups ?? []).map(group), IsTruncated: false };
      case 'iam:GetLoginProfile':
        return { LoginProfile: { UserName: given.UserName ?? '', CreateDate: LATELY } };
      case 'iam:ListMFADevices':
        return { MFADevices: [{ UserName: given.UserName ?? '', SerialNumber: 'device', EnableDate: LATELY }] };
      case 'iam:ListAccessKeys':
        return { AccessKeyMetadata: [key(given.UserName ?? '')], IsTruncated: false };
      case 'iam:GetAccessKeyLastUsed':
        return { AccessKeyLastUsed: { LastUsedDate: LATELY, ServiceName: 'sts', Region: 'eu-west-1' } };
      case 'iam:ListRoles':
        return { Roles: [], IsTruncated: false };
      case 'iam:ListGroups':
        return { Groups: [], IsTruncated: false };
      case 'iam:ListPolicies':
        return { Policies: [], IsTruncated: false };
      case 'iam:ListOpenIDConnectProviders':
        return { OpenIDConnectProviderList: [] };
      case 's3:ListBuckets':
        return { Buckets: '' };
      case 'secretsmanager:DescribeSecret':
        return { VersionIdsToStages: { [`orgstrap-access-key-${KEY}`]: ['AWSCURRENT'] } };
      case 'cloudtrail:LookupEvents':
        return { Events: [] };
      default:
        return this.ofTrails(operation, account) ?? this.ofThings(call) ?? this.organization.resultOf(operation, given);
    }
  }

  private ofTrails(operation: string, account: string): Result | undefined {
    const { trails } = operation.startsWith('cloudtrail:') ? this.at(account) : { trails: [] };
    const [trail] = trails instanceof Error ? [] : trails;
    if (trail === undefined) return undefined;
    if (operation === 'cloudtrail:GetTrailStatus') {
      return { IsLogging: true, LatestDigestDeliveryTime: Date.now() / 1_000 };
    }
    if (operation === 'cloudtrail:GetEventSelectors') {
      const selector = { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] };
      return { AdvancedEventSelectors: [selector] };
    }
    return {
      trailList: [
        {
          TrailARN: trail.arn,
          HomeRegion: trail.homeRegion,
          S3BucketName: trail.bucket,
          IsMultiRegionTrail: true,
          LogFileValidationEnabled: trail.isValidated,
          IncludeGlobalServiceEvents: true,
          IsOrganizationTrail: trail.isOfOrganization,
          HasCustomEventSelectors: true,
        },
      ],
    };
  }

  /** Keys, rules and the topic of an account, and the control policies that the guardrails are. */
  private ofThings(call: Call): Result | undefined {
    const isTheirs = ['kms:', 'events:', 'sns:', 'scheduler:', 'monitoring:'].some((service) =>
      call.operation.startsWith(service),
    );
    return isTheirs ? answerAboutThing(call, this.at(call.account).things) : undefined;
  }

  private at(account: string): FakeAccount {
    return this.accounts.at(account);
  }

  private attached(account: string, role: string): readonly Wire[] {
    return attachedOf(this.accounts.accounts.get(account)?.permissions.get(role));
  }

  private document(account: string, arn: string): string {
    const { permissions, groups, things } = this.at(account);
    const boundary = things.boundaries.get(arn);
    if (typeof boundary === 'string') return encodeURIComponent(boundary);
    for (const found of [...permissions.values(), ...groups.values()]) {
      const policy = found instanceof Error ? undefined : found.attached.find((one) => one.arn === arn);
      if (policy?.document !== undefined) return encodeURIComponent(policy.document);
    }
    return '';
  }

  private listed(account: string): readonly ListedUser[] {
    const { listed } = this.at(account);
    return listed instanceof Error ? [] : listed;
  }

  private user(name: string): FoundUser | undefined {
    const found = [...this.accounts.accounts.values()].flatMap(({ users }) => users.get(name) ?? []);
    return found.find((user): user is FoundUser => !(user instanceof Error));
  }
}

function attachedOf(found: FoundPermissions | Error | undefined): readonly Wire[] {
  if (found === undefined || found instanceof Error) return [];
  return found.attached.map(({ arn }) => ({ PolicyName: arn.split('/').at(-1) ?? '', PolicyArn: arn }));
}

const KEY = 'AKIAIOSFODNN7EXAMPLE';

function credentialsOf(role: string): Wire {
  const [, , , , account = ''] = role.split(':');
  return {
    AccessKeyId: assumedKey(account),
    SecretAccessKey: SECRET,
    SessionToken: SECRET,
    Expiration: '2036-01-01T00:00:00Z',
  };
}

function roleOf(role: FoundRole | Error | undefined): Result | undefined {
  if (role === undefined || role instanceof Error) return undefined;
  const trust = { AssumeRolePolicyDocument: encodeURIComponent(role.trust) };
  return { Role: { ...trust, ...boundaryOf(role.boundary) } };
}

function boundaryOf(arn: string | undefined): Result {
  return arn === undefined ? {} : { PermissionsBoundary: { PermissionsBoundaryArn: arn } };
}

function userOf({ name, path }: ListedUser): Result {
  return { UserName: name, Path: path, CreateDate: LATELY, PasswordLastUsed: LATELY };
}

function group(GroupName: string): Wire {
  return { GroupName, Path: '/orgstrap/people/', CreateDate: LATELY };
}

function key(UserName: string): Wire {
  return { UserName, AccessKeyId: KEY, Status: 'Active', CreateDate: LATELY };
}

function entry(key: string, value: number): Wire {
  return { key, value };
}
