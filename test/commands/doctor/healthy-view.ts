import type { RootUser } from '../../../lib/aws/account-summary';
import type { DoctorAccess } from '../../../lib/aws/doctor-access';
import type { OrganizationTree } from '../../../lib/aws/organization';
import type { StackInstance } from '../../../lib/aws/stack-sets';
import type { IamName } from '../../../lib/aws/taken-names';
import { treeWith } from '../../estate/control-policies/trees';
import { organizationTree } from '../../support/organization-tree';

/** What AWS says where everything is as it should be for `orgConfig()`; a test changes what it is about. */
export interface Seen {
  account: string;
  organization: Awaited<ReturnType<DoctorAccess['organization']['describe']>> | Error;
  root: Awaited<ReturnType<DoctorAccess['organization']['root']>> | Error;
  /** Of StackSets. */
  administrators: readonly string[] | Error;
  /** Of Identity Center. */
  identityCenterAdministrators: readonly string[] | Error;
  attachedPolicies: readonly string[] | Error;
  tree: OrganizationTree | Error;
  /** The instances of each StackSet. */
  stackSets: Readonly<Record<string, readonly StackInstance[]>> | Error;
  /** The physical ids of what each stack made. */
  stacks: Readonly<Record<string, readonly string[]>> | Error;
  iamNames: readonly IamName[] | Error;
  /** Roles with names that guardrails let through. */
  exemptedRoles: Awaited<ReturnType<DoctorAccess['roles']['beginningWith']>> | Error;
  oidcProviders: readonly string[] | Error;
  /** What buckets that are there answer. */
  buckets: Readonly<Record<string, 'of the account' | 'refuses'>> | Error;
  ownBuckets: readonly string[] | Error;
  isTrusted: boolean | Error;
  rootUser: RootUser | Error;
  controlTree: Awaited<ReturnType<DoctorAccess['controlPolicies']['read']>> | Error;
  features: Awaited<ReturnType<DoctorAccess['rootAccess']['features']>> | Error;
  /** Whether an account has a security contact; without an account, that of the credentials. */
  hasContact: (account?: string) => boolean | Error;
  passwords: Awaited<ReturnType<DoctorAccess['passwords']['read']>> | Error;
  mending: Partial<DoctorAccess['mending']>;
  instances: Partial<DoctorAccess['instances']>;
  strengthen: DoctorAccess['passwords']['strengthen'];
}

export const GOOD_ROOT_USER: RootUser = {
  hasPassword: true,
  hasMfa: true,
  hasAccessKeys: false,
  hasSigningCertificates: false,
};

/** As `orgConfig()` says. */
export const TIDY_TREE = organizationTree('r-abcd', {
  accounts: ['111111111111', '222222222222', '333333333333'],
  units: {
    'Dev ou-abcd-11111111': { accounts: ['444444444444'] },
    'Stage ou-abcd-22222222': { accounts: ['555555555555'] },
    'Prod ou-abcd-33333333': { accounts: ['666666666666'] },
  },
});

export function viewOf(changes: Partial<Seen> = {}): DoctorAccess {
  const seen: Seen = {
    account: '333333333333',
    organization: { id: 'o-exampleorgid', managementAccount: '111111111111', hasAllFeatures: true },
    root: { id: 'r-abcd', policyTypes: ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] },
    administrators: ['333333333333'],
    identityCenterAdministrators: [],
    attachedPolicies: ['FullAWSAccess'],
    tree: TIDY_TREE,
    stackSets: { 'orgstrap-Boundary': [{ account: '444444444444', status: 'CURRENT' }], 'of-somebody': [] },
    stacks: {},
    iamNames: [],
    exemptedRoles: [],
    oidcProviders: [],
    buckets: {},
    ownBuckets: [],
    isTrusted: true,
    rootUser: GOOD_ROOT_USER,
    controlTree: treeWith(),
    features: ['RootCredentialsManagement', 'RootSessions'],
    hasContact: () => true,
    passwords: { minimumLength: 14, remembered: 24 },
    mending: {},
    instances: {},
    strengthen: unexpected,
    ...changes,
  };
  return {
    caller: { account: () => said(seen.account) },
    organization: {
      describe: () => said(seen.organization),
      root: () => said(seen.root),
      delegatedAdministrators: (service) =>
        said(
          service === 'member.org.stacksets.cloudformation.amazonaws.com'
            ? seen.administrators
            : service === 'sso.amazonaws.com'
              ? seen.identityCenterAdministrators
              : [],
        ),
      attachedPolicies: () => said(seen.attachedPolicies),
      trustsStackSets: () => said(seen.isTrusted),
    },
    controlPolicies: { read: () => said(seen.controlTree) },
    summary: { rootUser: () => said(seen.rootUser) },
    rootAccess: { features: () => said(seen.features) },
    contacts: { hasSecurityContact: (account) => said(seen.hasContact(account)) },
    tree: { tree: () => said(seen.tree) },
    stackSets: {
      names: async () => Object.keys(await said(seen.stackSets)),
      instances: async (name) => (await said(seen.stackSets))[name] ?? [],
    },
    stacks: {
      list: async () =>
        Object.keys(await said(seen.stacks)).map((name) => ({ name, status: 'CREATE_COMPLETE', isProtected: false })),
      resources: async (name) => (await said(seen.stacks))[name] ?? [],
    },
    taken: {
      iam: () => said(seen.iamNames),
      oidcProviders: () => said(seen.oidcProviders),
      bucket: async (name) => (await said(seen.buckets))[name] ?? 'not there',
      ownBuckets: () => said(seen.ownBuckets),
    },
    roles: { beginningWith: () => said(seen.exemptedRoles) },
    passwords: { read: () => said(seen.passwords), strengthen: (least) => seen.strengthen(least) },
    mending: {
      activateTrustedAccess: unexpected,
      registerAdministrator: unexpected,
      enablePolicyType: unexpected,
      ...seen.mending,
    },
    instances: { update: unexpected, ...seen.instances },
  };
}

function unexpected(): Promise<void> {
  return Promise.reject(new Error('nothing should be changed'));
}

function said<Answer>(answer: Answer | Error): Promise<Answer> {
  return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
}
