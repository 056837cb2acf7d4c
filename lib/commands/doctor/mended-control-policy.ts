import type { ControlTree } from '../../aws/control-policies';
import { isOidc } from '../../domain/ci-identity';
import { deploymentRoles } from '../../domain/deployment';
import { TERRAFORM_ROLES } from '../../domain/names';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig } from '../../domain/org-config';
import { globalRegionsOf } from '../../domain/region';
import { watchedRegions } from '../../domain/watched-accounts';
import type { Obstacle } from '../../estate/control-policies/obstacles';

/** What mends an obstacle: what the policy should say, and whom it should exempt otherwise. */
export function mendedBy(config: OrgConfig, tree: ControlTree, obstacle: Obstacle): string {
  const { level, policy } = obstacle;
  if (policy === undefined) return attach(tree, obstacle);
  const keys = obstacle.statement?.text.conditions.map(({ key }) => key.toLowerCase()) ?? [];
  const ways = [
    ...(keys.some((key) => key.startsWith('aws:requesttag/') || key === 'aws:tagkeys') ? [tags(obstacle)] : []),
    ...(keys.includes('aws:requestedregion') ? [regions(config)] : []),
    // The holder of a token is no principal of IAM yet.
    ...(obstacle.actions.includes(WITH_TOKEN)
      ? [`leave ${WITH_TOKEN} out, or ask for the claims of the issuer there`]
      : []),
  ];
  const exemption = `except ${exempted(config, obstacle).join(' and ')} from it, with a condition such as ArnNotLike aws:PrincipalArn`;
  return `in ${policy.name} (${policy.id}) of ${level}: ${[...ways, exemption].join('; or ')}`;
}

/** A level that allows nothing has lost the policy that it has from the beginning. */
function attach(tree: ControlTree, { actions, level }: Obstacle): string {
  const full = tree.policies.find(({ name }) => name === 'FullAWSAccess')?.id ?? 'p-FullAWSAccess';
  const [first] = actions;
  return `from the management account: aws organizations attach-policy --policy-id ${full} --target-id ${level}; or attach one that allows ${first} and what else orgstrap does there`;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
function tags({ actions }: Obstacle): string {
  const untagged = actions.filter((action) => UNTAGGED.includes(action));
  if (untagged.length === 0) return 'give the stacks the tags that it asks for, as tags of org.yaml';
  return `give the stacks the tags that it asks for, as tags of org.yaml, which does not help ${untagged.join(' and ')}: CloudFormation gives managed policies and groups no tags, and StackSets must be exempt from it for them`;
}

const WITH_TOKEN = 'sts:AssumeRoleWithWebIdentity';

const UNTAGGED = ['iam:CreatePolicy', 'iam:CreateGroup'];

/** IAM and other global services are asked in one Region of their own. */
function regions(config: OrgConfig): string {
  const { partition } = namesOf(config);
  return `allow ${[...new Set([...watchedRegions(config), ...globalRegionsOf(partition)])].join(', ')} in it`;
}

/** As whom a way works: they alone are exempt, and not everybody in an account. */
function exempted(config: OrgConfig, { way, actions }: Obstacle): readonly string[] {
  const names = namesOf(config);
  const stackSets = `arn:${names.partition}:iam::*:role/stacksets-exec-*`;
  switch (way) {
    case 'StackSets':
      return [stackSets];
    case 'CI':
      return [
        names.ciRolesPattern,
        ...(config.pipelines.every(({ identity }) => isOidc(identity)) ? [] : [names.ciUsersPattern]),
      ];
    case 'Terraform':
      return Object.values(TERRAFORM_ROLES).map((name) => names.roleArn('*', name));
    case 'deployment':
      return deploymentRoles(config);
    case 'state':
      return [
        ...(actions.some((action) => MADE.includes(action)) ? [stackSets] : []),
        ...(actions.some((action) => !MADE.includes(action)) ? [names.ciRolesPattern] : []),
      ];
  }
}

/** What StackSets do about the states; the rest is done by CI. */
const MADE = ['s3:CreateBucket', 'kms:CreateKey'];
