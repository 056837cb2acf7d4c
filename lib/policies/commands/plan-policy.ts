import type { AccountId } from '../../domain/ids';
import type { OrgConfig } from '../../domain/org-config';
import type { ReviewedPolicy } from '../load-policy';
import { commandPolicy } from './command-policy';

/** What `plan` reads with credentials of the account that is deployed from. */
export function planPolicy(config: OrgConfig, account: AccountId): ReviewedPolicy | undefined {
  return commandPolicy('plan', config, account, { isWanted: (sid) => isWanted(config, sid) });
}

function isWanted({ deployFrom }: OrgConfig, sid: string): boolean {
  return sid !== 'LetCloudFormationSeeThatThisAccountIsADelegatedAdministrator' || deployFrom === 'ops';
}
