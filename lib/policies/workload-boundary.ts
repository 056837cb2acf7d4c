import { listOf } from '../domain/json';
import { IAM_PATH } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { defaultWorkloadServices } from '../domain/workload-services';
import { actionPattern, notCovered } from '../iam/pattern';
import { oneOrMany } from '../iam/policy-document';
import { hasPolicy, loadPartOfPolicy, loadPolicyWithAnyOf, type ReviewedPolicy } from './load-policy';
import { serviceActions, servicePolicies, servicesFor } from './service-policies';

/**
 * What the Terraform roles of an account, and the roles that Terraform makes, are allowed at most.
 *
 * One boundary holds for both: Terraform reads the name of the workloads' boundary from its own role. What workloads may not use is
 * Terraform's alone by the path of its roles, on which nobody but orgstrap can make a role.
 *
 * @param services - what Terraform may manage in the account
 */
export function allowedToTerraformAndWorkloads(
  config: OrgConfig,
  account: string,
  services: readonly string[],
): readonly ReviewedPolicy[] {
  const source = servicesFor(config, account);
  const ofWorkloads = [...(config.workloads?.services ?? defaultWorkloadServices(services))].sort();
  const documents = ofWorkloads.filter((name) => hasPolicy(`workloads/${name}`));
  const shared = serviceActions(
    servicePolicies(
      ofWorkloads.filter((name) => !documents.includes(name)),
      source,
    ),
  );
  const terraformActions = notCovered(serviceActions(servicePolicies(services, source)), shared, actionPattern);
  const offered = {
    ...source.values,
    path: IAM_PATH,
    organization: config.organization.id,
    sharedActions: shared,
    terraformActions,
  };
  const empty = [...(shared.length === 0 ? [SHARED] : []), ...(terraformActions.length === 0 ? [TERRAFORM] : [])];
  const boundary = loadPartOfPolicy('terraform-role.boundary', offered, ({ Sid }) => !empty.includes(Sid));
  return [
    withoutWhatIsAllowed(boundary, shared),
    ...documents.map((name) => loadPolicyWithAnyOf(`workloads/${name}`, offered)),
  ];
}

const SHARED = 'OnlyTheServicesOfOrgYaml';
const TERRAFORM = 'OnlyTerraformReachesTheOthers';

/** Without what one statement allows already: a managed policy has room for little more than is needed. */
function withoutWhatIsAllowed(policy: ReviewedPolicy, allowed: readonly string[]): ReviewedPolicy {
  const Statement = policy.document.Statement.flatMap((statement) => {
    if (statement.Sid === SHARED) return [statement];
    const actions = notCovered(listOf(statement.Action), allowed, actionPattern);
    return actions.length === 0 ? [] : [{ ...statement, Action: oneOrMany(actions) }];
  });
  const left = new Set(Statement.flatMap(({ Action, Resource = [] }) => [...listOf(Action), ...listOf(Resource)]));
  return {
    ...policy,
    document: { ...policy.document, Statement },
    wildcards: policy.wildcards.filter(({ pattern }) => left.has(pattern)),
  };
}
