import type { AccountId } from '../../domain/ids';
import { deploymentAccountOf, type OrgConfig } from '../../domain/org-config';
import { deployPoliciesOfTypes } from '../../policies/commands/deploy-policies';
import type { AccountRights, CommandRights, ResourceTypes } from './command-rights';

export const DEPLOY: CommandRights = {
  purpose:
    'It deploys the stacks of org.yaml with npx cdk deploy, whose CloudFormation works with the permissions of who deploys, and asks sts:GetCallerIdentity, which nobody needs a permission for.',
  of: async (config, types) => {
    const { managementAccount } = config.organization;
    const account = deploymentAccountOf(config);
    const own = await rightsIn(config, account, types, 'guardrails.deployers, or whoever runs cdk deploy there');
    if (config.guardrails === undefined || account === managementAccount) return [own];
    return [
      own,
      await rightsIn(config, managementAccount, types, 'whoever installs the guardrails: -c guardrails=true'),
    ];
  },
};

async function rightsIn(
  config: OrgConfig,
  account: AccountId,
  types: ResourceTypes,
  who: string,
): Promise<AccountRights> {
  return { account, who, policies: deployPoliciesOfTypes(config, account, await types(account)) };
}
