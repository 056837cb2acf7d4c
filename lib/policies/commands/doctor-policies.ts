import type { AccountId } from '../../domain/ids';
import { deploymentAccountOf, type OrgConfig } from '../../domain/org-config';
import { issuersMadeIn } from '../../domain/workspaces';
import type { ReviewedPolicy } from '../load-policy';
import { commandPolicy, type Reach } from './command-policy';

/** Whether principals of an account need a statement; those that are not listed, everybody needs. */
type Needs = (config: OrgConfig, account: AccountId) => boolean;

const isManagement: Needs = ({ organization }, account) => account === organization.managementAccount;
const deploys: Needs = (config, account) => account === deploymentAccountOf(config);
const isTerraform: Needs = ({ accounts }, account) => account === accounts.terraform;
const hasNames: Needs = (config, account) => deploys(config, account) || isTerraform(config, account);
/** Organizations tells nobody else. */
const seesOrganization: Needs = (config, account) => isManagement(config, account) || deploys(config, account);
const hasProviders: Needs = (config, account) =>
  isTerraform(config, account) || (deploys(config, account) && issuersMadeIn(config, account).length > 0);
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
  SeeWhichOidcProvidersThereAre: hasProviders,
  SeeWhichBucketsThereAre: isTerraform,
  SeeTheSecurityContactsOfMemberAccounts: seesOrganization,
  SeeWhatThisAccountAsksOfPasswords: hasPeople,
};

/** What `doctor` reads with credentials of an account; undefined where it would see hardly anything. */
export function doctorPolicy(config: OrgConfig, account: AccountId, reach: Reach = 'now'): ReviewedPolicy | undefined {
  return policyOf(config, account, 'doctor', READS, reach);
}

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

/** What `doctor --fix` does beside that. */
export function doctorFixPolicy(config: OrgConfig, account: AccountId): ReviewedPolicy | undefined {
  return policyOf(config, account, 'doctor-fix', FIXES, 'now');
}

function policyOf(
  config: OrgConfig,
  account: AccountId,
  document: string,
  needs: Readonly<Record<string, Needs>>,
  reach: Reach,
): ReviewedPolicy | undefined {
  // Who has neither names nor people there would be told how the root user is kept, and nothing else.
  if (![seesOrganization, hasNames, hasPeople].some((one) => one(config, account))) return undefined;
  return commandPolicy(document, config, account, { isWanted: (sid) => needs[sid]?.(config, account) ?? true, reach });
}
