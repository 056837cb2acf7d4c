import { GetRoleCommand } from '@aws-sdk/client-iam';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import type { AccountId } from '../../../lib/domain/ids';
import { WORKLOAD_IAM_PATH } from '../../../lib/domain/names';
import type { OrgConfig, Pipeline } from '../../../lib/domain/org-config';
import { PLATFORM, type Workspace, workspacesOf } from '../../../lib/domain/workspaces';
import type { Clients } from '../emulated/clients';

/** A resource that Terraform makes in an account, and how to find it there without Terraform. */
interface Sample {
  readonly hcl: (pipeline: string) => string;
  readonly find: (clients: Clients, pipeline: string, account: AccountId) => Promise<unknown>;
}

/** How the workspaces of accounts end that join while the rehearsal goes on. */
export const JOINED = '-joined';

/** A sample for some of the services that `org.yaml` may list. */
const SAMPLES: ReadonlyMap<string, Sample> = new Map([
  [
    'ssm',
    {
      hcl: (pipeline) => `
resource "aws_ssm_parameter" "sample" {
  name  = "/rehearsal/${pipeline}"
  type  = "String"
  value = terraform.workspace
}
`,
      find: ({ ssm }, pipeline) => ssm.send(new GetParameterCommand({ Name: `/rehearsal/${pipeline}` })),
    },
  ],
  [
    's3',
    {
      hcl: (pipeline) => `
resource "aws_s3_bucket" "sample" {
  bucket = "rehearsal-${pipeline}-\${module.workspace.account_id}"
}
`,
      find: ({ s3 }, pipeline, account) =>
        s3.send(new HeadBucketCommand({ Bucket: `rehearsal-${pipeline}-${account}` })),
    },
  ],
  [
    'sqs',
    {
      hcl: (pipeline) => `
resource "aws_sqs_queue" "sample" {
  # The provider waits half a minute for each queue, so an account that joins later gets none.
  count = endswith(terraform.workspace, "${JOINED}") ? 0 : 1
  name  = "rehearsal-${pipeline}"
}
`,
      find: ({ call }, pipeline) =>
        call({ service: 'sqs', operation: 'GetQueueUrl', input: { QueueName: `rehearsal-${pipeline}` } }),
    },
  ],
  [
    'logs',
    {
      hcl: (pipeline) => `
resource "aws_cloudwatch_log_group" "sample" {
  name              = "/rehearsal/${pipeline}"
  retention_in_days = 7
}
`,
      find: async ({ call }, pipeline) => {
        const input = { logGroupNamePrefix: `/rehearsal/${pipeline}` };
        const { logGroups } = await call({ service: 'logs', operation: 'DescribeLogGroups', input });
        if (!Array.isArray(logGroups) || logGroups.length === 0) {
          throw new Error(`there is no log group ${input.logGroupNamePrefix}`);
        }
      },
    },
  ],
  [
    'iam',
    {
      hcl: (pipeline) => `
resource "aws_iam_role" "sample" {
  name                 = "rehearsal-${pipeline}"
  path                 = "${WORKLOAD_IAM_PATH}"
  permissions_boundary = local.orgstrap_boundary

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
`,
      find: ({ iam }, pipeline) => iam.send(new GetRoleCommand({ RoleName: `rehearsal-${pipeline}` })),
    },
  ],
]);

/** The services that Terraform has in a workspace. */
export function servicesIn(config: OrgConfig, { environment, account }: Workspace): readonly string[] {
  return environment === PLATFORM
    ? (config.platformAccounts.find(({ id }) => id === account)?.managed?.services ?? [])
    : config.terraform.services;
}

/** The services that a pipeline has in all of its workspaces. */
export function servicesOf(config: OrgConfig, pipeline: Pipeline): readonly string[] {
  const lists = workspacesOf(config, pipeline).map((workspace) => servicesIn(config, workspace));
  const [first = config.terraform.services, ...others] = lists;
  return first.filter((service) => others.every((list) => list.includes(service)));
}

/** The services of which something is made in every workspace. */
export const SAMPLED: readonly string[] = [...SAMPLES.keys()].sort();

/** The samples that a list of services allows, in a workspace. */
export function samplesOf(services: readonly string[], workspace = ''): readonly string[] {
  return SAMPLED.filter((service) => services.includes(service) && !(service === 'sqs' && workspace.endsWith(JOINED)));
}

/** A small configuration, in the hands of a user: it makes a resource of each sample, and says where it is. */
export function workload(pipeline: string, services: readonly string[]): string {
  const resources = samplesOf(services).map((service) => SAMPLES.get(service)?.hcl(pipeline) ?? '');
  return `data "aws_caller_identity" "here" {}
${resources.join('')}
output "account_id" {
  value = data.aws_caller_identity.here.account_id
}
`;
}

/**
 * Looks for what Terraform made, in the account where it should be.
 *
 * @throws the error of AWS where something is not there
 */
export async function findWorkload(
  clients: Clients,
  pipeline: string,
  services: readonly string[],
  { name, account }: Workspace,
): Promise<void> {
  for (const service of samplesOf(services, name)) await SAMPLES.get(service)?.find(clients, pipeline, account);
}
