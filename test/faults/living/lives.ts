import { ORG_YAML } from '../../commands/onboard/fake-organization';
import type { Known } from './known';
import { LivingEstate } from './living-estate';

/** A command that changes what is deployed, or where accounts are. */
export interface Life {
  argv(estate: LivingEstate): readonly string[];
  /** What is there before. */
  begins(known: Known): LivingEstate;
  /** How it ends where AWS answers everything. */
  readonly status: 0 | 1;
  /** Calls without which it comes to the same. @default - it needs all of them */
  readonly looks?: readonly string[];
}

/** What doctor says of root users and security contacts holds no deployment up. */
const OF_WHOM_AWS_KNOWS = ['iam:GetAccountSummary', 'iam:ListOrganizationsFeatures', 'account:GetAlternateContact'];
const YES = ['--yes', '--management-profile', 'management'];
const STATE = 'env:/dev/terraform.tfstate';

/** With another pipeline, whose stack is protected, and somebody who verifies. */
const OPERATED = `${ORG_YAML}operators: ["arn:aws:iam::333333333333:role/operator"]\n`;
const GROWN = `${ORG_YAML}  old:\n    identity: { iamUser: {} }\n    environments: [dev]\n    retired: true\n${OPERATED.slice(ORG_YAML.length)}`;

/** Everything is deployed as an `org.yaml` says. */
function standing(known: Known, orgYaml = ORG_YAML, deployedYaml = orgYaml): LivingEstate {
  const estate = new LivingEstate(orgYaml, known);
  estate.deployed(known.config(deployedYaml));
  return estate;
}

function withState(estate: LivingEstate): LivingEstate {
  estate.states[STATE] = '{"resources":[]}';
  return estate;
}

/** What left `org.yaml` is protected, and goes. */
function outgrown(known: Known): LivingEstate {
  const estate = standing(known, OPERATED, GROWN);
  const left = estate.cloud.states.get('orgstrap-Pipeline-old');
  if (left === undefined) throw new Error('nothing is left behind');
  estate.cloud.states.set(left.name, { ...left, isProtected: true });
  return estate;
}

export const LIVES: Readonly<Record<string, Life>> = {
  deploy: {
    argv: () => ['deploy', '--yes'],
    begins: outgrown,
    status: 0,
    looks: OF_WHOM_AWS_KNOWS,
  },
  'deploy of what fails': {
    argv: () => ['deploy', '--yes'],
    begins: (known) => {
      const estate = standing(known);
      estate.failing = 'orgstrap-ProductAccounts-prod';
      return estate;
    },
    status: 1,
  },
  'onboard --create': {
    argv: () => ['onboard', 'new', '--environment', 'dev', '--create', '--email', 'new@example.com', ...YES],
    begins: (known) => standing(known),
    status: 0,
    looks: OF_WHOM_AWS_KNOWS,
  },
  'onboard --account': {
    argv: () => ['onboard', 'shop', '--environment', 'dev', '--account', '777777777777', ...YES],
    begins: (known) => standing(known),
    status: 0,
    looks: OF_WHOM_AWS_KNOWS,
  },
  move: {
    argv: () => ['move', 'dev', '--to', 'prod', ...YES],
    begins: (known) => standing(known),
    status: 0,
    looks: OF_WHOM_AWS_KNOWS,
  },
  offboard: {
    argv: () => ['offboard', 'dev', ...YES],
    begins: (known) => withState(standing(known)),
    status: 0,
    looks: OF_WHOM_AWS_KNOWS,
  },
  destroy: {
    argv: ({ organization: { folder, config } }) => [
      ...['destroy', '--yes', config.organization.id, '--export-states', `${folder}/states`],
    ],
    begins: (known) => withState(standing(known)),
    status: 0,
    looks: OF_WHOM_AWS_KNOWS,
  },
};
