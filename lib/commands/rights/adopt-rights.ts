import { commandPolicy } from '../../policies/commands/command-policy';
import { loadPolicy } from '../../policies/load-policy';
import type { CommandRights } from './command-rights';

const WHO = 'whoever runs it there; in another account the same with its id';

/** Before there is an `org.yaml`, nobody knows the partition or an account. */
export const ADOPT_LOOK: CommandRights = {
  purpose: 'It reads what the organization trusts, and of the account of the credentials what is there by name.',
  of: (config) => {
    const { managementAccount } = config.organization;
    return [...new Set([managementAccount, config.accounts.terraform])].flatMap((account) => {
      const policy = commandPolicy('adopt-look', config, account);
      return policy === undefined ? [] : [{ account, who: WHO, policies: [policy] }];
    });
  },
  beforeOrgYaml: () => [{ who: WHO, policies: [loadPolicy('commands/adopt-look.permissions', { tables: ['*'] })] }],
};
