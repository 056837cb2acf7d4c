/** A policy document as it is stored: IAM's grammar, with nothing said about who wrote it. */
export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Principals;
  readonly NotPrincipal?: Principals;
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  readonly Condition?: Conditions;
}

export type OneOrMany = string | readonly string[];

export type Principals = '*' | Readonly<Record<string, OneOrMany>>;

/** By operator, then by condition key. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;

/** A document and what it is called where it is stored: an ARN, or the name of an inline policy. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** IAM lets a list of one be written as its only element; here it is a list again. */
export function listOf(elements: OneOrMany | undefined): readonly string[] {
  if (elements === undefined) return [];
  return typeof elements === 'string' ? [elements] : elements;
}

/** What an organization attaches to its root and to everything below until somebody takes it off. */
export const FULL_ACCESS: NamedPolicy = {
  name: 'FullAWSAccess',
  document: {
    Version: '2012-10-17',
    Statement: [{ Sid: 'FullAWSAccess', Effect: 'Allow', Action: '*', Resource: '*' }],
  },
};
