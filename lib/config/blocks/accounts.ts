import * as z from 'zod';
import { ACCOUNT_ID, type AccountId, isAccountId } from '../../domain/ids';
import { type Node, nodeAt, type ScalarNode, type Text, textOf } from '../node';
import type { Wording } from '../problem';
import { branded, type Guidance, guided } from '../schema';

/** The id of the account that `description` talks about. */
export function accountId(
  description: string,
  { example, ...further }: Pick<Guidance, 'example' | 'unset' | 'rules'> & { readonly example: string },
) {
  const guidance: Guidance = {
    description,
    expected: 'the 12 digits of an AWS account id, as text in quotes',
    fix: 'write it as "123456789012"',
    example,
    explain,
    ...further,
  };
  return guided(branded(ACCOUNT_ID, isAccountId), guidance);
}

export const accounts = guided(
  z.strictObject({
    terraform: accountId(
      'The Terraform account: state, CI identities and CI Terraform roles. It may be the Ops account itself.',
      { example: '333333333333' },
    ),
    ops: accountId('The Ops account: the one account that people sign in to.', { example: '222222222222' }),
  }),
  {
    description: 'The two accounts that are not product accounts. They may be the same one.',
    expected: 'a map with terraform and ops',
    fix: 'add both account ids; the same id twice is the two-account variant',
  },
);

/** The accounts that are no product accounts; `undefined` for one that the file does not name, or not by an id. */
export interface OwnAccounts {
  readonly terraform: Text<AccountId> | undefined;
  readonly ops: Text<AccountId> | undefined;
  readonly management: Text<AccountId> | undefined;
}

export function ownAccountsOf(root: Node): OwnAccounts {
  return {
    terraform: textOf(nodeAt(root, 'accounts', 'terraform'), isAccountId),
    ops: textOf(nodeAt(root, 'accounts', 'ops'), isAccountId),
    management: textOf(nodeAt(root, 'organization', 'managementAccount'), isAccountId),
  };
}

/** YAML makes a number of unquoted digits, and a number has no leading zeros. */
function explain(found: ScalarNode): Partial<Wording> {
  if (found.value === null) return {};
  const digits = found.source.replace(/[\s_-]/g, '');
  if (!/^[0-9]{1,12}$/.test(digits)) return {};
  const whole = digits.padStart(12, '0');
  if (typeof found.value !== 'number') return { fix: fixOfText(digits, found.source, whole) };
  if (digits.length < 12) return { fix: `write "${whole}" if its leading zeros were lost, and keep the quotes` };
  const lost = whole.startsWith('0') ? ' and dropped its leading zeros' : '';
  return { fix: `put it in quotes, "${whole}"; without them YAML made a number of it${lost}` };
}

function fixOfText(digits: string, source: string, whole: string): string {
  if (digits !== source) return `write it without separators: "${whole}"`;
  return `it has ${digits.length} digits; write "${whole}" if its leading zeros were lost on the way here`;
}
