import { CONFIG, command, JSON_RESULT } from '../command';
import { wholeNumber } from '../whole-number';
import { DEPLOY_ACCEPTANCES, type DeployAcceptance } from './deploy-acceptances';

interface GivenOptions {
  readonly config: string;
  readonly wave?: string;
  readonly guardrails?: true;
  readonly yes?: true;
  readonly accept?: readonly DeployAcceptance[];
  readonly concurrency?: number;
  readonly wait?: number;
  readonly json?: true;
}

/** `orgstrap deploy`: doctor, synth, plan, one question, `cdk deploy` of what was planned, the deletion of what left, and verify. */
export const deployCommand = command<GivenOptions>({
  name: 'deploy',
  description:
    'Look whether the organization is ready, show the plan, ask once, deploy exactly that with the CDK CLI, delete the stacks of what left ' +
    'org.yaml, and verify. Interrupted anywhere, another run goes on. Ends with 1 where something failed, with what mends it. Run it with ' +
    'the credentials that cdk deploy runs with.',
  statuses: {
    done: 'all is deployed, what left org.yaml is deleted, and verify found nothing, where it could look',
    failed: 'doctor found what makes a deployment break, or a stack, an instance, a deletion or verify failed',
    unusable:
      'somebody else deploys, plan refuses an edit or a word is missing, or nobody can be asked; nothing was done',
    incomplete: 'no usable credentials, AWS does not answer, or verify could not see something',
  },
  parameters: {
    config: CONFIG,
    wave: {
      syntax: '--wave <environment>',
      description: 'only the stacks of this environment, and what comes before them; nothing is deleted',
    },
    guardrails: {
      syntax: '--guardrails',
      description: 'only the guardrails, with credentials of the management account',
      conflictsWith: 'wave',
    },
    yes: { syntax: '--yes', description: 'do not ask; needed where nobody sits at a terminal' },
    accept: {
      syntax: '--accept <what...>',
      description: 'take the word for what plan asks for, or for what doctor found',
      choices: DEPLOY_ACCEPTANCES,
    },
    concurrency: {
      syntax: '--concurrency <stacks>',
      description: 'stacks at the same time, where their order allows it',
      read: wholeNumber(1, 32),
    },
    wait: {
      syntax: '--wait <minutes>',
      description: 'how long to wait for what AWS still does for an earlier run, or for somebody else',
      read: wholeNumber(0, 1_440),
    },
    json: JSON_RESULT,
  },
  examples: ['orgstrap deploy', 'orgstrap deploy --yes --wait 60 --json', 'orgstrap deploy --wave dev'],
  run: async ({ config: file, ...options }, context) => {
    const { usableConfig } = await import('../usable-config');
    const { deployOrganization } = await import('./deploy-organization.command');
    const { deploymentJson, deploymentStatus, deploymentText } = await import('./deploy.text');
    const { io } = context;
    const config = usableConfig(file, io.isColoured);
    const deployment = await deployOrganization(config, options, context);
    io.stdout(options.json ? deploymentJson(deployment) : deploymentText(config, deployment, io.isColoured));
    return deploymentStatus(deployment);
  },
});
