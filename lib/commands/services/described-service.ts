import type { Access } from '../../domain/ci-identity';
import { SERVICE_COMPANIONS, type ServiceCompanions } from '../../domain/service-companions';
import { named, type Statement, statementsOf } from '../../iam/statement';
import { type LeftOut, leftOutOfService } from '../../policies/left-out';
import type { ReviewedPolicy } from '../../policies/load-policy';
import { folderOfService } from '../../policies/own-services';
import { policiesFolder, serviceNames } from '../../policies/policies-folder';
import { servicePolicies } from '../../policies/service-policies';

/** A service that `org.yaml` may list. */
export interface NamedService {
  readonly name: string;
  /** Whether `terraform.services` lists it. */
  readonly isListed: boolean;
  /** Whether its documents are the user's own, beside `org.yaml`. */
  readonly isOwn: boolean;
}

/** What somebody may choose from. */
export interface ServiceChoice {
  /** Of `terraform.services`; empty without an `org.yaml`. */
  readonly listed: readonly string[];
  /** The folder `policies` beside `org.yaml`. @default - there is no org.yaml */
  readonly ownPolicies?: string;
}

export function namedServices({ listed, ownPolicies }: ServiceChoice): readonly NamedService[] {
  return serviceNames(ownPolicies).map((name) => ({
    name,
    isListed: listed.includes(name),
    isOwn: folderOfService(name, ownPolicies) !== policiesFolder(),
  }));
}

/** What a statement of a service allows. */
export interface ServiceStatement {
  readonly sid: string;
  /** Each with why it may be so wide, where it is a wildcard. */
  readonly actions: readonly Explained[];
  readonly resources: readonly Explained[];
  /** `StringEquals iam:PassedToService: lambda.amazonaws.com`. */
  readonly conditions: readonly string[];
}

interface Explained {
  readonly text: string;
  /** @default - it is no wildcard */
  readonly reason?: string;
}

export interface DescribedService extends NamedService {
  /** What some of its resources need of other services; nothing is known of one's own. */
  readonly needs: ServiceCompanions;
  /** What the Terraform role is not allowed on purpose, and a plan neither; and what a plan alone is not. */
  readonly leftOut: Readonly<Record<Access, readonly LeftOut[]>>;
  /** Of each access what it has beyond the one before: a plan reads, an apply changes. */
  readonly documents: readonly {
    readonly access: Access;
    /** `policies/services/ec2.plan.json`. */
    readonly file: string;
    readonly statements: readonly ServiceStatement[];
  }[];
}

/** The account stands as a word: a document is the same in all of them. */
export function describedService(service: NamedService, { ownPolicies }: ServiceChoice): DescribedService {
  const values = { partition: 'PARTITION', account: 'ACCOUNT', workloadPath: '/workload/' };
  const { plan, apply } = servicePolicies([service.name], { values, ...(ownPolicies && { ownPolicies }) });
  const of = (access: Access, policies: readonly ReviewedPolicy[]) =>
    policies.map((policy) => ({ access, file: policy.file, statements: statementsIn(policy) }));
  const needs = SERVICE_COMPANIONS[service.name] ?? {};
  return {
    ...service,
    needs,
    leftOut: leftOutOfService(service.name),
    documents: [...of('plan', plan), ...of('apply', apply)],
  };
}

function statementsIn(policy: ReviewedPolicy): readonly ServiceStatement[] {
  return statementsOf(policy.document).map((statement) => ({
    sid: statement.sid ?? '',
    actions: explained(policy, 'Action', named(statement.action)),
    resources: explained(policy, 'Resource', named(statement.resource)),
    conditions: conditionsOf(statement),
  }));
}

function explained({ wildcards }: ReviewedPolicy, element: string, values: readonly string[]): readonly Explained[] {
  return values.map((text) => {
    const reason = wildcards.find((wildcard) => wildcard.element === element && wildcard.pattern === text)?.reason;
    return { text, ...(reason !== undefined && { reason }) };
  });
}

function conditionsOf({ conditions }: Statement): readonly string[] {
  return conditions.map(({ operator, key, values }) => `${operator} ${key}: ${values.join(', ')}`);
}
