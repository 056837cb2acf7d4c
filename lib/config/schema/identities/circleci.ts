import { z } from 'zod';
import { guided } from '../guided';
import { branch } from './branch';
import { exact } from './exact';
import { uuid } from './uuid';

const origin = exact(/^[a-z0-9.-]+(?:\/[A-Za-z0-9._-]+){2,}$/, {
  description: "Where the code comes from, as the token's vcs-origin has it.",
  expected: 'HOST/OWNER/NAME of one repository',
  fix: 'write it as github.com/OWNER/NAME',
  attack: 'a project may also build other repositories, forks included',
});

const apply = guided(z.strictObject({ branch: branch('The branch that is applied.') }), {
  description: 'Which jobs apply: those of a branch.',
  expected: 'a map with branch',
  fix: 'write apply: { branch: main }',
});

const anyBranch = guided(z.strictObject({}), {
  description: 'Jobs of every branch of the repository.',
  expected: 'an empty map',
  fix: 'write anyBranch: {}',
});

const plan = guided(z.strictObject({ anyBranch }), {
  description: 'Which jobs plan.',
  expected: 'a map with anyBranch',
  fix: 'write plan: { anyBranch: {} }',
});

export const circleci = guided(
  z
    .strictObject({
      organizationId: uuid('The id of the organization.', 'Organization Settings > Overview'),
      projectId: uuid('The id of the project.', 'Project Settings > Overview'),
      origin,
      apply,
      plan,
    })
    .optional(),
  {
    description: 'CircleCI; its jobs use $CIRCLE_OIDC_TOKEN_V2, which names the branch.',
    expected: 'a map with organizationId, projectId, origin, apply and plan',
    fix: 'write all of them, as in examples/seven-systems.yaml',
  },
);
