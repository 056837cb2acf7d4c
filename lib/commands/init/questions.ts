import { isAccountId, isOrganizationId, isPrincipalArn } from '../../domain/ids';
import { HOME_REGIONS, isHomeRegion } from '../../domain/region';
import { CI_SYSTEMS, DEPLOY_FROM } from './choices';
import type { Inventory } from './inventory';

/** What no organization tells, as it is given: by flags, or by a person who is asked. */
export interface Given {
  readonly organizationId?: string;
  readonly managementAccount?: string;
  readonly homeRegion?: string;
  readonly deployFrom?: string;
  readonly terraformAccount?: string;
  readonly opsAccount?: string;
  readonly services?: string;
  readonly ci?: string;
  readonly repository?: string;
  readonly leaveOut?: string;
  readonly operator?: string;
  readonly deployer?: string;
}

/** One thing that must be known. */
export interface Question {
  readonly key: keyof Given;
  /** The flag that answers it, with what it takes. */
  readonly flag: string;
  readonly text: string;
  /** Where there are few answers. */
  readonly choices?: readonly string[];
  /** What is wrong with an answer; nothing where it can be used. */
  problemOf(answer: string): string | undefined;
}

/** All that must be answered about an organization, whether it is already or not. */
export function questionsAbout(inventory: Inventory, given: Given, services: readonly string[]): readonly Question[] {
  const account = (text: string) => accountNamed(inventory, text).problem;
  return [
    ...(inventory.organizationId === undefined
      ? [
          question(
            'organizationId',
            '--organization-id ID',
            'The id of the organization (aws organizations describe-organization)',
            is(isOrganizationId, 'o- and 10 to 32 lower-case letters or digits'),
          ),
        ]
      : []),
    ...(inventory.managementAccount === undefined
      ? [
          question(
            'managementAccount',
            '--management-account ID',
            'The id of the management account',
            is(isAccountId, '12 digits'),
          ),
        ]
      : []),
    question(
      'homeRegion',
      '--home-region REGION',
      "The Region of orgstrap's own resources",
      is(isHomeRegion, `one of ${HOME_REGIONS.join(', ')}`),
      HOME_REGIONS,
    ),
    question(
      'deployFrom',
      '--deploy-from management|ops',
      'Which account cdk deploy runs in',
      among(DEPLOY_FROM),
      DEPLOY_FROM,
    ),
    question(
      'terraformAccount',
      '--terraform-account ID|NAME',
      'The Terraform account: states and the roles of CI',
      account,
    ),
    question(
      'opsAccount',
      '--ops-account ID|NAME',
      'The Ops account, where people sign in; it may be the Terraform account',
      account,
    ),
    question(
      'services',
      '--services LIST',
      'The AWS services that Terraform shall manage, with commas: s3,ec2,logs',
      (text) => {
        const unknown = listed(text).filter((name) => !services.includes(name));
        if (listed(text).length === 0) return 'expected at least one service';
        return unknown.length === 0
          ? undefined
          : `found ${unknown.join(', ')}, expected some of ${services.join(', ')}`;
      },
    ),
    question('ci', `--ci ${CI_SYSTEMS.join('|')}`, 'The CI system that runs Terraform', among(CI_SYSTEMS), CI_SYSTEMS),
    ...(given.ci === 'iam-user' ? [] : [repositoryQuestion(given.ci)]),
  ];
}

/** What is wrong with the answers that need not be there. */
export function problemsOfOptions(inventory: Inventory, given: Given): readonly string[] {
  const principals = [
    ['--operator', given.operator],
    ['--deployer', given.deployer],
  ] as const;
  return [
    ...listed(given.leaveOut ?? '').flatMap((name) => {
      const { problem } = accountNamed(inventory, name);
      return problem === undefined ? [] : [`--leave-out: ${problem}`];
    }),
    ...principals.flatMap(([flag, text]) =>
      listed(text ?? '')
        .filter((arn) => !isPrincipalArn(arn))
        .map((arn) => `${flag}: found ${arn}, expected the ARN of an IAM role or user, with its path`),
    ),
  ];
}

function repositoryQuestion(ci: string | undefined): Question {
  const text =
    ci === 'gitlab'
      ? 'The path of the GitLab project, with its groups'
      : 'The repository of the Terraform configuration, OWNER/NAME';
  return question('repository', '--repository OWNER/NAME', text, (answer) =>
    /^[\w.-]+(?:\/[\w.-]+)+$/.test(answer) ? undefined : 'expected OWNER/NAME',
  );
}

function question(
  key: keyof Given,
  flag: string,
  text: string,
  problemOf: Question['problemOf'],
  choices?: readonly string[],
): Question {
  return { key, flag, text, problemOf, ...(choices === undefined ? {} : { choices }) };
}

function is(fits: (text: string) => boolean, expected: string): Question['problemOf'] {
  return (text) => (fits(text) ? undefined : `found ${text || 'nothing'}, expected ${expected}`);
}

function among(choices: readonly string[]): Question['problemOf'] {
  return is((text) => choices.includes(text), `one of ${choices.join(', ')}`);
}

/** The texts of a list with commas. */
export function listed(text: string): readonly string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** An account of the organization by its id or its name. */
export function accountNamed({ tree }: Inventory, text: string): { readonly id?: string; readonly problem?: string } {
  const found = tree.accounts.filter(({ id, name }) => id === text || name === text);
  const [one] = found;
  if (one === undefined)
    return { problem: `found ${text || 'nothing'}, expected the id or the name of an account of the organization` };
  if (found.length > 1)
    return {
      problem: `found ${found.length} accounts of the name ${text}, expected the id of one: ${found.map(({ id }) => id).join(', ')}`,
    };
  return { id: one.id };
}
