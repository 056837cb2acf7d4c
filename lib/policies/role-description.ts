import { Failure } from '../domain/failure';
import type { PolicyDocument } from '../iam/policy-document';
import type { ReviewedPolicy } from './load-policy';

/**
 * A role on orgstrap's path, described once: the CDK app renders it, and verify expects it. Where a description takes an account, that
 * is the id of the account that the role is in, or a token that stands for it in a template.
 */
export interface RoleDescription {
  /** @default - a name that CloudFormation makes */
  readonly name?: string;
  /** What the console shows of it. */
  readonly description: string;
  readonly trust: PolicyDocument;
  /** In seconds. @default - an hour, as IAM has it */
  readonly maxSessionDuration?: number;
  /** @default - none: it can do no more than its policies say */
  readonly boundary?: BoundaryDescription;
  /**
   * What it may do, beside managed policies of AWS. It is worked out when it is first asked for: it takes many documents, and
   * most who list roles look at their trust alone.
   *
   * @throws Failure `TooManyPolicies` where they are more than IAM lets a role wear
   */
  readonly policies: () => readonly PolicyDescription[];
  /** The ARNs of managed policies of AWS, each with the reason that `org.yaml` gives. @default - none */
  readonly awsManagedPolicies?: ReadonlyMap<string, string>;
}

/** A managed policy on orgstrap's path; several roles of an account may wear one. */
export interface PolicyDescription {
  /** What it is called among those of its roles, and in their template. */
  readonly id: string;
  /** @default - a name that CloudFormation makes */
  readonly name?: string;
  readonly description: string;
  readonly pack: readonly ReviewedPolicy[];
}

/** A permissions boundary: a managed policy that grants nothing. */
export interface BoundaryDescription {
  readonly name: string;
  readonly description: string;
  readonly pack: () => readonly ReviewedPolicy[];
}

/**
 * The most characters of a trust policy before a quota increase; IAM does not count white space.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const TRUST_LIMIT = 2_048;

/**
 * The managed policies that a role wears, or a group, before a quota increase.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const MOST_POLICIES = 10;

/** @throws Failure `TooManyPolicies` where a role would wear more policies than IAM lets it. */
export function refuseTooManyPolicies(policies: readonly unknown[], whose: string, fix: string): void {
  if (policies.length <= MOST_POLICIES) return;
  throw new Failure(
    'TooManyPolicies',
    `${whose} take ${policies.length} managed policies, a role wears ${MOST_POLICIES}: ${fix}`,
  );
}

/** Policies of one kind, as many as their documents take. */
export function numbered(
  id: string,
  description: string,
  packs: readonly (readonly ReviewedPolicy[])[],
): readonly PolicyDescription[] {
  return packs.map((pack, index) => ({
    id: `${id}${index + 1}`,
    description: `${description}, part ${index + 1}`,
    pack,
  }));
}

/**
 * Works something out when it is asked for, and again only where its memory was needed meanwhile: what all roles of a thousand
 * accounts may do is more than a process should hold. Within one turn of the event loop the answer is the same object.
 */
export function onceWhileInUse<Value extends object>(make: () => Value): () => Value {
  let made: WeakRef<Value> | undefined;
  return () => {
    const known = made?.deref();
    if (known !== undefined) return known;
    const value = make();
    made = new WeakRef(value);
    return value;
  };
}
