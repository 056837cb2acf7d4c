import { EXIT, Failure } from '../../domain/failure';
import { command } from '../command';
import { ACCOUNT_PARAMETERS, type AccountOptions } from './account-options';

interface OnboardOptions extends AccountOptions {
  readonly name: string;
  readonly environment: string;
  readonly create?: true;
  readonly email?: string;
  readonly account?: string;
  readonly organizationalUnit?: string;
  readonly prepare?: true;
  readonly park?: string;
}

/** An id that no account of a real organization has: what an edit with it says is planned before the account is made. */
const NOBODY = '000000000001';

/** `orgstrap onboard`: an account becomes one of an environment, made or taken. */
export const onboardCommand = command<OnboardOptions>({
  name: 'onboard',
  description:
    'Make an account, or take one, and bring it into an environment: its OU, what the environment gives, org.yaml, the deployment, the wiring of ' +
    'Terraform, and verify. Shows what it will do and asks once; each wait ends after --wait minutes. Interrupted anywhere, another run goes on, ' +
    'and never makes a second account. Ends with 1 where AWS or the deployment failed, and with 3 where credentials for the rest are missing, ' +
    'with the commands. Making and moving accounts takes the management account, all else the deployment account.',
  statuses: {
    done: 'the account is in its environment, and its roles are there',
    failed: 'AWS or the deployment failed',
    unusable:
      'an option is missing, or the account or the environment is not as the command needs it; nothing was done',
    incomplete: 'credentials for the rest are missing, or AWS does not answer; the commands for the rest are shown',
  },
  parameters: {
    name: { syntax: '<name>', description: 'of its workspace, and of the account where it is made' },
    environment: { syntax: '-e, --environment <name>', description: 'the environment', isRequired: true },
    create: { syntax: '--create', description: 'make the account; with --email', conflictsWith: 'account' },
    email: {
      syntax: '--email <address>',
      description: 'of the root user of the new account; no other AWS account may have it',
    },
    account: { syntax: '--account <id>', description: 'take this account of the organization' },
    organizationalUnit: {
      syntax: '--organizational-unit <id>',
      description: 'the OU of the environment; needed where it has several',
    },
    prepare: {
      syntax: '--prepare',
      description:
        'stop with org.yaml edited and the account outside of the environment, for a review; the same command without it finishes',
    },
    park: {
      syntax: '--park <id>',
      description: 'with --prepare, the OU of no environment in which it waits; it stays where it is unless given',
    },
    ...ACCOUNT_PARAMETERS,
  },
  examples: [
    'orgstrap onboard shop-dev --environment dev --create --email aws+shop-dev@example.com --management-profile management',
    'orgstrap onboard shop-dev --environment dev --account 444444444444 --terraform infrastructure',
    'orgstrap onboard shop-dev --environment dev --account 444444444444 --prepare --yes',
  ],
  run: async (options, context) => {
    const { againLine, withAccount } = await import('./account-steps.command');
    const { outcomeJson, outcomeText } = await import('./account.text');
    const { onboarded, plannedOnboarding } = await import('./onboard');
    const { name, environment, organizationalUnit, prepare, park, config } = options;
    const again = againLine(`onboard ${name}`, {
      environment,
      'organizational-unit': organizationalUnit,
      config: config === ACCOUNT_PARAMETERS.config.default ? undefined : config,
    });
    const source = sourceOf(options);
    const wanted = { name, environment, source, organizationalUnit, prepare, park, again };
    const { outcome, wiring } = await withAccount(
      {
        what: `onboard ${name} into ${environment}`,
        plan: (current, access) => plannedOnboarding(current, wanted, access),
        edits: ({ isWritten, account = NOBODY }) =>
          isWritten ? [] : [{ kind: 'add account', environment, workspace: name, id: account }],
        run: onboarded,
        wiring: () => [environment],
      },
      options,
      context,
    );
    context.io.stdout((options.json ? outcomeJson : outcomeText)(outcome, wiring));
    return outcome.status;
  },
});

function sourceOf({ create, email, account, park, prepare }: OnboardOptions) {
  const wrong = (message: string) => new Failure('WrongOptions', message, EXIT.unusable);
  if (park !== undefined && !prepare) throw wrong('--park is for --prepare; give both, or neither');
  if (account !== undefined) {
    if (email !== undefined) throw wrong('--email is for --create; an account that is there has its address');
    if (!/^\d{12}$/.test(account)) throw wrong(`--account is ${account}, expected the 12 digits of an account`);
    return { account };
  }
  if (!create)
    throw wrong(
      'say whether to make the account, with --create --email ADDRESS, or which one to take, with --account ID',
    );
  if (email === undefined || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    throw wrong(
      `--create needs --email with an address that no AWS account has${email === undefined ? '' : `, found ${email}`}`,
    );
  }
  return { email };
}
