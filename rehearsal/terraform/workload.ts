import { GetRoleCommand } from '@aws-sdk/client-iam';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import type { AccountId } from '../../lib/domain/account-id';
import { BOUNDARY, IAM_PATH, WORKLOAD_IAM_PATH } from '../../lib/domain/names';
import type { Clients } from '../emulated/clients';

/** A resource that Terraform makes in an account, and how to find it there without Terraform. */
interface Sample {
  readonly hcl: (pipeline: string) => string;
  readonly find: (clients: Clients, pipeline: string, account: AccountId) => Promise<unknown>;
}

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
    'iam',
    {
      hcl: (pipeline) => `
data "aws_partition" "current" {}

resource "aws_iam_role" "sample" {
  name                 = "rehearsal-${pipeline}"
  path                 = "${WORKLOAD_IAM_PATH}"
  permissions_boundary = "arn:\${data.aws_partition.current.partition}:iam::\${module.workspace.account_id}:policy${IAM_PATH}${BOUNDARY}"

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

/** The samples that a list of services allows. */
export function samplesOf(services: readonly string[]): readonly string[] {
  return services.filter((service) => SAMPLES.has(service)).sort();
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
  account: AccountId,
): Promise<void> {
  for (const service of samplesOf(services)) await SAMPLES.get(service)?.find(clients, pipeline, account);
}
