import { EXIT, Failure } from '../../domain/failure';
import { command } from '../command';
import { ACCOUNT_PARAMETERS, type AccountOptions } from '../onboard/account-options';

interface MoveOptions extends AccountOptions {
  readonly name: string;
  readonly to: string;
  readonly organizationalUnit?: string;
  readonly park?: string;
}

/** `orgstrap move`: an account becomes one of another environment. */
export const moveCommand = command<MoveOptions>({
  name: 'move',
  description:
    'Bring an account into another environment, under the same name: out of its OU, to a place of no environment until it has lost what it had, ' +
    'then into the other OU, org.yaml, the deployment and verify. AWS promises no order for a direct move. Refuses before anything is done what ' +
    'plan would refuse, and where states would stay behind. Shows what it will do and asks once; each wait ends after --wait minutes. ' +
    'Interrupted anywhere, another run goes on. Ends with 1, 2 and 3 as onboard does.',
  statuses: {
    done: 'the account is in the other environment',
    failed: 'AWS or the deployment failed',
    unusable:
      'an option is missing, or the account or the environment is not as the command needs it; nothing was done',
    incomplete: 'credentials for the rest are missing, or AWS does not answer; the commands for the rest are shown',
  },
  parameters: {
    name: { syntax: '<name>', description: 'of its workspace' },
    to: { syntax: '--to <environment>', description: 'the other environment', isRequired: true },
    organizationalUnit: {
      syntax: '--organizational-unit <id>',
      description: 'the OU of the other environment; needed where it has several',
    },
    park: { syntax: '--park <id>', description: 'the OU of no environment by which it goes; the root unless given' },
    ...ACCOUNT_PARAMETERS,
  },
  examples: ['orgstrap move shop-dev --to prod --management-profile management'],
  run: async (options, context) => {
    const { againLine, withAccount } = await import('../onboard/account-steps.command');
    const { outcomeJson, outcomeText } = await import('../onboard/account.text');
    const { moved, plannedMove } = await import('./move');
    const { movedStatesText } = await import('./move.text');
    const { name, to, organizationalUnit, park, config, accept = [] } = options;
    const again = againLine(`move ${name}`, {
      to,
      'organizational-unit': organizationalUnit,
      park,
      accept: accept.length === 0 ? undefined : accept.join(' '),
      config: config === ACCOUNT_PARAMETERS.config.default ? undefined : config,
    });
    const wanted = { name, to, organizationalUnit, park, again };
    const { outcome, wiring } = await withAccount(
      {
        what: `move ${name} to ${to}`,
        plan: async (current, access) => {
          const planned = await plannedMove(current, wanted, access);
          if (planned.states.length === 0 || accept.includes('moved-states')) return planned;
          throw new Failure('StatesMove', movedStatesText(name, planned.states), EXIT.unusable);
        },
        edits: ({ edits }) => edits,
        run: moved,
        wiring: ({ from }) => [to, ...from.map((environment) => environment.name)],
      },
      options,
      context,
    );
    context.io.stdout((options.json ? outcomeJson : outcomeText)(outcome, wiring));
    return outcome.status;
  },
});
