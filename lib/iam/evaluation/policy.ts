import { isObject, type Json } from '../../domain/json';
import { readStatements, type Statement } from '../statement';

/** A policy, read. */
export interface Policy {
  /** What explanations call it. */
  readonly name: string;
  /** Undefined where what the document says is not certain. */
  readonly statements: readonly Statement[] | undefined;
  /**
   * Whether `${…}` means something in it.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
   */
  readonly hasVariables: boolean;
}

/** Reads a policy document, or its JSON text. */
export function readPolicy(name: string, document: Json): Policy {
  const version = isObject(document) ? document.Version : /"Version"\s*:\s*"([^"]*)"/.exec(String(document))?.[1];
  return { name, statements: readStatements(document), hasVariables: version === '2012-10-17' };
}
