import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AttachRolePolicyCommand,
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import type { AccountId } from '../../../../lib/domain/ids';
import { namesOf } from '../../../../lib/domain/names-of';
import { partitionOf } from '../../../../lib/domain/region';
import { administratorOf, type OrgYaml, processEnvironment, type Rehearsal } from '../../context/rehearsal';
import type { Clients } from '../../emulated/clients';
import type { Finished } from '../../machine/child-processes';
import { HOW_TO_GET_TERRAFORM } from '../../machine/find-commands';
import { NotProved } from '../../report/ledger';
import { providerEnvironment } from '../../terraform/terraform-folder';

/** What companies made by hand before there was orgstrap. */
export const BUCKET = 'acme-terraform-states';
export const LOCK_TABLE = 'terraform-locks';
const ROLE = 'terraform-deploy';

/** A state that the company has, in the hands of Terraform, and whose account it is about. */
export interface OldFolder {
  readonly workspace: string;
  readonly account: AccountId;
  readonly key: string;
  readonly path: string;
}

/** What is in each account: of the kind that the services of the drill let Terraform manage. */
function workloadOf(account: AccountId): string {
  return `
resource "aws_s3_bucket" "data" {
  bucket = "acme-data-${account}"
}

resource "aws_ssm_parameter" "greeting" {
  name  = "/acme/greeting"
  type  = "String"
  value = "hello"
}

output "bucket" {
  value = aws_s3_bucket.data.bucket
}
`;
}

/** The bucket and the table, in the management account, and in each account the role of an administrator which that account becomes. */
export async function makeByHand(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  accounts: readonly AccountId[],
): Promise<string> {
  const { homeRegion, organization } = config;
  const { s3, call } = await administratorOf(rehearsal, config, organization.managementAccount);
  // The one Region that a bucket must not name.
  const where = homeRegion === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: homeRegion } };
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET, ...where }));
  await s3.send(new PutBucketVersioningCommand({ Bucket: BUCKET, VersioningConfiguration: { Status: 'Enabled' } }));
  await makeLockTable(call);
  for (const account of accounts) {
    const { iam } = await administratorOf(rehearsal, config, account);
    await administratorRole(iam, ROLE, namesOf(config).rootArn(organization.managementAccount), config.homeRegion);
  }
  return `${BUCKET} and ${LOCK_TABLE} in ${organization.managementAccount}, ${ROLE} in ${accounts.join(', ')}`;
}

/** The table as Terraform's pages ask for it. @param call - of an administrator of its account */
export async function makeLockTable(call: Clients['call']): Promise<void> {
  await call({
    service: 'dynamodb',
    operation: 'CreateTable',
    input: {
      TableName: LOCK_TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'LockID', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'LockID', KeyType: 'HASH' }],
    },
  });
}

/** A role by which whoever a principal lets become it may do everything. */
export async function administratorRole(
  iam: IAMClient,
  RoleName: string,
  principal: string,
  region: OrgYaml['config']['homeRegion'],
): Promise<string> {
  const allow = { Effect: 'Allow', Principal: { AWS: principal }, Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [allow] });
  const { Role: role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyArn = `arn:${partitionOf(region)}:iam::aws:policy/AdministratorAccess`;
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  return role?.Arn ?? '';
}

/** The provider of GitHub that the company's workflows used until now, in the Terraform account. */
export async function makeProvider(rehearsal: Rehearsal, { config }: OrgYaml): Promise<string> {
  const { iam } = await administratorOf(rehearsal, config, config.accounts.terraform);
  const { OpenIDConnectProviderArn: arn = '' } = await iam.send(
    new CreateOpenIDConnectProviderCommand({
      Url: 'https://token.actions.githubusercontent.com',
      ClientIDList: ['sts.amazonaws.com'],
    }),
  );
  return arn;
}

/** A folder as the company wrote it: its backend with the table, and the provider with the role. */
export function oldFolder({ work }: Rehearsal, { config }: OrgYaml, workspace: string, account: AccountId): OldFolder {
  const path = join(work, 'before', workspace);
  const key = `network/${workspace}.tfstate`;
  mkdirSync(path, { recursive: true });
  writeFileSync(
    join(path, 'main.tf'),
    `terraform {
  backend "s3" {
    bucket         = "${BUCKET}"
    key            = "${key}"
    region         = "${config.homeRegion}"
    encrypt        = true
    dynamodb_table = "${LOCK_TABLE}"
  }
}

provider "aws" {
  region = "${config.homeRegion}"

  assume_role {
    role_arn = "${namesOf(config).rootArn(account).replace(/root$/, `role/${ROLE}`)}"
  }
}
${workloadOf(account)}`,
  );
  return { workspace, account, key, path };
}

/** Terraform in such a folder, as an administrator of the management account. */
export async function terraformBefore(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  { path }: OldFolder,
  ...args: readonly string[]
): Promise<Finished> {
  if (rehearsal.terraform === undefined) throw new NotProved(HOW_TO_GET_TERRAFORM);
  const credentials = await rehearsal.control.administratorOf(config.organization.managementAccount);
  const env = {
    ...processEnvironment(rehearsal, config, credentials),
    ...providerEnvironment(rehearsal),
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
  };
  return rehearsal.children.run(rehearsal.terraform.command, [...args, '-no-color'], { cwd: path, env });
}

/** What is in the old bucket. */
export async function stateBefore(rehearsal: Rehearsal, { config }: OrgYaml, { key }: OldFolder): Promise<string> {
  const { s3 } = await administratorOf(rehearsal, config, config.organization.managementAccount);
  const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
  return (await body?.transformToString()) ?? '';
}

/** A profile of the AWS CLI by which somebody reaches the old place, and the variable that says where it is. */
export async function oldProfile(rehearsal: Rehearsal, { config }: OrgYaml): Promise<NodeJS.ProcessEnv> {
  const file = join(rehearsal.work, 'credentials');
  const keys = await rehearsal.control.administratorOf(config.organization.managementAccount);
  writeFileSync(
    file,
    `[old]\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n`,
    { mode: 0o600 },
  );
  return { AWS_SHARED_CREDENTIALS_FILE: file };
}

/** The workload of a folder that orgstrap wires, without the company's own backend and provider. */
export function newFolder({ work }: Rehearsal, account: AccountId): string {
  const path = join(work, 'after', account);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'main.tf'), workloadOf(account));
  return path;
}
