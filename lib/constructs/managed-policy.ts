import { CfnManagedPolicy, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { IAM_PATH } from '../domain/names';
import { documentOf } from '../iam/pack-policies';
import type { PolicyDocument as Document } from '../iam/policy-document';
import type { ReviewedPolicy } from '../policies/load-policy';
import type { BoundaryDescription, PolicyDescription } from '../policies/role-description';
import { acknowledgeWildcards } from './acknowledge';

export interface ManagedPolicyProps {
  readonly description: string;
  /** The documents whose statements it holds; together within IAM's limit. */
  readonly pack: readonly ReviewedPolicy[];
  /** @default - a name that CloudFormation makes */
  readonly name?: string;
  /** @default - attached where a principal names it */
  readonly groups?: readonly string[];
  /** The names of roles of another stack that it is attached to. @default - attached where a role names it */
  readonly roles?: readonly string[];
}

/** Documents of `policies/` as one managed policy: IAM's inline policies are seen by fewer tools and reviewers. */
export class ManagedPolicy extends Construct {
  readonly arn: string;
  readonly resource: CfnManagedPolicy;
  /** The documents that it was made of, so that a finding about it can be shown where it is mended. */
  readonly pack: readonly ReviewedPolicy[];

  constructor(scope: Construct, id: string, props: ManagedPolicyProps) {
    super(scope, id);
    this.pack = props.pack;
    this.resource = new CfnManagedPolicy(this, 'Resource', {
      path: IAM_PATH,
      description: props.description,
      policyDocument: toIam(documentOf(props.pack)),
      managedPolicyName: props.name,
      groups: props.groups && [...props.groups],
      roles: props.roles && [...props.roles],
    });
    acknowledgeWildcards(
      this,
      props.pack.flatMap(({ wildcards }) => wildcards),
    );
    // The ARN of a managed policy is what Ref gives.
    this.arn = this.resource.ref;
  }
}

/** Makes policies of roles, one that several wear once; their ARNs by id. */
export function managedPolicies(scope: Construct, policies: readonly PolicyDescription[]): ReadonlyMap<string, string> {
  const unique = new Map(policies.map((policy) => [policy.id, policy]));
  return new Map([...unique].map(([id, policy]) => [id, new ManagedPolicy(scope, id, policy).arn]));
}

export function boundaryPolicy(scope: Construct, boundary: BoundaryDescription, id = 'Boundary'): ManagedPolicy {
  const { name, description } = boundary;
  return new ManagedPolicy(scope, id, { name, description, pack: boundary.pack() });
}

/**
 * The only bridge from a document of `policies/` to CDK.
 *
 * CDK puts the keys of a statement into one order, on which the stock rules for administrator policies depend: they
 * compare text.
 */
export function toIam(document: Document): PolicyDocument {
  return PolicyDocument.fromJson(document);
}
