import type { AccountId } from '../../domain/ids';
import { deploymentAccountOf, type OrgConfig } from '../../domain/org-config';
import { doctorFixPolicy, doctorPolicy } from '../../policies/commands/doctor-policies';
import type { ReviewedPolicy } from '../../policies/load-policy';
import type { AccountRights, CommandRights } from './command-rights';

export const DOCTOR: CommandRights = {
  purpose:
    'It reads the organization, its StackSets and control policies, and of the account of the credentials which names are taken and how the root user is kept. It asks whether accounts have a security contact.',
  of: (config) => rightsOf(config, (account) => doctorPolicy(config, account)),
};

export const DOCTOR_FIX: CommandRights = {
  purpose:
    'Beside what doctor needs: trusted access and delegation of StackSets, the policy types of the guardrails, the password policy of Ops, and an operation of StackSets of orgstrap.',
  of: (config) => rightsOf(config, (account) => doctorFixPolicy(config, account)),
};

function rightsOf(
  config: OrgConfig,
  policyIn: (account: AccountId) => ReviewedPolicy | undefined,
): readonly AccountRights[] {
  const { organization, accounts } = config;
  const all = [organization.managementAccount, deploymentAccountOf(config), accounts.terraform, accounts.ops];
  return [...new Set(all)].flatMap((account) => {
    const policy = policyIn(account);
    if (policy === undefined) return [];
    return [{ account, who: `whoever runs it with credentials of ${nameOf(config, account)}`, policies: [policy] }];
  });
}

function nameOf(config: OrgConfig, account: AccountId): string {
  if (account === deploymentAccountOf(config)) return 'the deployment account';
  if (account === config.organization.managementAccount) return 'the management account';
  return account === config.accounts.terraform ? 'the Terraform account' : 'the Ops account';
}
