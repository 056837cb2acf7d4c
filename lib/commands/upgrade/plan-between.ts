import type { DeployedStackSet } from '../../aws/stack-sets';
import type { AssembledApp, AssembledStack } from '../../domain/assembled-app';
import { deploymentAccountOf, type OrgConfig } from '../../domain/org-config';
import { directTarget, knownTargets } from '../plan/deployment-targets';
import type { Edited, Versions } from '../plan/edits/edited';
import { editsOf } from '../plan/edits/edits';
import { estateStack } from '../plan/edits/estate';
import { stacksLeftBehind } from '../plan/edits/left-stacks';
import { leftPermissionSets } from '../plan/left-permission-sets';
import { leftPolicies } from '../plan/left-policies';
import type { Plan } from '../plan/plan';
import { readTemplate } from '../plan/read-template';
import { NOWHERE, targetsOf } from '../plan/stack-set-targets';
import { parametersOf, stackSetsOf, templateBodyOf } from '../plan/stack-sets-of';
import { EMPTY_TEMPLATE, type Template } from '../plan/template';
import { planWave, type Wave } from '../plan/wave';

/**
 * What one orgstrap would change of what another one makes of the same `org.yaml`, as if that was deployed. Nothing of AWS is asked, so it
 * knows no account that `org.yaml` does not name.
 */
export function planBetween(config: OrgConfig, was: AssembledApp, is: AssembledApp, versions: Versions): Plan {
  const before = new Map(was.stacks.map((stack) => [stack.name, templateOf(stack)]));
  const waves = is.stacks.map((stack) => waveOf(config, stack, before.get(stack.name)));
  const edited = editedBetween(config, was, is, versions);
  const changes = waves.flatMap((wave) => wave.changes);
  return {
    organization: { differences: [], notSeen: 'two versions are compared, and AWS is not asked' },
    waves,
    edits: editsOf(edited),
    leftBehind: stacksLeftBehind(edited),
    protection: { unprotected: [], loses: [], tooEarly: [] },
    leftPermissionSets: leftPermissionSets(changes),
    leftPolicies: leftPolicies(changes),
    checks: is.checks,
  };
}

/** The rules about edits are about one account, as in `orgstrap plan`. */
function editedBetween(config: OrgConfig, was: AssembledApp, is: AssembledApp, versions: Versions): Edited {
  const estate = ({ stacks }: AssembledApp) =>
    stacks
      .filter(({ account }) => account === deploymentAccountOf(config))
      .map((stack) => estateStack(stack.name, templateOf(stack)));
  return { config, versions, before: estate(was), after: estate(is) };
}

function waveOf(config: OrgConfig, stack: AssembledStack, was: Template | undefined): Wave {
  const { name, account } = stack;
  const after = templateOf(stack);
  const before = was === undefined ? NOT_THERE : { template: was, status: 'CREATE_COMPLETE' };
  const [[stackSetName, wanted] = []] = stackSetsOf(after);
  if (stackSetName === undefined) return planWave({ name, after, before, reach: directTarget(account) });
  const targets = targetsOf(wanted?.StackInstancesGroup) ?? NOWHERE;
  return planWave({
    name,
    after,
    before,
    stackSetName,
    deployed: stackSetIn(was, stackSetName),
    reach: knownTargets(config, targets, []),
  });
}

const NOT_THERE = { template: EMPTY_TEMPLATE, status: undefined };

/** The StackSet that a template makes, as AWS describes one. */
function stackSetIn(template: Template = EMPTY_TEMPLATE, name: string): DeployedStackSet | undefined {
  const properties = stackSetsOf(template).get(name);
  if (properties === undefined) return undefined;
  return { name, templateBody: templateBodyOf(properties) ?? '', parameters: parametersOf(properties) };
}

function templateOf({ name, template: text }: AssembledStack): Template {
  const template = readTemplate(text);
  if (template === undefined) throw new Error(`the template of ${name} cannot be read`);
  return template;
}
