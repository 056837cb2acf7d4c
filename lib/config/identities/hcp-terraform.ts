import * as z from 'zod';
import { LONGEST_WORKSPACE_NAME, WORKSPACE_NAME } from '../../domain/chosen-names';
import type { CiIdentity, HcpTerraform, HcpWorkspace, OidcIdentity, OidcJobs } from '../../domain/ci-identity';
import { isNotEmpty, named } from '../names';
import { childrenOf, type Node, nodeAt, textOf, textsIn } from '../node';
import { problemAt, quoted } from '../problem';
import { guided, type Rule } from '../schema';
import { exact, issuer, issuerName, NOT_THIS_SYSTEM } from './subject';

const organization = exact(/^[A-Za-z0-9_-]{1,40}$/, {
  description: 'The organization.',
  expected: 'the name of one organization',
  example: 'acme',
  fix: 'write it as in its address, after app.terraform.io/app/',
  attack: 'all organizations share one issuer, and anybody can make one whose name begins like yours',
});

const project = exact(/^[A-Za-z0-9_ -]{3,40}$/, {
  description: 'The project.',
  expected: 'the name of one project',
  example: 'Infrastructure',
  fix: 'write its name; the first one is called Default Project',
  attack: 'whoever may make a project may give it a name that a pattern admits',
});

const HCP_TERRAFORM = 'https://app.terraform.io';

/** What stands for the name of a state in the names of workspaces. */
const STATE = '{state}';

const LONGEST_NAME = 90;

const workspace = exact(/^(?!$)[A-Za-z0-9_-]{0,90}(?:\{state\}[A-Za-z0-9_-]{0,90})?$/, {
  description:
    'A workspace of HCP Terraform; where the pipeline has states, the workspaces of all of them, as in "{state}-prod". The key is the name of the workspace of its account.',
  expected: `the name of one workspace, or with states a name that has ${STATE} once`,
  example: 'infrastructure-dev',
  fix: 'write each workspace by its name',
  attack: 'whoever may make a workspace of the project may give it a name that a pattern admits',
});

/** Each state of each account has a workspace of its own, with a name of its own. */
const areOnesOfStates: Rule = (workspaces, { root }) => {
  const states = textsIn(nodeAt(root, ...workspaces.path.slice(0, 2), 'states')).map(({ value }) => value);
  const unfit = childrenOf(workspaces).flatMap((workspace) => unfitName(workspace, states));
  if (unfit.length > 0 || states.length === 0) return unfit;
  const names = childrenOf(workspaces).flatMap((workspace) => {
    const name = textOf(workspace)?.value;
    return name === undefined ? [] : states.map((state) => name.replace(STATE, state));
  });
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined
    ? []
    : [
        problemAt(workspaces, {
          found: `names by which two states have the workspace ${quoted(twice)}`,
          expected: 'a workspace of its own for each state of each account',
          fix: 'write names that tell them apart',
        }),
      ];
};

function unfitName(workspace: Node, states: readonly string[]) {
  const name = textOf(workspace);
  if (name === undefined) return [];
  const longest = Math.max(0, ...states.map((state) => name.value.replace(STATE, state).length));
  if (name.value.includes(STATE) === states.length > 0 && longest <= LONGEST_NAME) return [];
  return [
    problemAt(
      name,
      longest > LONGEST_NAME
        ? {
            found: `${quoted(name.value)}, which has ${longest} characters with one of the states`,
            expected: `names of ${LONGEST_NAME} characters at most`,
            fix: 'write a shorter one',
          }
        : {
            found: `${quoted(name.value)} of a pipeline ${states.length > 0 ? 'with' : 'without'} states`,
            expected: states.length > 0 ? `a name with ${STATE} in it` : `a name without ${STATE}`,
            fix:
              states.length > 0
                ? `write "${STATE}-${name.value}", in quotes`
                : 'write the name of the workspace, or list the states',
          },
    ),
  ];
}

