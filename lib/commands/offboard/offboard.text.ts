import { NO_WIRING, outcomeText, type Wiring } from '../onboard/account.text';
import type { Offboarding } from './offboard';

/** What came of it, what stays, and how the account is closed. */
export function offboardingText(offboarding: Offboarding, wiring: Wiring = NO_WIRING): string {
  const { account, left } = offboarding;
  if (left === undefined) return outcomeText(offboarding, wiring);
  const remainders = left.map(({ what, where, found }) => `  ${what}: ${where}\n    ${found}\n`).join('');
  const close = `the account goes on costing what is in it; to close it, from the management account:\n  aws organizations close-account --account-id ${account}\n`;
  return `${outcomeText(offboarding, wiring)}what stays:\n${remainders}${close}`;
}
