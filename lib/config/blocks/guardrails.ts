import * as z from 'zod';
import { ACCOUNT_SETTINGS } from '../../domain/account-settings';
import { accountOfPrincipal, isPrincipalArn } from '../../domain/ids';
import { exampleArn } from '../example-arn';
import { keyOf, nodeAt, textOf, textsIn } from '../node';
import { problemAt } from '../problem';
import { eachOnce, listedOnce } from '../rules/listed-names';
import { guided, type Rule } from '../schema';
import { ownAccountsOf } from './accounts';
import { principal } from './operators';
import { stackSetAdministrators } from './stack-set-administrators';

const deployer = principal({
  description: 'The ARN of an IAM role or user, with its path, that deploys orgstrap.',
  example: exampleArn('iam::222222222222:role/platform-deployer'),
  elsewhere: {
    expected:
      'one of the Ops, the Terraform or the management account: whoever is exempt elsewhere makes that account as powerful',
    fix: 'name the role of Ops or of the management account that deploys',
  },
  expected: 'a principal that deploys orgstrap',
});

/** From Ops, nobody could ever deploy again else. */
const opsCanDeploy: Rule = (list, { root }) => {
  const { ops } = ownAccountsOf(root);
  if (nodeAt(root, 'deployment') !== undefined) return [];
  if (list.kind !== 'list' || ops === undefined || textOf(nodeAt(root, 'deployFrom'))?.value !== 'ops') return [];
  const arns = textsIn(list, isPrincipalArn);
  const isReadable = arns.length === list.items.length;
  if (!isReadable || arns.some(({ value }) => accountOfPrincipal(value) === ops.value)) return [];
  return [
    problemAt(keyOf(list), {
      found: 'no deployer in the Ops account, with deployFrom: ops',
      expected: 'at least one; the guardrails would stop the next cdk deploy',
      fix: `add the role of ${ops.value} that runs cdk deploy`,
    }),
  ];
};

const deployers = guided(z.array(deployer), {
  description:
    'Who may go on changing what orgstrap made, beside StackSets: exact roles or users of the Ops, the Terraform or the ' +
    'management account. Those of Ops and the Terraform account are protected, too. No SCP reaches the management account; ' +
    'whoever deploys from there is named so that audit raises no alarm about it. The roles of deployment belong to them by themselves.',
  expected: 'a list of ARNs, which may be empty with deployment, or with deployFrom: management',
  fix: 'list the role that runs cdk deploy; there is no default',
  rules: [eachOnce(isPrincipalArn), opsCanDeploy],
});

const stopRoot = guided(z.boolean().optional(), {
  description:
    'Whether the root user of every member account is stopped, less the tasks of centralized root access ' +
    '(sts:AssumeRoot). Centralize root access first: what only a root user can do is out of reach otherwise.',
  expected: 'true or false',
  example: true,
  unset: 'none: the root users of member accounts are not stopped',
  fix: 'write stopRoot: true, or remove it',
});

const accountSetting = guided(z.enum(ACCOUNT_SETTINGS), {
  description: 'Something that a policy of Organizations sets in every account, the management account included.',
  expected: `one of ${ACCOUNT_SETTINGS.join(', ')}`,
  example: 'denySerialConsole',
  fix: 'correct it, or remove it',
});

const accountSettings = guided(z.array(accountSetting).optional(), {
  description:
    'What policies of Organizations set in every account, so that nobody in one changes it: S3 and sharing of snapshots and images ' +
    'are closed to the public, instances begin with IMDSv2, the serial console is off, services of AWS train with no data.',
  expected: `a list of ${ACCOUNT_SETTINGS.join(', ')}; an empty one where others set them`,
  unset: 'none: nothing is set, and orgstrap doctor says what could be',
  fix: 'list what should be set, or write accountSettings: []',
  rules: [listedOnce],
});

export const guardrails = guided(
  z.strictObject({ deployers, stopRoot, stackSetAdministrators, accountSettings }).optional(),
  {
    description:
      'A service control policy and a resource control policy that protect everything that orgstrap made from the accounts ' +
      'it is in. They are installed from the management account, whatever deployFrom says.',
    expected: 'a map with deployers',
    unset: 'none: administrators of accounts may change what orgstrap made in them',
    fix: 'write guardrails: { deployers: [...] }, or remove guardrails',
  },
);
