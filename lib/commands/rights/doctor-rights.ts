import type { AccountId } from '../../domain/ids';
import { deploymentAccountOf, type OrgConfig } from '../../domain/org-config';
import type { AccountRights, CommandRights } from './command-rights';
import { commandPolicy } from './values';

/** Whether principals of an account need a statement; those that are not listed, everybody needs. */
type Needs = (config: OrgConfig, account: AccountId) => boolean;

const isManagement: Needs = ({ organization }, account) => account === organization.managementAccount;
const deploys: Needs = (config, account) => account === deploymentAccountOf(config);
const isTerraform: Needs = ({ accounts }, account) => account === accounts.terraform;
const hasNames: Needs = (config, account) => deploys(config, account) || isTerraform(config, account);
/** Organizations tells nobody else. */
const seesOrganization: Needs = (config, account) => isManagement(config, account) || deploys(config, account);
const hasPeople: Needs = ({ accounts, people }, account) =>
  people?.signIn.source === 'iamUsers' && account === accounts.ops;

const READS: Readonly<Record<string, Needs>> = {
  WalkTheTreeOfTheOrganization: seesOrganization,
  SeeWhichControlPoliciesThereAre: seesOrganization,
  ReadControlPoliciesAndWhatTheyAreAttachedTo: seesOrganization,
  CountTheControlPoliciesOfTheRoot: (config, account) =>
    config.guardrails !== undefined && seesOrganization(config, account),
  SeeWhetherStackSetsAreTrustedAndWhichThereAre: seesOrganization,
  SeeWhetherStackSetsHaveArrived: seesOrganization,
  SeeWhichStacksThereAre: hasNames,
  SeeWhatStacksOfOrgstrapHold: hasNames,
  SeeWhichNamesAreTaken: hasNames,
  // With the names comes the same.
  SeeRolesThatGuardrailsLetThrough: (config, account) => !isManagement(config, account) && !hasNames(config, account),
  SeeWhichOidcProvidersThereAre: isTerraform,
  SeeWhichBucketsThereAre: isTerraform,
  SeeTheSecurityContactsOfMemberAccounts: seesOrganization,
  SeeWhatThisAccountAsksOfPasswords: hasPeople,
};

export const DOCTOR: CommandRights = {
  purpose:
    'It reads the organization, its StackSets and control policies, and of the account of the credentials which names are taken and how the root user is kept. It asks whether accounts have a security contact.',
  of: (config) => rightsOf(config, 'doctor', READS),
};

const FIXES: Readonly<Record<string, Needs>> = {
  ActivateTrustedAccessOfStackSets: isManagement,
  LetStackSetsAndNoOtherServiceIn: isManagement,
  LetStackSetsMakeTheirRole: isManagement,
  LetTheOpsAccountAdministerStackSets: (config, account) =>
    isManagement(config, account) && config.deployFrom === 'ops',
  EnableTheTypesOfTheGuardrails: (config, account) => isManagement(config, account) && config.guardrails !== undefined,
  AskMoreOfPasswords: hasPeople,
  BringInstancesOfStackSetsOfOrgstrapUpToDate: deploys,
};

export const DOCTOR_FIX: CommandRights = {
  purpose:
    'Beside what doctor needs: trusted access and delegation of StackSets, the policy types of the guardrails, the password policy of Ops, and an operation of StackSets of orgstrap.',
  of: (config) => rightsOf(config, 'doctor-fix', FIXES),
};

function rightsOf(
  config: OrgConfig,
  document: string,
  needs: Readonly<Record<string, Needs>>,
): readonly AccountRights[] {
  const { organization, accounts } = config;
  const all = [organization.managementAccount, deploymentAccountOf(config), accounts.terraform, accounts.ops];
  return [...new Set(all)].flatMap((account) => {
    // Who has neither names nor people there would be told how the root user is kept, and nothing else.
    if (![seesOrganization, hasNames, hasPeople].some((one) => one(config, account))) return [];
    const policy = commandPolicy(document, config, account, (sid) => needs[sid]?.(config, account) ?? true);
    if (policy === undefined) return [];
    return [{ account, who: `whoever runs it with credentials of ${nameOf(config, account)}`, policies: [policy] }];
  });
}

function nameOf(config: OrgConfig, account: AccountId): string {
  if (deploys(config, account)) return 'the deployment account';
  if (isManagement(config, account)) return 'the management account';
  return isTerraform(config, account) ? 'the Terraform account' : 'the Ops account';
}
