import { z } from 'zod';
import { guided } from '../guided';
import { exact } from './exact';
import { issuer } from './issuer';

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
  description: 'A workspace of HCP Terraform.',
  expected: 'the name of one workspace',
  fix: 'write each workspace by its name',
  attack: 'whoever may make a workspace of the project may give it a name that a pattern admits',
});

const workspaces = guided(z.array(workspace).min(1), {
  description: 'The workspaces whose runs get in, to plan in the phase plan and to apply in the phase apply.',
  expected: 'a list with at least one name of a workspace',
  fix: 'list the workspaces of HCP Terraform; there is no default',
});

export const hcpTerraform = guided(
  z
    .strictObject({
      organization,
      project,
      workspaces,
      issuer: issuer('The address of Terraform Enterprise, where it is not app.terraform.io.'),
    })
    .optional(),
  {
    description: 'HCP Terraform or Terraform Enterprise.',
    expected: 'a map with organization, project and workspaces',
    fix: 'write all of them, as in examples/seven-systems.yaml',
  },
);
