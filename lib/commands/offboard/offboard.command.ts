import { command } from '../command';
import { ACCOUNT_PARAMETERS, type AccountOptions } from '../onboard/account-options';

interface OffboardOptions extends AccountOptions {
  readonly name: string;
  readonly account?: string;
  readonly to?: string;
}

/** `orgstrap offboard`: an account leaves its environment. */
export const offboardCommand = command<OffboardOptions>({
  name: 'offboard',
  description:
    'Take an account out of its environment: first out of org.yaml and the lists of CI, then out of the OU, which takes its roles away, and name ' +
    'what stays, with where: states, what Terraform made, the permissions boundary. Destroys nothing, and never closes an account: it prints the ' +
    'command that would. Shows what it will do and asks once; each wait ends after --wait minutes. Interrupted anywhere, another run goes on. ' +
    'Ends with 1, 2 and 3 as onboard does.',
  statuses: {
    done: 'the account is out of its environment; what stays is named',
    failed: 'AWS or the deployment failed',
    unusable: 'an option is missing, or the account is not as the command needs it; nothing was done',
    incomplete: 'credentials for the rest are missing, or AWS does not answer; the commands for the rest are shown',
  },
  parameters: {
    name: { syntax: '<name>', description: 'of its workspace' },
    account: {
      syntax: '--account <id>',
      description: 'needed where an earlier run has taken it out of org.yaml, and AWS has another name for it',
    },
    to: { syntax: '--to <id>', description: 'the OU of no environment that it moves to; the root unless given' },
    ...ACCOUNT_PARAMETERS,
  },
  examples: ['orgstrap offboard shop-dev --to ou-abcd-11111111 --management-profile management'],
  run: async (options, context) => {
    const { againLine, withAccount } = await import('../onboard/account-steps.command');
    const { outcomeJson } = await import('../onboard/account.text');
    const { offboarded, plannedOffboarding } = await import('./offboard');
    const { offboardingText } = await import('./offboard.text');
    const { name, account, to, config } = options;
    const again = againLine(`offboard ${name}`, {
      to,
      config: config === ACCOUNT_PARAMETERS.config.default ? undefined : config,
    });
    const wanted = { name, account, to, again };
    const { outcome, wiring } = await withAccount(
      {
        what: `offboard ${name}`,
        plan: (current, access) => plannedOffboarding(current, wanted, access),
        edits: ({ edits }) => edits,
        run: offboarded,
        wiring: ({ edits }) => edits.map(({ environment }) => environment),
      },
      options,
      context,
    );
    context.io.stdout((options.json ? outcomeJson : offboardingText)(outcome, wiring));
    return outcome.status;
  },
});
