import { CONFIG, JSON_RESULT } from '../command';
import { DEPLOY_ACCEPTANCES, type DeployAcceptance } from '../deploy/deploy-acceptances';
import { wholeNumber } from '../whole-number';

/** What the commands about one account have in common. */
export interface AccountOptions {
  readonly config: string;
  readonly managementProfile?: string;
  readonly terraform?: readonly string[];
  readonly accept?: readonly DeployAcceptance[];
  readonly wait: number;
  readonly yes?: true;
  readonly json?: true;
}

const MINUTES = 30;

export const ACCOUNT_PARAMETERS = {
  config: CONFIG,
  managementProfile: {
    syntax: '--management-profile <profile>',
    description:
      'an AWS profile of the management account, which alone makes and moves accounts; needed where another one deploys',
  },
  terraform: {
    syntax: '--terraform <folder...>',
    description:
      'folders in which the wiring of Terraform is written again, each as FOLDER, PIPELINE=FOLDER or PIPELINE/STATE=FOLDER; without it, the commands are printed',
  },
  accept: {
    syntax: '--accept <what...>',
    description: 'take the word for what plan, or this command, asks for',
    choices: DEPLOY_ACCEPTANCES,
  },
  wait: {
    syntax: '--wait <minutes>',
    description: 'how long each wait for AWS takes at most',
    default: MINUTES,
    read: wholeNumber(1, 1_440),
  },
  yes: { syntax: '--yes', description: 'do not ask; needed where nobody sits at a terminal' },
  json: JSON_RESULT,
} as const;
