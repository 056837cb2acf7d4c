import * as z from 'zod';
import { LONGEST_WORKSPACE_NAME, WORKSPACE_NAME } from '../../domain/chosen-names';
import type { OidcIdentity, OidcJobs } from '../../domain/ci-identity';
import { isNotEmpty, named } from '../names';
import { guided } from '../schema';
import { exact, issuer, issuerName } from './subject';

const organization = exact(/^[A-Za-z0-9_-]{1,40}$/, {
  description: 'The organization.',
  expected: 'the name of one organization',
  fix: 'write it as in its address, after app.terraform.io/app/',
  attack: 'all organizations share one issuer, and anybody can make one whose name begins like yours',
});

const project = exact(/^[A-Za-z0-9_ -]{3,40}$/, {
  description: 'The project.',
  expected: 'the name of one project',
  fix: 'write its name; the first one is called Default Project',
  attack: 'whoever may make a project may give it a name that a pattern admits',
});

const workspace = exact(/^[A-Za-z0-9_-]{1,90}$/, {
  description: 'A workspace of HCP Terraform. The key is the name of the workspace of its account.',
  expected: 'the name of one workspace',
  fix: 'write each workspace by its name',
  attack: 'whoever may make a workspace of the project may give it a name that a pattern admits',
});

const workspaces = guided(
  named({ json: { pattern: WORKSPACE_NAME.source, maxLength: LONGEST_WORKSPACE_NAME } }, workspace)
    .refine(isNotEmpty)
    .refine(hasEachOnce),
  {
    description:
      'The workspace of each account, and its name in HCP Terraform. Runs there get in, to plan in the phase plan and to apply in the phase apply.',
    expected: 'a map from workspaces of accounts to names of workspaces of HCP Terraform, at least one, and each once',
    fix: 'write workspaces: { WORKSPACE: WORKSPACE OF HCP TERRAFORM }; one of those changes one account',
  },
  { minProperties: 1 },
);

const block = z.strictObject({
  organization,
  project,
  workspaces,
  issuer: issuer('The address of Terraform Enterprise, where it is not app.terraform.io.'),
});

export const hcpTerraform = guided(block.transform(hcpTerraformIdentity).optional(), {
  description: 'HCP Terraform or Terraform Enterprise.',
  expected: 'a map with organization, project and workspaces',
  fix: 'write all of them, as in examples/seven-systems.yaml',
});

function hasEachOnce(names: Readonly<Record<string, string>>): boolean {
  return new Set(Object.values(names)).size === Object.keys(names).length;
}

/** @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration */
function hcpTerraformIdentity({
  organization,
  project,
  workspaces,
  issuer = 'https://app.terraform.io',
}: z.output<typeof block>): OidcIdentity {
  const named = Object.entries(workspaces).map(([workspace, name]) => ({ workspace, name }));
  const jobs = (phase: string): OidcJobs => ({
    audience: 'aws.workload.identity',
    subjects: named.map(
      ({ name }) => `organization:${organization}:project:${project}:workspace:${name}:run_phase:${phase}`,
    ),
    runs: false,
  });
  return {
    kind: 'oidc',
    system: 'hcpTerraform',
    issuer: issuerName(issuer),
    jobs: { apply: jobs('apply'), plan: jobs('plan') },
    hcpTerraform: { hostname: new URL(issuer).host, organization, project, workspaces: named },
  };
}
