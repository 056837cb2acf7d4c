import * as z from 'zod';
import { unfitName, WORKSPACE } from '../names';
import { keyOf, keysIn, nodeAt, textOf, wholeTextsIn } from '../node';
import { problemAt } from '../problem';
import { isRetired } from '../retirement';

import { guided, type Rule } from '../schema';
import { pipelineNames } from './pipeline-names';

const isAWorkspaceName: Rule = (node) => {
  const name = textOf(node);
  return name === undefined ? [] : unfitName(name, WORKSPACE);
};

const workspace = guided(
  z.string(),
  {
    description: "The management account's Terraform workspace.",
    expected: 'the name of a Terraform workspace',
    example: 'management',
    fix: 'write workspace: management, or another name that no product account has',
    rules: [isAWorkspaceName],
  },
  WORKSPACE.json,
);

/** A trust policy that names nobody is no policy. */
const hasAPipelineInUse: Rule = (list, { root }) => {
  const names = wholeTextsIn(list);
  const all = nodeAt(root, 'pipelines');
  if (names.length === 0 || !names.every(({ value }) => isRetired(nodeAt(all, value)))) return [];
  return [
    problemAt(keyOf(list), {
      found: 'retired pipelines alone',
      expected: 'a pipeline that is in use; a trust policy that names nobody is no policy',
      fix: 'add another pipeline, or remove managementAccount',
    }),
  ];
};

/** The management account gets its roles only where it deploys them itself. */
const isInReach: Rule = (node, { root }) => {
  if (textOf(nodeAt(root, 'deployFrom'))?.value !== 'ops') return [];
  return [
    problemAt(keyOf(node), {
      found: 'managementAccount together with deployFrom: ops',
      expected: 'managementAccount only with deployFrom: management; from Ops the management account cannot be reached',
      fix: 'remove managementAccount, or deploy from the management account',
    }),
  ];
};

export const managementAccount = guided(
  z
    .strictObject({ workspace, pipelines: pipelineNames('the management account', { rules: [hasAPipelineInUse] }) })
    .optional(),
  {
    description:
      'Gives the management account the roles of a product account, too. Only with deployFrom: management; leave it out ' +
      'unless Terraform must manage that account.',
    expected: 'a map with workspace and pipelines',
    unset: 'none: Terraform does not manage that account',
    fix: 'write both, or remove managementAccount',
    rules: [isInReach],
  },
);

/** Workspaces of the management account are listed under the name `management`, as if that were an environment. */
export const managementIsNoEnvironment: Rule = (root) => {
  if (nodeAt(root, 'managementAccount') === undefined) return [];
  const namesakes = keysIn(nodeAt(root, 'environments')).filter(({ value }) => value === 'management');
  return namesakes.map((environment) =>
    problemAt(environment, {
      found: 'the environment "management" beside managementAccount',
      expected: 'another name; this one stands for the management account, which is in no environment',
      fix: 'rename the environment',
    }),
  );
};
