import * as z from 'zod';
import type { CiIdentity } from '../../domain/ci-identity';
import { guided } from '../schema';
import { azureDevOps } from './azure-devops';
import { bitbucket } from './bitbucket';
import { buildkite } from './buildkite';
import { circleci } from './circleci';
import { github } from './github';
import { gitlab } from './gitlab';
import { hcpTerraform } from './hcp-terraform';
import { iamUser } from './iam-user';

const SYSTEMS = { iamUser, github, gitlab, bitbucket, circleci, buildkite, hcpTerraform, azureDevOps };

/** How CI proves who it is, in the words of its system. */
export const identity = guided(
  z.strictObject(SYSTEMS).refine((systems) => Object.keys(systems).length === 1, {
    // A key that is misspelt is one problem, not two.
    when: ({ issues }) => issues.length === 0,
  }),
  {
    description: 'How CI proves who it is: by its system’s signed tokens (OIDC), or with the keys of IAM users.',
    expected: `a map with exactly one of ${Object.keys(SYSTEMS).join(', ')}`,
    example: { iamUser: {} },
    fix: 'name the CI system; a second one is a pipeline of its own',
  },
  { minProperties: 1, maxProperties: 1 },
).transform((systems): CiIdentity => Object.values(systems)[0] ?? z.NEVER);
