import { keyText } from '../../config/edit-org-yaml';
import { isHomeRegion, partitionOf } from '../../domain/region';
import { counted } from '../counted';
import type { Answers } from './answers';
import type { LeftOut } from './left-out';
import type { Proposal } from './proposal';
import type { ProposedEnvironment } from './propose-environments';

/** A new `org.yaml`, with comments that say what was guessed, what is left out and what is not decided. `schema` is where editors find its schema. */
export function orgYamlText(proposal: Proposal, schema: string): string {
  const { answers, environments, inventory } = proposal;
  return [
    `# yaml-language-server: $schema=${schema}`,
    '# orgstrap init proposed this. What was guessed is in the comments: read them, change what is wrong, and run orgstrap validate and',
    '# orgstrap doctor. docs/shapes.md shows how other shapes are written.',
    ...inventory.notSeen.map((text) => comment(`Not seen: ${text}`)),
    'organization:',
    `  id: ${answers.organizationId}`,
    `  rootId: ${inventory.tree.root}`,
    `  managementAccount: "${answers.managementAccount}"`,
    `homeRegion: ${answers.homeRegion}`,
    `deployFrom: ${answers.deployFrom}`,
    'accounts:',
    `  terraform: "${answers.terraform}" # ${called(proposal, answers.terraform)}`,
    `  ops: "${answers.ops}" # ${called(proposal, answers.ops)}`,
    ...leftOutComments(proposal.leftOut),
    ...administratorComments(proposal),
    'environments: # in rollout order; after: [] begins a line that waits for nobody',
    ...environments.flatMap((environment, index) => environmentLines(environment, index === 0)),
    'terraform:',
    `  services: [${answers.services.join(', ')}]`,
    ...pipelineLines(proposal),
    ...providerLines(proposal),
    ...principalLines(answers),
    ...auditComments(proposal),
    ...peopleComments(proposal),
    '',
  ].join('\n');
}

/** Text of an organization in a comment: in one line, whatever is in it. */
function comment(text: string, indent = ''): string {
  return `${indent}# ${text.replaceAll(/[^ -~]/g, '?')}`;
}

function called({ inventory }: Proposal, account: string): string {
  const found = inventory.tree.accounts.find(({ id }) => id === account);
  return (found?.name ?? '').replaceAll(/[^ -~]/g, '?');
}

function leftOutComments(leftOut: readonly LeftOut[]): readonly string[] {
  if (leftOut.length === 0) return [];
  return [
    '# In no environment:',
    ...leftOut.map(({ account, why }) => comment(`  ${account.name} ${account.id}: ${why}`)),
  ];
}

function administratorComments({ inventory, environments }: Proposal): readonly string[] {
  const listed = new Set<string>(environments.flatMap(({ accounts }) => accounts.map(({ id }) => id)));
  const found = inventory.delegatedAdministrators.filter(({ account }) => listed.has(account));
  return found.map(({ account, service }) =>
    comment(
      `${account} is a delegated administrator${service === undefined ? '' : ` of ${service}`}: it may be a platform account rather (docs/platform-accounts.md).`,
    ),
  );
}

/** One environment as a piece of YAML. */
export function environmentLines(environment: ProposedEnvironment, isFirst: boolean): readonly string[] {
  const { name, accounts, beginsLine, because, isPart, organizationalUnits, where } = environment;
  return [
    comment(`${isPart ? 'a part of' : 'all of'} ${where}; ${because}`, '  '),
    `  ${name}:`,
    ...(isPart ? ['    only: accounts'] : []),
    ...(beginsLine && !isFirst ? ['    after: []'] : []),
    ...(organizationalUnits.length === 0 ? [] : [`    organizationalUnits: [${organizationalUnits.join(', ')}]`]),
    '    accounts:',
    ...accounts.map(({ workspace, id }) => `      ${keyText(workspace)}: "${id}"`),
  ];
}

function pipelineLines({ answers, pipelines }: Proposal): readonly string[] {
  if (pipelines.length === 0) return [];
  return [
    'pipelines: # sandboxes are for people, and have none',
    ...(pipelines.length === 1
      ? []
      : ['  # One role of CI cannot name so many accounts. Each pipeline has a folder and states of its own.']),
    ...pipelines.flatMap(({ name, environments }) => [
      `  ${name}:`,
      '    identity:',
      ...identityLines(answers, name, pipelines.length > 1),
      '    environments:',
      ...environments.map((environment) => `      - ${environment}`),
    ]),
  ];
}

/** Where there are several pipelines, no token opens the roles of two: each has environments of GitHub or a project of GitLab of its own. */
function identityLines({ ci, repository }: Answers, pipeline: string, isOneOfMany: boolean): readonly string[] {
  if (ci === 'iam-user') return ['      iamUser: {}'];
  if (ci === 'gitlab') {
    return [
      '      gitlab:',
      isOneOfMany
        ? `        project: ${repository}-${pipeline} # guessed; each pipeline has a project of its own`
        : `        project: ${repository}`,
      '        apply: { branch: main } # guessed; protect the branch',
      '        plan: { anyBranch: {} }',
    ];
  }
  return [
    '      github:',
    `        repository: ${repository}`,
    `        # Add ids, so that nobody gets in who takes the name later: gh api repos/${repository} --jq '.owner.id, .id'`,
    '        # ids: { owner: 1, repository: 2 }',
    ...(isOneOfMany
      ? [
          `        apply: { environment: ${pipeline} } # guessed; protect the environment with reviewers`,
          `        plan: { environment: ${pipeline}-plan } # guessed; of pull requests and of main`,
        ]
      : [
          '        apply: { environment: production } # guessed; protect the environment with reviewers',
          '        plan: { pullRequests: {}, branch: main }',
        ]),
  ];
}

