import { rightsText, roleText } from '../rights/rights.text';
import type { NeededRoles } from './needed-roles';

/** What to do about operators and deployers: which principals may be named, and commands that make a role where there is none. */
export function neededRolesText({ operator, deployer }: NeededRoles, file: string): string {
  const [{ role } = {}] = operator.accounts;
  return [
    '',
    'Who runs the commands of orgstrap, and who deploys, are named in org.yaml as operators and as guardrails.deployers: an IAM role or user, by its ARN.',
    'Where people sign in at Identity Center, it is the role of their permission set, which needs the same permissions:',
    '  aws iam list-roles --path-prefix /aws-reserved/sso.amazonaws.com/ --query "Roles[].Arn"',
    `Otherwise make a role. Write who becomes it in place of user/NAME; nobody else can, and nobody without MFA.`,
    '',
    rightsText(operator).trimEnd(),
    ...(role === undefined ? [] : [`# operators: ["arn:${role.partition}:iam::${role.account}:role/${role.name}"]`]),
    '',
    `# In ${deployer.account}, for who deploys. Its policies: orgstrap rights cdk deploy --config ${file}`,
    roleText(deployer),
    `# guardrails: { deployers: ["arn:${deployer.partition}:iam::${deployer.account}:role/${deployer.name}"] }`,
    '',
  ].join('\n');
}
