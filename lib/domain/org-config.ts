import type { AccountSetting } from './account-settings';
import type { AccountSwitch } from './account-switches';
import type { Audit } from './audit';
import type { BucketNamespace } from './bucket-namespace';
import type { CiIdentity, OidcIdentity } from './ci-identity';
import type { AccountId, OrganizationId, PrincipalArn, RootId, UnitId } from './ids';
import type { People } from './people';
import type { PlatformAccount } from './platform-account';
import type { PrivateModules } from './private-modules';
import type { HomeRegion } from './region';
import type { State } from './state/keeping';

/** The account that `cdk deploy` runs in. */
export function deploymentAccountOf(config: OrgConfig): AccountId {
  return config.deployFrom === 'management' ? config.organization.managementAccount : config.accounts.ops;
}

/** The account that administers IAM Identity Center: the deployment account, unless `org.yaml` names another. */
export function identityCenterAccountOf(config: OrgConfig): AccountId {
  const { people } = config;
  const named = people?.signIn.source === 'identityCenter' ? people.signIn.account : undefined;
  return named ?? deploymentAccountOf(config);
}

/** `org.yaml`, parsed: every value has been checked, alone and against the others. */
export interface OrgConfig {
  readonly organization: Organization;
  /** Where every stack is that is not in each watched Region. */
  readonly homeRegion: HomeRegion;
  /** Of every bucket that orgstrap makes. */
  readonly bucketNamespace: BucketNamespace;
  /** Which account `cdk deploy` runs in. */
  readonly deployFrom: 'management' | 'ops';
  readonly accounts: {
    /** State, CI identities and CI Terraform roles; may be the Ops account itself. */
    readonly terraform: AccountId;
    /** The one account that people sign in to. */
    readonly ops: AccountId;
  };
  /** The folder `policies` beside `org.yaml`, whether it is there or not: services of the user's own are in its `services`. */
  readonly ownPolicies: string;
  /** In rollout order, without those that are retired; none where all of them are. */
  readonly environments: readonly Environment[];
  /** Environments whose StackSets stay in the app, and are in no account. */
  readonly retiredEnvironments: readonly RetiredEnvironment[];
  readonly terraform: {
    /** Names of files in `policies/services`, of orgstrap or beside `org.yaml`, in the order of `org.yaml`. */
    readonly services: readonly string[];
    /** Calls that loosen what holds for a whole account, and that Terraform may make all the same. @default - none */
    readonly accountSwitches?: readonly AccountSwitch[] | undefined;
    /** Of Terraform, for CI. @default - `DEFAULT_TERRAFORM_VERSION` */
    readonly version?: string | undefined;
    /** Present where CI runs OpenTofu, and then without `version`. */
    readonly openTofuVersion?: string | undefined;
  };
  /** Present where `org.yaml` says what the roles that Terraform makes may use; `defaultWorkloadServices` has what they may without it. */
  readonly workloads?: { readonly services: readonly string[] } | undefined;
  /** Without those that are retired; none where all of them are, or where people work without Terraform. */
  readonly pipelines: readonly Pipeline[];
  /** Pipelines that have kept their state and nothing else. */
  readonly retiredPipelines: readonly RetiredPipeline[];
  /** Issuers, without `https://`, whose providers somebody else made in the Terraform account. */
  readonly existingOidcProviders: readonly string[];
  /** Accounts that lend, and are no product accounts. */
  readonly platformAccounts: readonly PlatformAccount[];
  /** Present where the management account gets the roles of a product account, too. */
  readonly managementAccount?: ManagedManagementAccount;
  /** Who runs orgstrap's commands: roles or users of the Ops, the Terraform or the management account; at least one. */
  readonly operators?: readonly PrincipalArn[];
  /** Present where jobs of a CI system deploy, once a person has for the first time. */
  readonly deployment?: Deployment;
  /** Present where the organization's own policies protect what orgstrap made. */
  readonly guardrails?: Guardrails;
  /** Present where a trail and alarms watch what orgstrap made. */
  readonly audit?: Audit;
  /** Present where states are kept beyond one Region, or beyond the policy of their buckets. */
  readonly state?: State | undefined;
  /** Present where people sign in at the Ops account and switch from there. */
  readonly people?: People;
  /** Of every stack, StackSet and resource that takes tags: 1 to 50, by key. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Names of stacks that are under termination protection; an empty list where somebody chose that none is. */
  readonly protectStacks?: readonly string[] | undefined;
  /** Whether StackSets wait for each other in an account that enters an environment. @default - they do */
  readonly stackSetDependencies?: boolean | undefined;
}

