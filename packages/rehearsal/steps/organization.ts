import { RegisterDelegatedAdministratorCommand } from '@aws-sdk/client-organizations';
import { CreateBucketCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { IamPasswordPolicies } from '../../../lib/aws/password-policy';
import type { AccountId } from '../../../lib/domain/ids';
import { deploymentAccountOf, identityCenterAccountOf, type OrgConfig } from '../../../lib/domain/org-config';
import { partitionOf } from '../../../lib/domain/region';
import { LEAST_PASSWORDS } from '../../../lib/estate/password-checks';
import type { JsonObject } from '../../iam-gateway/iam/json';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import { emulatedOrganizationOf } from '../emulated/organization-of';

/**
 * Makes the organization, and does in it what an operator must do once before orgstrap can be deployed.
 *
 * @param isPrepared - false where nobody has done that yet
 */
export async function makeOrganization(rehearsal: Rehearsal, { config }: OrgYaml, isPrepared = true): Promise<boolean> {
  const organization = { ...emulatedOrganizationOf(config, rehearsal.tree), trustedAccess: isPrepared };
  const made = await rehearsal.ledger.prove('an organization is emulated', async () => {
    await rehearsal.control.makeOrganization(organization);
    return `${organization.units.length} organizational units, ${organization.accounts.length + 1} accounts`;
  });
  if (!made || !(await organizationTrail(rehearsal, config))) return false;
  if (!isPrepared) return true;
  for (const delegation of delegationsOf(config)) {
    if (!(await delegate(rehearsal, config, delegation))) return false;
  }
  return passwords(rehearsal, config);
}

/** What `orgstrap doctor --fix` does where people choose passwords. */
function passwords(rehearsal: Rehearsal, config: OrgConfig): Promise<boolean> {
  if (config.people?.signIn.source !== 'iamUsers') return Promise.resolve(true);
  return rehearsal.ledger.prove('the Ops account asks enough of passwords', async () => {
    const { iam } = await administratorOf(rehearsal, config, config.accounts.ops);
    await new IamPasswordPolicies(iam).strengthen(LEAST_PASSWORDS);
    return `${LEAST_PASSWORDS.minimumLength} characters`;
  });
}

interface Delegation {
  readonly what: string;
  /** That of delegation; StackSets has another one for trusted access. */
  readonly ServicePrincipal: string;
  readonly AccountId: AccountId;
}

/** What other accounts than the management account administer. */
function delegationsOf(config: OrgConfig): readonly Delegation[] {
  const { organization, people } = config;
  const stackSets = {
    what: 'StackSets',
    ServicePrincipal: 'member.org.stacksets.cloudformation.amazonaws.com',
    AccountId: deploymentAccountOf(config),
  };
  const identityCenter = {
    what: 'IAM Identity Center',
    ServicePrincipal: 'sso.amazonaws.com',
    AccountId: identityCenterAccountOf(config),
  };
  return [stackSets, ...(people?.signIn.source === 'identityCenter' ? [identityCenter] : [])].filter(
    ({ AccountId }) => AccountId !== organization.managementAccount,
  );
}

function delegate(
  rehearsal: Rehearsal,
  config: OrgConfig,
  { what, ServicePrincipal, AccountId }: Delegation,
): Promise<boolean> {
  return rehearsal.ledger.prove(`${nameOf(config, AccountId)} is a delegated administrator of ${what}`, async () => {
    const { organizations } = await administratorOf(rehearsal, config, config.organization.managementAccount);
    await organizations.send(new RegisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal }));
    return `${AccountId} for ${ServicePrincipal}`;
  });
}

function nameOf({ accounts }: OrgConfig, account: AccountId): string {
  return account === accounts.ops ? 'the Ops account' : account;
}

const TRAIL = 'rehearsal-organization';

/** Where `org.yaml` relies on a trail of the organization, somebody has made one. */
function organizationTrail(rehearsal: Rehearsal, config: OrgConfig): Promise<boolean> {
  if (config.audit?.trail !== 'organization') return Promise.resolve(true);
  return rehearsal.ledger.prove('the organization has a trail, which records in every account', async () => {
    const { homeRegion, organization } = config;
    const { managementAccount: account, id } = organization;
    const partition = partitionOf(homeRegion);
    const { s3, call } = await administratorOf(rehearsal, config, account);
    const Bucket = `${TRAIL}-${account}`;
    const trail = `arn:${partition}:cloudtrail:${homeRegion}:${account}:trail/${TRAIL}`;
    // The one Region that a bucket must not name.
    const where = homeRegion === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: homeRegion } };
    await s3.send(new CreateBucketCommand({ Bucket, ...where }));
    const Policy = JSON.stringify(writableBy(trail, `arn:${partition}:s3:::${Bucket}`, [account, id]));
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    const options = { IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true, IsOrganizationTrail: true };
    const cloudTrail = (operation: string, input: JsonObject) => call({ service: 'cloudtrail', operation, input });
    await cloudTrail('CreateTrail', { Name: TRAIL, S3BucketName: Bucket, ...options });
    // orgstrap asks of those who run such a trail that it records who uses states, and who changes access logs.
    await cloudTrail('PutEventSelectors', { TrailName: TRAIL, AdvancedEventSelectors: selectors(partition) });
    await cloudTrail('StartLogging', { Name: TRAIL });
    return trail;
  });
}

function selectors(partition: string) {
  const states = [`arn:${partition}:s3:::orgstrap-state-`];
  const accessLogs = [`arn:${partition}:s3:::orgstrap-access-logs-`];
  return [
    { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
    {
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['Data'] },
        { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
        { Field: 'resources.ARN', StartsWith: states },
      ],
    },
    {
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['Data'] },
        { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
        { Field: 'readOnly', Equals: ['false'] },
        { Field: 'resources.ARN', StartsWith: accessLogs },
      ],
    },
  ];
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
function writableBy(trail: string, bucket: string, folders: readonly string[]) {
  const allowed = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } };
  const SourceArn = { 'aws:SourceArn': trail };
  return {
    Version: '2012-10-17',
    Statement: [
      { ...allowed, Action: 's3:GetBucketAcl', Resource: bucket, Condition: { StringEquals: SourceArn } },
      {
        ...allowed,
        Action: 's3:PutObject',
        Resource: folders.map((folder) => `${bucket}/AWSLogs/${folder}/*`),
        Condition: { StringEquals: { ...SourceArn, 's3:x-amz-acl': 'bucket-owner-full-control' } },
      },
    ],
  };
}