function providerLines({ answers, inventory }: Proposal): readonly string[] {
  const { oidcProviders } = inventory;
  if (oidcProviders?.account !== answers.terraform) {
    return answers.ci === 'iam-user'
      ? []
      : [
          '# An OIDC provider of the CI system that is in the Terraform account already is named here; orgstrap doctor tells with credentials of that account.',
          '# existingOidcProviders: [https://token.actions.githubusercontent.com]',
        ];
  }
  return oidcProviders.issuers.length === 0 ? [] : [`existingOidcProviders: [${oidcProviders.issuers.join(', ')}]`];
}

function principalLines({
  deployers,
  operators,
  ops,
  deployFrom,
  homeRegion,
  managementAccount,
}: Answers): readonly string[] {
  const inOps = `arn:${partitionIn(homeRegion)}:iam::${ops}:`;
  const deployment = deployFrom === 'ops' ? ops : managementAccount;
  const list = (arns: readonly string[]) => `[${arns.map((arn) => `"${arn}"`).join(', ')}]`;
  return [
    '# operators run the commands of orgstrap; guardrails.deployers may go on changing what orgstrap made. Both are exact ARNs of the Ops, the',
    '# Terraform or the management account, each with its path, and nobody is one who is not listed:',
    `#   an IAM role             ${inOps}role/platform-operator        (copy Arn from aws iam get-role)`,
    `#   an IAM user             ${inOps}user/ann                      (copy Arn from aws iam get-user)`,
    `#   from Identity Center    ${inOps}role/aws-reserved/sso.amazonaws.com/REGION/AWSReservedSSO_PERMISSIONSET_1234567890abcdef`,
    '# Users, groups and permission sets of Identity Center have no ARN that IAM can trust: write the role that the permission set has in the account,',
    '# which aws iam list-roles --path-prefix /aws-reserved/ shows. An ARN with :assumed-role/ is of a session, and is refused: write that of its role.',
    operators.length === 0 ? `# operators: ["${inOps}role/platform-operator"]` : `operators: ${list(operators)}`,
    ...(deployers.length === 0
      ? ['# guardrails:', `#   deployers: ["arn:${partitionIn(homeRegion)}:iam::${deployment}:role/platform-deployer"]`]
      : ['guardrails:', `  deployers: ${list(deployers)}`]),
  ];
}

function auditComments({ inventory: { hasOrganizationTrail } }: Proposal): readonly string[] {
  const found =
    hasOrganizationTrail === undefined
      ? 'Whether the organization has a trail was not seen; own makes one in each account.'
      : hasOrganizationTrail
        ? 'The organization has a trail, which the alarms can use.'
        : 'The organization has no trail; own makes one in each account, which costs money (docs/cost.md).';
  return [`# ${found}`, '# audit:', `#   trail: ${hasOrganizationTrail === false ? 'own' : 'organization'}`];
}

function partitionIn(homeRegion: string): string {
  return isHomeRegion(homeRegion) ? partitionOf(homeRegion) : 'aws';
}

function peopleComments({ answers, inventory }: Proposal): readonly string[] {
  const { delegatedAdministrators, identityCenter } = inventory;
  const administrator = delegatedAdministrators.find(({ service }) => service === 'sso.amazonaws.com');
  return [
    '# People: docs/people.md. With IAM Identity Center (aws sso-admin list-instances, aws identitystore list-groups):',
    '# people:',
    '#   source: identityCenter',
    '#   identityCenter:',
    comment(
      `    instance: ${identityCenter ?? `arn:${partitionIn(answers.homeRegion)}:sso:::instance/ssoins-1234567890abcdef`}`,
    ),
    ...(administrator === undefined
      ? []
      : [comment(`    account: "${administrator.account}" # administers it, by delegation`)]),
    '#     groups: { platform: 1f2e3d4c-aaaa-4bbb-8ccc-0123456789ab }',
    '#   groups:',
    '#     platform: { access: { ENVIRONMENT: viewer } }',
  ];
}

/**
 * The proposal for programs, with the text of the file.
 *
 * @param limits - those of AWS that all of it together exceeds
 */
export function proposalJson(
  { environments, leftOut, pipelines }: Proposal,
  orgYaml: string,
  limits: readonly string[],
): string {
  return `${JSON.stringify({ environments, leftOut, pipelines, limits, orgYaml }, null, 2)}\n`;
}

export function proposalSummary({ environments, leftOut }: Proposal, file: string): string {
  const accounts = environments.reduce((sum, environment) => sum + environment.accounts.length, 0);
  return [
    `${file} has ${counted(environments.length, 'environment')} with ${counted(accounts, 'account')}; left out: ${counted(leftOut.length, 'account')}`,
    `read the comments in it, then: orgstrap validate --config ${file} && orgstrap doctor --config ${file}`,
    '',
  ].join('\n');
}
