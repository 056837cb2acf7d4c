import { Failure } from '../domain/failure';
import { joinRoleStatements } from './join-role-statements';
import type { PolicyDocument } from './policy-document';

/**
 * The most characters of a managed policy; IAM does not count white space.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const MANAGED_POLICY_LIMIT = 6_144;

interface Policy {
  readonly document: PolicyDocument;
}

/** A policy that stands in a file. */
interface PolicyOfFile extends Policy {
  /** What messages call it. */
  readonly file: string;
}

/**
 * Spreads documents over as few managed policies as first-fit finds, in the order given: a role wears ten at most.
 *
 * @returns for each managed policy what goes into it
 * @throws Failure `PolicyTooLarge` where a document alone is larger than a managed policy may be.
 */
export function packPolicies<P extends PolicyOfFile>(policies: readonly P[]): readonly (readonly P[])[] {
  const packs: P[][] = [];
  for (const policy of policies) {
    if (sizeOf([policy]) > MANAGED_POLICY_LIMIT) {
      throw new Failure(
        'PolicyTooLarge',
        `${policy.file} has ${sizeOf([policy])} characters, IAM takes ${MANAGED_POLICY_LIMIT}; split it into two files`,
      );
    }
    const roomy = packs.find((pack) => sizeOf([...pack, policy]) <= MANAGED_POLICY_LIMIT);
    if (roomy) roomy.push(policy);
    else packs.push([policy]);
  }
  return packs;
}

/** One document with the statements of all of a pack. */
export function documentOf(pack: readonly Policy[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: joinRoleStatements(pack.flatMap(({ document }) => document.Statement)) };
}

/** Renders one document as often as it takes for each to hold as many of the elements as a managed policy has room for. */
export function splitOverPolicies<P extends Policy>(
  elements: readonly string[],
  render: (some: readonly string[]) => P,
): readonly P[] {
  const empty = JSON.stringify(render([]).document).length;
  const parts: string[][] = [];
  let room = 0;
  for (const element of elements) {
    // An element costs its quotes and a comma, too.
    const cost = element.length + 3;
    const part = parts.at(-1);
    if (part === undefined || cost > room) {
      parts.push([element]);
      room = MANAGED_POLICY_LIMIT - empty - cost;
    } else {
      part.push(element);
      room -= cost;
    }
  }
  return parts.map(render);
}

function sizeOf(pack: readonly Policy[]): number {
  return JSON.stringify(documentOf(pack)).length;
}
