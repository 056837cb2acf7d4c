import { deploymentAccountOf } from '../../domain/org-config';
import { planPolicy } from '../../policies/commands/plan-policy';
import type { CommandRights } from './command-rights';

export const PLAN: CommandRights = {
  purpose:
    'It reads what is deployed, and the organization that it is deployed to, with credentials of the deployment account.',
  of: (config) => {
    const account = deploymentAccountOf(config);
    const policy = planPolicy(config, account);
    const who = 'whoever runs it with credentials of the deployment account';
    return policy === undefined ? [] : [{ account, who, policies: [policy] }];
  },
};
