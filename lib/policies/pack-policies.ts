import { Failure } from '../domain/failure';
import type { ReviewedPolicy } from './load-policy';
import type { PolicyDocument } from './policy-document';
import { joinRoleStatements } from './service-roles';

/**
 * The most characters of a managed policy; IAM does not count white space.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const MANAGED_POLICY_LIMIT = 6_144;

/** Documents that together fit into one managed policy. */
export type Pack = readonly ReviewedPolicy[];

/**
 * Spreads documents over as few managed policies as first-fit finds, in the order given: a role wears ten at most.
 *
 * @throws Failure `PolicyTooLarge` where a document alone is larger than a managed policy may be.
 */
export function packPolicies(policies: readonly ReviewedPolicy[]): readonly Pack[] {
  const packs: ReviewedPolicy[][] = [];
  for (const policy of policies) {
    if (sizeOf([policy]) > MANAGED_POLICY_LIMIT) {
      throw new Failure(
        'PolicyTooLarge',
        `policies/${policy.name}.json has ${sizeOf([policy])} characters, IAM takes ${MANAGED_POLICY_LIMIT}; split it into two files`,
      );
    }
    const roomy = packs.find((pack) => sizeOf([...pack, policy]) <= MANAGED_POLICY_LIMIT);
    if (roomy) roomy.push(policy);
    else packs.push([policy]);
  }
  return packs;
}

/** One document with the statements of all of a pack. */
export function documentOf(pack: Pack): PolicyDocument {
  return { Version: '2012-10-17', Statement: joinRoleStatements(pack.flatMap(({ document }) => document.Statement)) };
}

function sizeOf(pack: Pack): number {
  return JSON.stringify(documentOf(pack)).length;
}
