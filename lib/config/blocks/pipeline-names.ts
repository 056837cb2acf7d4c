import * as z from 'zod';
import { namesIn, nodeAt, textsIn } from '../node';
import { listedOnce, unknownNames } from '../rules/listed-names';
import { type Guidance, guided, type Rule } from '../schema';

const areKnownPipelines: Rule = (list, { root }) =>
  unknownNames(textsIn(list), { noun: 'pipeline', known: namesIn(nodeAt(root, 'pipelines')), home: 'pipelines' });

/** The pipelines that may change an account which is in no environment: at least one, each once, and there is no default. */
export function pipelineNames(account: string, { rules = [], unset }: Pick<Guidance, 'rules' | 'unset'> = {}) {
  return guided(
    z
      .array(
        guided(z.string(), {
          description: 'The name of a pipeline.',
          expected: 'the name of a pipeline',
          example: 'delivery',
          fix: 'write the name of one of the pipelines as text',
        }),
      )
      .min(1),
    {
      description: `The pipelines that may change ${account}.`,
      expected: 'a list with at least one name of a pipeline',
      fix: `list the pipelines that may change ${account}; there is no default`,
      unset,
      rules: [listedOnce, areKnownPipelines, ...rules],
    },
  );
}
