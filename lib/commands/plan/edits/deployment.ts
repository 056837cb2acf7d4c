import { stackName } from '../../../domain/names';
import type { Edit, Step } from './edit';
import { deployedStack, type Edited } from './edited';

const DEPLOYMENT = 'Deployment';

/** Who deploys comes or goes: the guardrails let through whom the last `org.yaml` named, and no role deletes itself and goes on. */
export function deploymentEdits(edited: Edited): readonly Edit[] {
  const { before, config } = edited;
  const isDeployed = deployedStack(edited, DEPLOYMENT) !== undefined;
  if (isDeployed && config.deployment === undefined) return [gone(edited)];
  if (isDeployed || config.deployment === undefined || before.length === 0 || config.guardrails === undefined)
    return [];
  return [
    {
      verdict: 'note',
      found: 'jobs of deployment deploy from now on',
      why: 'the guardrails that are in force let nobody through but whom they named when they were installed',
      steps: [GUARDRAILS],
    },
  ];
}

const GUARDRAILS: Step = {
  doByHand: 'with credentials of the management account, run orgstrap deploy --guardrails',
};

function gone({ config: { deployFrom, guardrails, homeRegion } }: Edited): Edit {
  const management = stackName(`${DEPLOYMENT}-Management`);
  const isApart = deployFrom === 'ops';
  return {
    verdict: 'note',
    found: 'deployment was taken out, and its deployer and planner roles go',
    why: 'a person deploys this: a deployer role that deletes itself does not go on',
    steps: [
      ...(guardrails === undefined
        ? []
        : [{ edit: 'list who deploys from now on under guardrails.deployers' }, GUARDRAILS]),
      ...(isApart
        ? [
            {
              doByHand: `with credentials of the management account, delete the stack ${management} of ${homeRegion}, where it is there: aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${management}, and then aws cloudformation delete-stack --stack-name ${management}`,
            },
          ]
        : []),
      {
        doByHand:
          'take the variables ORGSTRAP_PLAN_ROLE, ORGSTRAP_DEPLOY_ROLE and ORGSTRAP_GUARDRAILS_ROLE out of the CI system',
      },
    ],
  };
}
