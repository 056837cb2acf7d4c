import { EXIT, Failure } from '../../domain/failure';
import { CONFIG, command } from '../command';
import { ACCEPTED_LOSSES, type AcceptedLoss } from './accepted-losses';
import type { FailOn } from './plan.text';

interface PlanOptions {
  readonly config: string;
  readonly json?: true;
  readonly failOn?: FailOn;
  readonly accept?: readonly AcceptedLoss[];
}

/** `orgstrap plan`: what `cdk deploy` would change in every account, and what that widens; it changes nothing. */
export const planCommand = command<PlanOptions>({
  name: 'plan',
  description:
    'Show what a deployment would change in every account, the member templates included, and what it widens. ' +
    'Asks AWS, and changes nothing.',
  statuses: {
    done: 'the plan is made; with --fail-on, there is nothing of that kind',
    failed: '--fail-on found something, or a template did not pass its checks',
    unusable:
      'org.yaml has problems, an edit is refused or a word is missing, another version of orgstrap must deploy this, the organization makes a deployment break, a deployed bucket would get another name, the credentials are of another account, or AWS refuses to show what is deployed',
    incomplete: 'no usable credentials, or AWS cannot be reached',
  },
  parameters: {
    config: CONFIG,
    json: { syntax: '--json', description: 'write the plan to stdout as JSON' },
    failOn: {
      syntax: '--fail-on <what>',
      description: 'end with 1 where something widens (or cannot be judged), or changes at all',
      choices: ['widening', 'change'],
    },
    accept: {
      syntax: '--accept <what...>',
      description:
        'take the word for what would be lost, or must have been done before; the plan says which word it asks for',
      choices: ACCEPTED_LOSSES,
    },
  },
  examples: ['orgstrap plan --config org.yaml --fail-on widening'],
  run: async ({ config: file, json, failOn, accept = [] }, { io, deploymentAccount, synthesizedStacks, during }) => {
    const { usableConfig } = await import('../usable-config');
    const { plan } = await import('./plan');
    const { planJson, planStatus, planText } = await import('./plan.text');
    const { obstaclesText } = await import('./edits.text');
    const { obstaclesIn } = await import('./edits/edits');
    const { refusedBucketsText } = await import('./renamed-buckets.text');
    const config = usableConfig(file, io.isColoured);
    const planned = await during('plan', async (tell) => {
      tell('asking AWS what is deployed');
      const synthesize = () => {
        tell('making every template', 'blocks');
        return synthesizedStacks(config);
      };
      return plan(config, synthesize, await deploymentAccount(config));
    });
    const obstacles = obstaclesIn(planned.edits, accept);
    const isAccepted = accept.includes('new-buckets');
    const renamed = isAccepted ? [] : planned.waves.flatMap(({ renamedBuckets }) => renamedBuckets);
    const newBuckets = renamed.length > 0 ? [refusedBucketsText(renamed)] : [];
    if (obstacles.length > 0) {
      if (json) io.stdout(`${JSON.stringify(planJson(planned), null, 2)}\n`);
      throw new Failure('EditRefused', [obstaclesText(obstacles), ...newBuckets].join('\n'), EXIT.unusable);
    }
    if (newBuckets.length > 0) throw new Failure('NewBuckets', newBuckets.join('\n'), EXIT.unusable);
    io.stdout(json ? `${JSON.stringify(planJson(planned), null, 2)}\n` : planText(planned, io.isColoured));
    return planStatus(planned, failOn);
  },
});
