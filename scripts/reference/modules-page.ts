import { shortened } from '../../lib/commands/permissions/permissions.text';
import { WORKLOAD_IAM_PATH } from '../../lib/domain/names';
import modules from '../modules/modules.json';
import { type NeedsOfModule, needsOfModule } from '../modules/needs-of-module';
import type { UsedModule } from '../modules/used-module';

/** What has to be set where a module makes something in IAM that no variable puts on a path. */
const WAYS_ROUND: Readonly<Record<string, string>> = {
  ecs:
    'Make the policies yourself: `create_task_exec_policy = false` for the cluster, `create_infrastructure_iam_role = false` and `create_node_iam_instance_profile = false` where it has managed ' +
    'instances, `create_iam_role = false` for a service with a load balancer, each with the ARN of a role of your own. The roles of tasks have a path.',
  eks: 'Leave `create_cni_ipv6_iam_policy = false`, as it is, and make that policy yourself for IPv6.',
  lambda:
    'The submodule `deploy` needs `codedeploy`, which has no documents here, and `create_codedeploy_role = false`.',
  rds: 'Leave `create_monitoring_role = false`, as it is, and give `monitoring_role_arn` a role of your own.',
  vpc: 'For flow logs to CloudWatch leave `create_flow_log_cloudwatch_iam_role = false`, as it is, and give `flow_log_cloudwatch_iam_role_arn` a role of your own; or use the submodule `flow-log`, whose policy takes the path of its role.',
};

const OF_EVERY_ROLE: readonly string[] = ['aws_iam_role', 'aws_iam_instance_profile'];

/** What is to be known beside the lists. */
const NOTES: Readonly<Record<string, string>> = {
  eks:
    'Roles for service accounts (IRSA) work: the boundary lets Terraform make the OpenID Connect provider of an EKS cluster, and of nothing else. Pod Identity, which needs no provider, is the shorter way: a role ' +
    'that trusts `pods.eks.amazonaws.com`, and `aws_eks_pod_identity_association`. The module of keys that this one uses needs `kms`.',
  iam: 'Users, groups and keys of its submodules are refused; its roles and policies are not, with `path`, `policy_path` and `permissions_boundary`.',
  's3-bucket':
    'Its submodule `account-public-access` is refused: who deploys sets that once for the account. Table and vector buckets need files of your own.',
};

/** `docs/reference/modules.md`: what the most used public modules need of terraform.services, and where they are refused. */
export function modulesPage(): string {
  return `# Modules and what they need

Written by \`npm run reference\` from the sources of the ten most used modules of [terraform-aws-modules](https://github.com/terraform-aws-modules), read on ${modules.read}, with all their submodules: what every resource and data source in them calls, by the source of the AWS provider, is
held against the documents that orgstrap ships. A test misses a call that nobody decided about. The releases of alb, autoscaling, ecs, iam, rds (its parameter groups), s3-bucket, security-group and vpc that take provider 5.100 were applied together by \`npx orgstrap-rehearse --terraform\` on that day. Most configurations use a part of a module: ask [\`orgstrap permissions\`](../commands.md#orgstrap-permissions) with yours, after \`terraform init\`.

What every module that makes roles needs is the same two values, on each of its variables for a path and for a boundary:

\`\`\`hcl
iam_role_path                 = "${WORKLOAD_IAM_PATH}"
iam_role_permissions_boundary = local.orgstrap_boundary
\`\`\`

What every role is refused is \`iam:DeleteRolePermissionsBoundary\`: replace the role. And a refresh that takes a lost role out of an instance profile is for an apply.
What a service needs of others on your behalf, a flow log to S3 of \`logs\`, is in [every service](services.md).

${modules.modules.map(partOf).join('\n')}`;
}

function partOf(module: UsedModule): string {
  const needs = needsOfModule(module.types);
  const lines = [
    `- \`terraform: { services: [${needs.services.join(', ')}] }\`, each where you use what is of it.`,
    ...Object.entries(needs.beside).map(
      ([service, types]) => `- \`${service}\` for ${namesOf(types)}, where it has to do with that service.`,
    ),
    ...(needs.without.length === 0 ? [] : [`- No documents here, so a file of your own: ${namesOf(needs.without)}.`]),
    ...(module.paths.length === 0 ? [] : [`- Path: ${namesOf(module.paths)}.`]),
    ...(module.boundaries.length === 0 ? [] : [`- Boundary: ${namesOf(module.boundaries)}.`]),
    ...(module.withoutPath.length === 0
      ? []
      : [`- Refused, for it takes no path: ${namesOf(module.withoutPath)}. ${wayRound(module)}`]),
    ...leftOutLines(needs),
    ...(NOTES[module.name] === undefined ? [] : [`- ${NOTES[module.name]}`]),
  ];
  return `## ${module.name} ${module.version}\n\n${lines.join('\n')}\n`;
}

function wayRound({ name }: UsedModule): string {
  const way = WAYS_ROUND[name];
  if (way === undefined) throw new Error(`${name} makes something in IAM without a path: say in WAYS_ROUND what to do`);
  return way;
}

function leftOutLines({ leftOut }: NeedsOfModule): readonly string[] {
  return leftOut
    .filter(({ types }) => types.some(({ type }) => !OF_EVERY_ROLE.includes(type)))
    .map(
      ({ of, types, actions, why, instead }) =>
        `- Refused${of === 'plan' ? ' in a plan' : ''}: ${shortened(actions.map(code)).join(', ')} of ${namesOf(types.map(({ type }) => type))}. ${why} Instead: ${instead}`,
    );
}

function namesOf(names: readonly string[]): string {
  return names.map(code).join(', ');
}

function code(name: string): string {
  return `\`${name}\``;
}
