import { ENVIRONMENT_STACKS, stackName } from '../../../domain/names';
import type { Environment } from '../../../domain/org-config';
import { NOWHERE, type StackSetTargets } from '../stack-set-targets';
import { deletionOf, inDeletionOrder } from './delete-stack';
import { DEPLOY, type Edit, type Step } from './edit';
import type { Edited } from './edited';
import { type EstateStack, isAnywhere } from './estate';
import { partOf } from './parted-assignments';

/** An environment as it is deployed. */
interface DeployedEnvironment {
  readonly deployedAs: string;
  readonly stacks: readonly EstateStack[];
  readonly targets: StackSetTargets;
}

/** Environments that went without being retired, those that have another name now, and those that are retired. */
export function environmentEdits(edited: Edited): readonly Edit[] {
  const { environments, retiredEnvironments } = edited.config;
  return deployedEnvironments(edited).flatMap((deployed) => {
    if (!deployed.stacks.some(isAnywhere)) return [];
    const is = ({ deployedAs }: { readonly deployedAs: string }) => deployedAs === deployed.deployedAs;
    const retired = retiredEnvironments.find(is);
    if (retired !== undefined) return [retirement(edited, deployed, retired.name)];
    return environments.some(is) ? [] : [disappearance(edited, deployed)];
  });
}

/** The names of the stacks of environments that `org.yaml` does not know any more, which another rule need not explain. */
export function stacksOfGoneEnvironments(edited: Edited): readonly string[] {
  const { environments, retiredEnvironments } = edited.config;
  const known = [...environments, ...retiredEnvironments].map(({ deployedAs }) => deployedAs);
  return deployedEnvironments(edited)
    .filter(({ deployedAs }) => !known.includes(deployedAs))
    .flatMap(({ stacks }) => stacks.map(({ name }) => name));
}

function deployedEnvironments({ before }: Edited): readonly DeployedEnvironment[] {
  const [first = ''] = ENVIRONMENT_STACKS;
  const prefix = `${stackName(first)}-`;
  return before
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name, targets }) => {
      const deployedAs = name.slice(prefix.length);
      const names = ENVIRONMENT_STACKS.map((kind) => stackName(`${kind}-${deployedAs}`));
      const isPart = partOf(deployedAs);
      return {
        deployedAs,
        stacks: inDeletionOrder(before.filter((stack) => names.includes(stack.name) || isPart(stack.name))),
        targets: targets ?? NOWHERE,
      };
    });
}

function disappearance(edited: Edited, gone: DeployedEnvironment): Edit {
  const heirs = newEnvironments(edited).filter((environment) => takesOver(environment, gone));
  const [heir, ...others] = heirs;
  if (heir === undefined) return removal(edited, gone);
  const found =
    others.length === 0
      ? `the environment ${gone.deployedAs} is called ${heir.name} now`
      : `the environment ${gone.deployedAs} is split into ${heirs.map(({ name }) => name).join(', ')}`;
  return {
    verdict: 'refused',
    found,
    why:
      `the StackSets of ${gone.deployedAs} would stay where they are, and those of ${heir.name} would make the same roles in the same accounts: ` +
      'the deployment fails in the middle with "already exists"',
    steps: [{ edit: `under environments.${heir.name} write deployedAs: ${gone.deployedAs}` }, DEPLOY],
  };
}

/** Parts of an OU, or of the root, go by their accounts. */
function takesOver({ organizationalUnits, only, accounts }: Environment, { targets }: DeployedEnvironment): boolean {
  if (only !== undefined && targets.filter === 'INTERSECTION')
    return accounts.some(({ id }) => targets.accounts.includes(id));
  return organizationalUnits.some((unit) => targets.organizationalUnits.includes(unit));
}

function newEnvironments({ before, config }: Edited): readonly Environment[] {
  const names = before.map(({ name }) => name);
  return config.environments.filter(({ deployedAs }) => !names.includes(stackName(`ProductAccounts-${deployedAs}`)));
}

function removal(edited: Edited, { deployedAs, stacks }: DeployedEnvironment): Edit {
  return {
    verdict: 'refused',
    found: `the environment ${deployedAs} is no longer in org.yaml, and its accounts still have what it gave them`,
    why: `cdk deploy deletes no stack: whoever may enter the accounts of ${deployedAs} now could go on doing so, and nothing would change or look at that any more`,
    steps: [
      { doByHand: `destroy with Terraform what shall not stay in its accounts: nobody manages it afterwards` },
      { edit: `put environments.${deployedAs} back as it was, and write retired: true under it` },
      DEPLOY,
      ...afterRetirement(edited, deployedAs, stacks),
    ],
  };
}

function retirement(edited: Edited, { stacks }: DeployedEnvironment, name: string): Edit {
  return {
    verdict: 'note',
    found: `the environment ${name} is retired`,
    why:
      'its accounts lose the roles of CI, of people and of operators. What Terraform made there stays, with the permissions boundary that its roles wear, ' +
      'and nobody manages it any more',
    steps: afterRetirement(edited, name, stacks),
  };
}

function afterRetirement({ config }: Edited, name: string, stacks: readonly EstateStack[]): readonly Step[] {
  return [
    { edit: `remove environments.${name}, and the name ${name} from pipelines and people` },
    DEPLOY,
    ...stacks.flatMap((stack) => deletionOf(stack, config.homeRegion)),
  ];
}
