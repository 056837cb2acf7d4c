import type { OidcIdentity, OidcJobs } from '../../domain/ci-identity';
import type { ParsedIdentity } from '../schema/identities/identity';

/** @see https://learn.microsoft.com/en-us/azure/devops/pipelines/release/configure-workload-identity */
export function azureDevOpsIdentity({
  organization,
  organizationId,
  project,
  apply,
  plan,
}: NonNullable<ParsedIdentity['azureDevOps']>): OidcIdentity {
  const jobs = (serviceConnection: string): OidcJobs => ({
    audience: 'api://AzureADTokenExchange',
    subjects: [`sc://${organization}/${project}/${serviceConnection}`],
    runs: false,
  });
  return {
    kind: 'oidc',
    system: 'azureDevOps',
    issuer: `vstoken.dev.azure.com/${organizationId}`,
    jobs: { apply: jobs(apply.serviceConnection), plan: jobs(plan.serviceConnection) },
  };
}