export interface Organization {
  readonly id: OrganizationId;
  readonly rootId: RootId;
  readonly managementAccount: AccountId;
}

/** A named set of product accounts, given by the organizational units that hold them. */
export interface Environment {
  /** As `org.yaml` has it; unique, retired ones included. */
  readonly name: string;
  /** The name that its stacks have: its first one, where it was renamed. */
  readonly deployedAs: string;
  /** At least one: OUs, or with `only` the root. Without `only`, an account that enters one of them gets its roles without a deploy. */
  readonly organizationalUnits: readonly UnitId[];
  /** `accounts` where the environment is its accounts alone, a part of the OUs: one that enters gets nothing before it is written here. */
  readonly only?: 'accounts' | undefined;
  /** The environments that come before it in the rollout; all of them stand above it. */
  readonly after: readonly string[];
  /** Of Terraform's provider in its accounts. @default - the home Region */
  readonly region?: string | undefined;
  /** Regions beside that, with a provider each. @default - none */
  readonly furtherRegions?: readonly string[] | undefined;
  readonly accounts: readonly ProductAccount[];
}

/** An environment on its way out: what is left of it in `org.yaml` gives nobody anything. */
export type RetiredEnvironment = Pick<Environment, 'name' | 'deployedAs'>;

/** A member account whose resources Terraform manages. */
export interface ProductAccount {
  /** The name of the account's Terraform workspace; no other account of the organization has it. */
  readonly workspace: string;
  /** Twelve digits. */
  readonly id: AccountId;
}

/** One CI system's right to run Terraform. */
export interface Pipeline {
  /** What commands and the files of CI say. */
  readonly name: string;
  /** What is in its names in AWS: its first name, where it was renamed. */
  readonly deployedAs: string;
  /** Who may become its CI roles. */
  readonly identity: CiIdentity;
  /** Names of environments, in rollout order; none where all that it may change are retired, or are no environments. */
  readonly environments: readonly string[];
  /** Names of the states that each of its workspaces has, in the order in which they are applied; empty where it has one, without a name. */
  readonly states: readonly string[];
  /** Hosts of modules that its jobs need a token for. @default - none */
  readonly privateModules?: readonly PrivateModules[] | undefined;
}

/** A pipeline on its way out: nobody is its CI any more, and its states are kept. */
export type RetiredPipeline = Pick<Pipeline, 'name' | 'deployedAs'>;

/** Who deploys after the first day: jobs of a CI system, which become roles of their own. No pipeline of Terraform's is among them. */
export interface Deployment {
  /** Its jobs to apply deploy, its jobs to plan read what a deployment would change. */
  readonly identity: OidcIdentity;
  /** Accounts in which somebody else made the provider of its issuer. The Terraform account has `existingOidcProviders`. */
  readonly existingOidcProviderIn: readonly AccountId[];
}

/** Control policies of the organization, which the management account installs. */
export interface Guardrails {
  /** Who may go on changing what orgstrap made, beside StackSets: of the Ops, the Terraform or the management account; the deployers of `deployment` with them. */
  readonly deployers: readonly PrincipalArn[];
  /** Whether the root users of member accounts are stopped, too. @default - they are not */
  readonly stopRoot?: boolean | undefined;
  /** What policies of Organizations set in all accounts. @default - nobody has chosen, and nothing is set */
  readonly accountSettings?: readonly AccountSetting[] | undefined;
  /** Delegated administrators of StackSets beside Ops that are stopped, and those that are not. @default - none is stopped */
  readonly stackSetAdministrators?: StackSetAdministrators | undefined;
}

export interface StackSetAdministrators {
  readonly deny?: readonly AccountId[] | undefined;
  readonly leave?: readonly AccountId[] | undefined;
}

/** What the management account gets, which service-managed StackSets never reach. */
export interface ManagedManagementAccount {
  readonly workspace: string;
  /** Names of the pipelines that may change the management account, without those that are retired; at least one. */
  readonly pipelines: readonly string[];
}
