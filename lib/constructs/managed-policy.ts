import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Failure } from '../domain/failure';
import { IAM_PATH } from '../domain/names';
import { documentOf } from '../iam/pack-policies';
import type { ReviewedPolicy } from '../policies/load-policy';
import { acknowledgeWildcards } from './acknowledge';
import { toIam } from './to-iam';

/**
 * The managed policies that a role may wear before a quota increase.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MOST_POLICIES_OF_A_ROLE = 10;

/** @throws Failure `TooManyPolicies` where a role would wear more policies than IAM lets it. */
export function refuseTooManyPolicies(policies: readonly string[], whose: string, fix: string): void {
  if (policies.length <= MOST_POLICIES_OF_A_ROLE) return;
  throw new Failure(
    'TooManyPolicies',
    `${whose} take ${policies.length} managed policies, a role wears ${MOST_POLICIES_OF_A_ROLE}: ${fix}`,
  );
}

export interface ManagedPolicyProps {
  readonly description: string;
  /** The documents whose statements it holds; together within IAM's limit. */
  readonly pack: readonly ReviewedPolicy[];
  /** @default - a name that CloudFormation makes */
  readonly name?: string;
  /** @default - attached where a principal names it */
  readonly groups?: readonly string[];
}

/** Documents of `policies/` as one managed policy: IAM's inline policies are seen by fewer tools and reviewers. */
export class ManagedPolicy extends Construct {
  readonly arn: string;
  /** The documents that it was made of, so that a finding about it can be shown where it is mended. */
  readonly pack: readonly ReviewedPolicy[];

  constructor(scope: Construct, id: string, props: ManagedPolicyProps) {
    super(scope, id);
    this.pack = props.pack;
    const policy = new CfnManagedPolicy(this, 'Resource', {
      path: IAM_PATH,
      description: props.description,
      policyDocument: toIam(documentOf(props.pack)),
      managedPolicyName: props.name,
      groups: props.groups && [...props.groups],
    });
    acknowledgeWildcards(
      this,
      props.pack.flatMap(({ wildcards }) => wildcards),
    );
    // The ARN of a managed policy is what Ref gives.
    this.arn = policy.ref;
  }
}
