import type { OidcIdentity, OidcJobs } from '../../domain/ci-identity';
import type { ParsedIdentity } from '../schema/identities/identity';
import { issuerName } from './issuer-name';

/** @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration */
export function hcpTerraformIdentity({
  organization,
  project,
  workspaces,
  issuer = 'https://app.terraform.io',
}: NonNullable<ParsedIdentity['hcpTerraform']>): OidcIdentity {
  const named = Object.entries(workspaces).map(([workspace, name]) => ({ workspace, name }));
  const jobs = (phase: string): OidcJobs => ({
    audience: 'aws.workload.identity',
    subjects: named.map(
      ({ name }) => `organization:${organization}:project:${project}:workspace:${name}:run_phase:${phase}`,
    ),
    runs: false,
  });
  return {
    kind: 'oidc',
    system: 'hcpTerraform',
    issuer: issuerName(issuer),
    jobs: { apply: jobs('apply'), plan: jobs('plan') },
    hcpTerraform: { hostname: new URL(issuer).host, organization, project, workspaces: named },
  };
}
