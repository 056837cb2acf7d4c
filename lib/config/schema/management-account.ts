import { z } from 'zod';
import { LONGEST_WORKSPACE_NAME, WORKSPACE_NAME } from '../../domain/workspace-name';
import { guided } from './guided';

const workspace = guided(
  z.string(),
  {
    description: "The management account's Terraform workspace.",
    expected: 'the name of a Terraform workspace',
    fix: 'write workspace: management, or another name that no product account has',
  },
  { pattern: WORKSPACE_NAME.source, maxLength: LONGEST_WORKSPACE_NAME, not: { const: 'default' } },
);

const pipelineNames = guided(
  z
    .array(
      guided(z.string(), {
        description: 'The name of a pipeline.',
        expected: 'the name of a pipeline',
        fix: 'write the name of one of the pipelines as text',
      }),
    )
    .min(1),
  {
    description: 'The pipelines that may change the management account.',
    expected: 'a list with at least one name of a pipeline',
    fix: 'list the pipelines that may change the management account; there is no default',
  },
);

export const managementAccount = guided(z.strictObject({ workspace, pipelines: pipelineNames }).optional(), {
  description:
    'Gives the management account the roles of a product account, too. Only with deployFrom: management; leave it out ' +
    'unless Terraform must manage that account.',
  expected: 'a map with workspace and pipelines',
  fix: 'write both, or remove managementAccount',
});
