import type { Audit } from '../../lib/domain/audit';
import type { AccountId, PrincipalArn } from '../../lib/domain/ids';
import type { OrgConfig } from '../../lib/domain/org-config';
import { type HomeRegion, partitionOf } from '../../lib/domain/region';
import { WORKLOAD_SERVICES } from '../../lib/domain/workload-services';
import { serviceNames } from '../../lib/policies/policies-folder';

/** An organization that is another one but for a few things. */
export interface Variant {
  /** The name of the other one. */
  readonly of: string;
  readonly changed: (config: OrgConfig) => OrgConfig;
  /** Whether its guardrails are deployed, too. @default - they are not */
  readonly isGuarded?: boolean;
}

function inRegion(of: string, homeRegion: HomeRegion): Variant {
  return { of, changed: (config) => ({ ...config, homeRegion }) };
}

function withAudit(changes: Partial<Audit>): Variant {
  return {
    of: 'audited',
    changed: (config) => ({ ...config, ...(config.audit && { audit: { ...config.audit, ...changes } }) }),
  };
}

/** With a deployer in the Ops and in the Terraform account. */
function guarded(of: string): Variant {
  return {
    of,
    isGuarded: true,
    changed: (config) => {
      const partition = partitionOf(config.homeRegion);
      const deployers = [...new Set([config.accounts.ops, config.accounts.terraform])].map(
        (account) => `arn:${partition}:iam::${account}:role/platform/deployer` as PrincipalArn,
      );
      return { ...config, guardrails: { deployers } };
    },
  };
}

/** With other services, of Terraform and of workloads. */
function withServices(
  services: readonly string[],
  workloads?: readonly string[],
  accountSwitches?: OrgConfig['terraform']['accountSwitches'],
): Variant {
  return {
    of: 'people',
    changed: (config) => ({
      ...config,
      terraform: { services, accountSwitches },
      ...(workloads && { workloads: { services: workloads } }),
    }),
  };
}

/** By name; where global services record what happens is another Region than the home Region in each of them. */
export const VARIANTS: Readonly<Record<string, Variant>> = {
  'every-service': withServices(serviceNames()),
  'few-services': withServices(['iam', 'lambda', 'logs', 's3', 'secretsmanager']),
  'chosen-workloads': withServices(['iam', 'lambda', 'logs'], ['lambda', ...WORKLOAD_SERVICES]),
  'opened-switches': withServices(['ec2', 's3'], ['ec2'], ['ec2:EnableSerialConsoleAccess', 's3:PutObjectRetention']),
  'audited-by-the-organization': withAudit({ trail: 'organization' }),
  'audited-and-locked': withAudit({ objectLock: 'GOVERNANCE' }),
  // org.yaml cannot choose China. A partition in which so much is named otherwise proves that nothing is bound to one.
  'two-pipelines-in-china': inRegion('two-pipelines', 'cn-north-1'),
  'audited-in-china': inRegion('audited', 'cn-northwest-1'),
  'audited-in-govcloud': inRegion('audited', 'us-gov-east-1'),
  'audited-in-ops': {
    of: 'audited',
    changed: (config) => ({ ...config, accounts: { ...config.accounts, ops: config.accounts.terraform } }),
  },
  // Where other accounts administer StackSets, too.
  'guarded-from-others': {
    of: 'guarded',
    isGuarded: true,
    changed: ({ guardrails, ...config }) => ({
      ...config,
      ...(guardrails && {
        guardrails: {
          ...guardrails,
          stackSetAdministrators: { deny: ['444444444444' as AccountId], leave: ['666666666666' as AccountId] },
        },
      }),
    }),
  },
  // Where Ops is the delegated administrator of Identity Center.
  'identity-center-in-ops': {
    ...guarded('identity-center'),
    changed: (config) => guarded('identity-center').changed({ ...config, deployFrom: 'ops' }),
  },
  'audited-and-guarded': guarded('audited'),
  'audited-and-guarded-in-china': guarded('audited-in-china'),
  'audited-and-guarded-in-govcloud': guarded('audited-in-govcloud'),
  'audited-and-guarded-in-ops': guarded('audited-in-ops'),
};