const workspaces = guided(
  named({ json: { pattern: WORKSPACE_NAME.source, maxLength: LONGEST_WORKSPACE_NAME } }, workspace)
    .refine(isNotEmpty)
    .refine(hasEachOnce),
  {
    description:
      'The workspace of each account, and its name in HCP Terraform. Runs there get in, to plan in the phase plan and to apply in the phase apply.',
    expected: 'a map from workspaces of accounts to names of workspaces of HCP Terraform, at least one, and each once',
    entry: { placeholder: 'WORKSPACE', example: 'dev' },
    fix: 'write workspaces: { WORKSPACE: WORKSPACE OF HCP TERRAFORM }; one of those changes one account',
    rules: [areOnesOfStates],
  },
  { minProperties: 1 },
);

const anyWorkspace = guided(z.strictObject({}).optional(), {
  description:
    'Runs of every workspace of the project get in, where there are more than a trust policy has room for. Whoever may make a workspace in the project ' +
    'decides what happens in the accounts, so the project has to be of this pipeline alone.',
  expected: 'an empty map',
  example: {},
  unset: 'none: the workspaces that are listed get in, and no other',
  fix: 'write anyWorkspace: {}, or remove it to trust the workspaces by their names',
});

const block = z.strictObject({
  organization,
  project,
  anyWorkspace,
  workspaces,
  issuer: issuer('The address of Terraform Enterprise, where it is not app.terraform.io.', {
    example: 'https://terraform.example.com',
    default: HCP_TERRAFORM,
  }),
});

export const hcpTerraform = guided(block.transform(hcpTerraformIdentity).optional(), {
  description: 'HCP Terraform or Terraform Enterprise.',
  expected: 'a map with organization, project and workspaces',
  unset: NOT_THIS_SYSTEM,
  fix: 'write all of them, as in examples/seven-systems.yaml',
});

function hasEachOnce(names: Readonly<Record<string, string>>): boolean {
  return new Set(Object.values(names)).size === Object.keys(names).length;
}

/** @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration */
function hcpTerraformIdentity({
  organization,
  project,
  anyWorkspace,
  workspaces,
  issuer = HCP_TERRAFORM,
}: z.output<typeof block>): OidcIdentity {
  const named = Object.entries(workspaces).map(([workspace, name]) => ({ workspace, name }));
  return trusting(
    { kind: 'oidc', system: 'hcpTerraform', issuer: issuerName(issuer) },
    {
      hostname: new URL(issuer).host,
      organization,
      project,
      anyWorkspace: anyWorkspace !== undefined,
      workspaces: named,
    },
  );
}

/**
 * An identity whose workspaces are those of some states, where it is one of HCP Terraform: each state of each account has its own. All others are as
 * they are, for their jobs work on all states.
 */
export function inStates(identity: CiIdentity, states: readonly string[]): CiIdentity {
  if (identity.kind !== 'oidc' || identity.hcpTerraform === undefined || states.length === 0) return identity;
  const { kind, system, issuer, hcpTerraform } = identity;
  const workspaces = hcpTerraform.workspaces.flatMap(({ workspace, name }) =>
    states.map((state): HcpWorkspace => ({ workspace, state, name: name.replace(STATE, state) })),
  );
  return trusting({ kind, system, issuer }, { ...hcpTerraform, workspaces });
}

/**
 * Every workspace is named, unless org.yaml says otherwise: a pattern lets in the workspaces that others make in the project. AWS looks at no claim
 * but the subject and the audience. No name of a project or a workspace has a colon, so a pattern stays within its part of the subject.
 */
function trusting(
  identity: Pick<OidcIdentity, 'kind' | 'system' | 'issuer'>,
  hcpTerraform: HcpTerraform,
): OidcIdentity {
  const { organization, project, anyWorkspace, workspaces } = hcpTerraform;
  const names = anyWorkspace ? ['*'] : workspaces.map(({ name }) => name);
  const jobs = (phase: string): OidcJobs => ({
    audience: 'aws.workload.identity',
    subjects: names.map(
      (name) => `organization:${organization}:project:${project}:workspace:${name}:run_phase:${phase}`,
    ),
  });
  return { ...identity, jobs: { apply: jobs('apply'), plan: jobs('plan') }, hcpTerraform };
}
