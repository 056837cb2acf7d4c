import { ACCOUNT_ID, isAccountId } from '../../domain/account-id';
import type { Verdict } from '../finding';
import type { TreeScalar } from '../yaml/tree';
import { branded } from './branded';
import { type Guidance, guided } from './guided';

const EXPECTED = 'the 12 digits of an AWS account id, as text in quotes';

/** The id of the account that `description` talks about. */
export function accountId(description: string) {
  const guidance: Guidance = { description, expected: EXPECTED, fix: 'write it as "123456789012"', explain };
  return guided(branded(ACCOUNT_ID, isAccountId), guidance);
}

/** YAML makes a number of unquoted digits, and a number has no leading zeros. */
function explain(found: TreeScalar): Partial<Verdict> {
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
