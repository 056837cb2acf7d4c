import * as z from 'zod';
import type { OidcIdentity, OidcJobs } from '../../domain/ci-identity';
import { guided } from '../schema';
import { exact, NOT_THIS_SYSTEM, uuid } from './subject';

const name = (what: string, where: string, example: string) =>
  exact(/^[A-Za-z0-9](?:[A-Za-z0-9 ._-]{0,62}[A-Za-z0-9])?$/, {
    description: `The ${what}.`,
    expected: `the name of one ${what}`,
    example,
    fix: `write it as in ${where}`,
    attack: `whoever may make a ${what} may give it a name that a pattern admits`,
  });

const jobs = (what: string) =>
  guided(
    z.strictObject({
      serviceConnection: name('service connection', 'Project settings > Service connections', `terraform-${what}`),
    }),
    {
      description: `Which jobs ${what}: those that may use a service connection. Protect it with approvals and branch control.`,
      expected: 'a map with serviceConnection',
      fix: `make one service connection to ${what}, and write its name`,
    },
  );

const block = z.strictObject({
  organization: name('organization', 'its address, after dev.azure.com/', 'acme'),
  organizationId: uuid('The id of the organization.', 'the issuer that the service connection shows'),
  project: name('project', 'its address', 'Infrastructure'),
  apply: jobs('apply'),
  plan: jobs('plan'),
});

export const azureDevOps = guided(block.transform(azureDevOpsIdentity).optional(), {
  description: 'Azure Pipelines.',
  expected: 'a map with organization, organizationId, project, apply and plan',
  unset: NOT_THIS_SYSTEM,
  fix: 'write all of them, as in examples/seven-systems.yaml',
});

/** @see https://learn.microsoft.com/en-us/azure/devops/pipelines/release/configure-workload-identity */
function azureDevOpsIdentity({
  organization,
  organizationId,
  project,
  apply,
  plan,
}: z.output<typeof block>): OidcIdentity {
  const jobs = (serviceConnection: string): OidcJobs => ({
    audience: 'api://AzureADTokenExchange',
    subjects: [`sc://${organization}/${project}/${serviceConnection}`],
  });
  return {
    kind: 'oidc',
    system: 'azureDevOps',
    issuer: `vstoken.dev.azure.com/${organizationId}`,
    jobs: { apply: jobs(apply.serviceConnection), plan: jobs(plan.serviceConnection) },
  };
}
