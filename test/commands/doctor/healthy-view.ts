import type { RootUser } from '../../../lib/aws/account-summary';
import type { DoctorView } from '../../../lib/commands/doctor/doctor';
import { treeWith } from '../../estate/control-policies/trees';

/** What AWS says where everything is as it should be for `orgConfig()`; a test changes what it is about. */
export interface Seen {
  account: string;
  organization: Awaited<ReturnType<DoctorView['organization']['describe']>> | Error;
  root: Awaited<ReturnType<DoctorView['organization']['root']>> | Error;
  administrators: readonly string[] | Error;
  isTrusted: boolean | Error;
  rootUser: RootUser | Error;
  controlTree: Awaited<ReturnType<DoctorView['controlPolicies']['read']>> | Error;
  features: Awaited<ReturnType<DoctorView['rootAccess']['features']>> | Error;
}

export const GOOD_ROOT_USER: RootUser = {
  hasPassword: true,
  hasMfa: true,
  hasAccessKeys: false,
  hasSigningCertificates: false,
};

export function viewOf(changes: Partial<Seen> = {}): DoctorView {
  const seen: Seen = {
    account: '333333333333',
    organization: { id: 'o-exampleorgid', managementAccount: '111111111111', hasAllFeatures: true },
    root: { id: 'r-abcd', policyTypes: ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] },
    administrators: ['333333333333'],
    isTrusted: true,
    rootUser: GOOD_ROOT_USER,
    controlTree: treeWith(),
    features: ['RootCredentialsManagement', 'RootSessions'],
    ...changes,
  };
  return {
    caller: { account: () => said(seen.account) },
    organization: {
      describe: () => said(seen.organization),
      root: () => said(seen.root),
      delegatedAdministrators: (service) =>
        said(service === 'member.org.stacksets.cloudformation.amazonaws.com' ? seen.administrators : []),
      trustsStackSets: () => said(seen.isTrusted),
    },
    controlPolicies: { read: () => said(seen.controlTree) },
    summary: { rootUser: () => said(seen.rootUser) },
    rootAccess: { features: () => said(seen.features) },
  };
}

function said<Answer>(answer: Answer | Error): Promise<Answer> {
  return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
}
