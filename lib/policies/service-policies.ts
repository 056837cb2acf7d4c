import { Failure } from '../domain/failure';
import { WORKLOAD_IAM_PATH } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { named, statementsOf } from '../iam/statement';
import { hasPolicy, loadPolicyWithAnyOf, type ReviewedPolicy } from './load-policy';
import { folderOfService, refuseUnusableServices } from './own-services';

/** What the roles of a product account may do in the services that `org.yaml` lists. */
export interface ServicePolicies {
  /** Reading what a plan compares with: `services/NAME.plan.json`, for both roles. */
  readonly plan: readonly ReviewedPolicy[];
  /** What an apply needs beyond that: `services/NAME.json`, for the Terraform role alone. */
  readonly apply: readonly ReviewedPolicy[];
}

/** What the documents of services are rendered with, and where the user's own are. */
export interface ServiceSource {
  readonly values: ServiceValues;
  /** The folder `policies` beside `org.yaml`, whether it is there or not. @default - orgstrap's services alone */
  readonly ownPolicies?: string;
}

/** What the documents of services, the user's own among them, may use as placeholders. */
export type ServiceValues = Readonly<Record<'partition' | 'account' | 'workloadPath', string>>;

/** For one account: its id, or a token that stands for it. */
export function servicesFor(config: OrgConfig, account: string): ServiceSource {
  const values = { partition: namesOf(config).partition, account, workloadPath: WORKLOAD_IAM_PATH };
  return { values, ownPolicies: config.ownPolicies };
}

/**
 * The documents of the services that `org.yaml` lists, sorted by name, so that the order of that list changes nothing.
 *
 * Most need none of the placeholders. A service without a plan document gives the plan role nothing.
 *
 * @throws Failure `RepeatedSid` where two statements have one name, `UnusableService` where a file of the user's own would not count.
 */
export function servicePolicies(services: readonly string[], { values, ownPolicies }: ServiceSource): ServicePolicies {
  refuseUnusableServices(ownPolicies);
  const found = [...services].sort().map((service) => ({ service, folder: folderOfService(service, ownPolicies) }));
  const policies = {
    plan: found
      .filter(({ service, folder }) => hasPolicy(`services/${service}.plan`, folder))
      .map(({ service, folder }) => loadPolicyWithAnyOf(`services/${service}.plan`, values, folder)),
    apply: found.map(({ service, folder }) => loadPolicyWithAnyOf(`services/${service}`, values, folder)),
  };
  refuseRepeatedSids([...policies.plan, ...policies.apply]);
  return policies;
}

function refuseRepeatedSids(policies: readonly ReviewedPolicy[]): void {
  const files = new Map<string, string>();
  for (const { name, document } of policies) {
    for (const { Sid } of document.Statement) {
      const other = files.get(Sid);
      if (other !== undefined) {
        throw new Failure(
          'RepeatedSid',
          `policies/${name}.json and policies/${other}.json both have a statement ${Sid}; they may share a managed policy, in which IAM takes a Sid once: rename one`,
        );
      }
      files.set(Sid, name);
    }
  }
}

/**
 * `service:*` for each service that the documents manage, for the permissions boundary.
 *
 * A document also passes roles and makes service-linked roles, which the boundary allows for all; only the document
 * called `iam` opens IAM itself.
 */
export function serviceActions({ plan, apply }: ServicePolicies): readonly string[] {
  const prefixes = [...plan, ...apply].flatMap(({ name, document }) =>
    statementsOf(document)
      .filter(({ effect }) => effect === 'Allow')
      .flatMap(({ action }) => named(action))
      // IAM does not care about the case of a service's name.
      .map((action) => action.split(':', 1).join().toLowerCase())
      .filter((prefix) => prefix !== 'iam' || IAM_DOCUMENTS.includes(name)),
  );
  return [...new Set(prefixes)].sort().map((prefix) => `${prefix}:*`);
}

const IAM_DOCUMENTS: readonly string[] = ['services/iam', 'services/iam.plan'];
