import { deploymentAccountOf, type OrgConfig } from '../../domain/org-config';
import type { CommandRights } from './command-rights';
import { commandPolicy } from './values';

export const PLAN: CommandRights = {
  purpose:
    'It reads what is deployed, and the organization that it is deployed to, with credentials of the deployment account.',
  of: (config) => {
    const account = deploymentAccountOf(config);
    const policy = commandPolicy('plan', config, account, (sid) => isWanted(config, sid));
    const who = 'whoever runs it with credentials of the deployment account';
    return policy === undefined ? [] : [{ account, who, policies: [policy] }];
  },
};

function isWanted({ deployFrom }: OrgConfig, sid: string): boolean {
  return sid !== 'LetCloudFormationSeeThatThisAccountIsADelegatedAdministrator' || deployFrom === 'ops';
}
