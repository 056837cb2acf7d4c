import { commandPolicy } from '../../policies/commands/command-policy';
import { loadPolicy } from '../../policies/load-policy';
import type { CommandRights } from './command-rights';

const WHO = 'whoever runs it with credentials of the management account, or of a delegated administrator';

/** Before there is an `org.yaml`, nobody knows the ids of the organization, and every OU of it is one that is asked about. */
export const INIT: CommandRights = {
  purpose: 'It reads the organization, and of the account of the credentials which OIDC providers and trails it has.',
  of: (config) => {
    const { managementAccount } = config.organization;
    const policy = commandPolicy('init', config, managementAccount);
    return policy === undefined ? [] : [{ account: managementAccount, who: WHO, policies: [policy] }];
  },
  beforeOrgYaml: () => [{ who: WHO, policies: [loadPolicy('commands/init.permissions', { parents: ['*'] })] }],
};
