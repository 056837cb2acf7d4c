/**
 * A policy document as it is written: as much of IAM's grammar as orgstrap's documents have. What looks into one reads it
 * with `statementsOf`, which knows that a list of one may be written as its only element.
 *
 * A type alias, because TypeScript takes no interface for JSON.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export type PolicyDocument = {
  readonly Version: '2012-10-17';
  readonly Statement: readonly StatementJson[];
};

/** A statement as it is written. */
export type StatementJson = {
  /** A sentence that says what the statement is for. */
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, OneOrMany>>;
  readonly Action: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  readonly Condition?: ConditionJson;
};

/** The conditions of a statement as they are written: by operator, then by key. */
export type ConditionJson = Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;

export type OneOrMany = string | readonly string[];

/** The values as they are written: each once, and one alone without a list. */
export function oneOrMany(values: readonly string[]): OneOrMany {
  const [first, ...others] = new Set(values);
  return first !== undefined && others.length === 0 ? first : [...new Set(values)];
}
