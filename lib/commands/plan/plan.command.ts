import { EXIT, type ExitStatus, Failure } from '../../domain/failure';
import { CONFIG, command } from '../command';
import type { PlanSummary } from './plan.text';

interface PlanOptions {
  readonly config: string;
  readonly json?: true;
  readonly failOn?: 'widening' | 'change';
  readonly accept?: 'new-buckets';
}

/** `orgstrap plan`: what `cdk deploy` would change in every account, and what that widens; it changes nothing. */
export const planCommand = command<PlanOptions>({
  name: 'plan',
  description:
    'Show what a deployment would change in every account, the member templates included, and what it widens. ' +
    'Asks AWS, and changes nothing.',
  parameters: {
    config: CONFIG,
    json: { syntax: '--json', description: 'write the plan to stdout as JSON' },
    failOn: {
      syntax: '--fail-on <what>',
      description: 'end with 1 where something widens (or cannot be judged), or changes at all',
      choices: ['widening', 'change'],
    },
    accept: {
      syntax: '--accept <what>',
      description: 'go on where a bucket would be replaced by a new, empty one, which else is refused',
      choices: ['new-buckets'],
    },
  },
  examples: ['orgstrap plan --config org.yaml --fail-on widening'],
  run: async ({ config: file, json, failOn, accept }, { io, deploymentAccount, synthesizedStacks }) => {
    const { usableConfig } = await import('../usable-config');
    const { plan } = await import('./plan');
    const { planJson, summaryOf } = await import('./plan.text');
    const { planText } = await import('./plan.text');
    const { refusedBucketsText } = await import('./renamed-buckets.text');
    const config = usableConfig(file, io.isColoured);
    const planned = await plan(config, () => synthesizedStacks(config), await deploymentAccount(config));
    const renamed = planned.waves.flatMap(({ renamedBuckets }) => renamedBuckets);
    if (renamed.length > 0 && accept !== 'new-buckets') {
      throw new Failure('NewBuckets', refusedBucketsText(renamed), EXIT.unusable);
    }
    io.stdout(json ? `${JSON.stringify(planJson(planned), null, 2)}\n` : planText(planned, io.isColoured));
    return statusOf(summaryOf(planned), failOn);
  },
});

function statusOf({ widens, changes }: PlanSummary, failOn: PlanOptions['failOn']): ExitStatus {
  if (failOn === 'widening') return widens ? EXIT.failed : EXIT.done;
  return failOn === 'change' && changes ? EXIT.failed : EXIT.done;
}
