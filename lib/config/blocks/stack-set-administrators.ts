import * as z from 'zod';
import { isAccountId } from '../../domain/ids';
import { nodeAt, textsIn } from '../node';
import { problemAt } from '../problem';
import { repeatedTexts } from '../rules/listed-names';
import { guided, type Rule } from '../schema';
import { accountId, ownAccountsOf } from './accounts';

/** What is said of Ops and the Terraform account is not chosen, and the management account is out of reach of every SCP. */
const ofOthers: Rule = (node, { root }) => {
  const { terraform, ops, management } = ownAccountsOf(root);
  const own = [terraform, ops, management].flatMap((account) => account?.value ?? []);
  return ['deny', 'leave']
    .flatMap((choice) => textsIn(nodeAt(node, choice), isAccountId))
    .filter(({ value }) => own.includes(value))
    .map((account) =>
      problemAt(account, {
        found: `${account.value}, which is the Terraform, the Ops or the management account`,
        expected:
          'delegated administrators of StackSets beside them: deployers alone reach StackSets from Ops and Terraform',
        fix: 'remove it',
      }),
    );
};

const oneChoiceEach: Rule = (node) =>
  repeatedTexts(['deny', 'leave'].flatMap((choice) => textsIn(nodeAt(node, choice), isAccountId)));

function listed(description: string, example: string, unset: string) {
  const account = accountId('A delegated administrator of StackSets that orgstrap does not deploy from.', { example });
  return guided(z.array(account).optional(), {
    description,
    expected: 'a list of account ids',
    unset,
    fix: 'list the accounts that orgstrap doctor names, or remove it',
  });
}

export const stackSetAdministrators = guided(
  z
    .strictObject({
      deny: listed(
        'Whoever works in these accounts makes and changes no StackSet any more, those with permissions of their own included.',
        '123456789012',
        'none: no account is denied StackSets',
      ),
      leave: listed(
        'Whoever administers these accounts goes on reaching every member account through StackSets.',
        '210987654321',
        'none: no account is left with StackSets',
      ),
    })
    .optional(),
  {
    description:
      'What becomes of other delegated administrators of StackSets, who can put any role into every member account, past the ' +
      'guardrails. There is no default: orgstrap doctor asks for a choice for each that there is.',
    expected: 'a map with deny, leave or both',
    example: { deny: ['123456789012'] },
    unset: 'none: orgstrap doctor asks for a choice',
    fix: 'write stackSetAdministrators: { deny: ["123456789012"] }, or leave in place of deny',
    rules: [ofOthers, oneChoiceEach],
  },
);
