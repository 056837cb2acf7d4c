import { CONFIG, command, JSON_RESULT } from '../command';
import { wholeNumber } from '../whole-number';
import { DESTROY_ACCEPTANCES, type DestroyAcceptance } from './destroy-acceptances';

interface GivenOptions {
  readonly config: string;
  readonly yes?: string;
  readonly keepStates?: true;
  readonly exportStates?: string;
  readonly guardrails?: true;
  readonly accept?: readonly DestroyAcceptance[];
  readonly wait?: number;
  readonly json?: true;
}

/** `orgstrap destroy`: everything in the order of docs/leave.md, and the names of what stays. */
export const destroyCommand = command<GivenOptions>({
  name: 'destroy',
  description:
    'Take down what orgstrap made in an organization: first nobody enters any account any more, then the stacks go, and what stays is named. ' +
    'Refuses while there are states, guardrails, or users whom IAM would not delete, and says what to run. Asks for the id of the organization. ' +
    'Interrupted anywhere, another run goes on. Does not change org.yaml.',
  statuses: {
    done: 'everything is taken down but what is named as kept',
    failed: 'something failed, or is left',
    unusable:
      'guardrails are in force, there are states or users who can sign in, or nobody can be asked; nothing was done',
    incomplete: 'no usable credentials, or AWS cannot be reached',
  },
  parameters: {
    config: CONFIG,
    yes: { syntax: '--yes <organization>', description: 'the id of the organization, in place of an answer' },
    keepStates: {
      syntax: '--keep-states',
      description: 'leave the states where they are, managed by nobody',
      conflictsWith: 'exportStates',
    },
    exportStates: {
      syntax: '--export-states <folder>',
      description: 'copy every state into a folder first; they stay where they are, too',
    },
    guardrails: {
      syntax: '--guardrails',
      description: 'only the guardrails, with credentials of the management account; they go first',
    },
    accept: {
      syntax: '--accept <what...>',
      description: 'take the word for what nobody sees from the deployment account',
      choices: DESTROY_ACCEPTANCES,
    },
    wait: {
      syntax: '--wait <minutes>',
      description: 'how long to wait for what AWS still does for an earlier run, or for somebody else',
      read: wholeNumber(0, 1_440),
    },
    json: JSON_RESULT,
  },
  examples: ['orgstrap destroy --keep-states', 'orgstrap destroy --yes o-exampleorgid --export-states states'],
  run: async ({ config: file, ...options }, context) => {
    const { usableConfig } = await import('../usable-config');
    const { retiredConfig } = await import('./retired-config');
    const { destroyOrganization } = await import('./destroy-organization.command');
    const { destructionJson, destructionStatus, destructionText } = await import('./destroy.text');
    const { io } = context;
    const config = usableConfig(file, io.isColoured);
    const destruction = await destroyOrganization(config, retiredConfig(file), options, context);
    io.stdout(options.json ? destructionJson(destruction) : destructionText(config, destruction, io.isColoured));
    return destructionStatus(destruction);
  },
});
