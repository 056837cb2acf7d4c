import { z } from 'zod';
import { guided } from '../guided';
import { exact } from './exact';
import { uuid } from './uuid';

const SETTINGS = 'Repository settings > OpenID Connect';

const workspace = exact(/^[a-z0-9_-]{1,62}$/, {
  description: 'The workspace, as in its address.',
  expected: 'the id of one workspace',
  fix: 'write it as in its address, after bitbucket.org/',
  attack: 'each workspace signs its own tokens',
});

const jobs = (what: string) =>
  guided(z.strictObject({ environmentId: uuid(`The deployment environment whose steps ${what}.`, SETTINGS) }), {
    description: `Which steps ${what}: those of a deployment environment.`,
    expected: 'a map with environmentId',
    fix: `copy the UUID of the deployment environment from ${SETTINGS}`,
  });

export const bitbucket = guided(
  z
    .strictObject({
      workspace,
      workspaceId: uuid('The id of the workspace.', SETTINGS),
      repositoryId: uuid('The id of the repository.', SETTINGS),
      apply: jobs('apply'),
      plan: jobs('plan'),
    })
    .optional(),
  {
    description: 'Bitbucket Pipelines.',
    expected: 'a map with workspace, workspaceId, repositoryId, apply and plan',
    fix: `copy the ids from ${SETTINGS}, as in examples/seven-systems.yaml`,
  },
);
