import { listOf, type PolicyDocument, type Statement } from '../../lib/policies/policy-document';

/** What somebody asks of AWS. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  /** Condition keys and their values. */
  readonly context: Readonly<Record<string, string>>;
}

/** The documents that have a say; those that are not given have none. */
export interface Documents {
  readonly permissions: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
  /** A bucket policy, a key policy or a trust policy. */
  readonly resource?: PolicyDocument;
  /** Whether the resource's policy must allow it, too, as that of a KMS key or a role must. */
  readonly resourceMustAllow?: boolean;
}

export type Decision = 'allowed' | 'explicitly denied' | 'implicitly denied';

/**
 * What IAM answers within one account: the part of its logic that orgstrap's documents use, and an error for the rest.
 *
 * Principals are not matched: each allowed one is the account itself, and conditions name who of it is meant.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(request: Request, documents: Documents): Decision {
  const { permissions, boundary, resource, resourceMustAllow = false } = documents;
  const all = [...permissions, ...(boundary ? [boundary] : []), ...(resource ? [resource] : [])];
  if (all.some((document) => says('Deny', document, request))) return 'explicitly denied';
  const granted = permissions.some((document) => says('Allow', document, request));
  const within = boundary === undefined || says('Allow', boundary, request);
  const admitted = !resourceMustAllow || (resource !== undefined && says('Allow', resource, request));
  return granted && within && admitted ? 'allowed' : 'implicitly denied';
}

function says(effect: Statement['Effect'], { Statement: statements }: PolicyDocument, request: Request): boolean {
  return statements.some((statement) => statement.Effect === effect && concerns(statement, request));
}

function concerns({ Action, Resource, NotResource, Condition }: Statement, request: Request): boolean {
  if (!listOf(Action).some((pattern) => like(pattern, request.action, 'i'))) return false;
  if (Resource !== undefined && !listOf(Resource).some((pattern) => like(pattern, request.resource))) return false;
  if (listOf(NotResource).some((pattern) => like(pattern, request.resource))) return false;
  return Object.entries(Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => holds(operator, request.context[key], listOf(values))),
  );
}

function holds(operator: string, found: string | undefined, values: readonly string[]): boolean {
  if (operator === 'Null') return values.includes(String(found === undefined));
  if (operator.endsWith('IfExists')) {
    return found === undefined || holds(operator.slice(0, -'IfExists'.length), found, values);
  }
  switch (operator) {
    case 'StringEquals':
    case 'Bool':
      return found !== undefined && values.includes(found);
    case 'StringNotEquals':
      return found === undefined || !values.includes(found);
    case 'ArnEquals':
    case 'ArnLike':
      return found !== undefined && values.some((pattern) => like(pattern, found));
    case 'ArnNotEquals':
      return found === undefined || !values.some((pattern) => like(pattern, found));
    case 'NumericLessThan':
      return found !== undefined && values.some((value) => Number(found) < Number(value));
    default:
      throw new Error(`decide() does not know the operator ${operator}`);
  }
}

function like(pattern: string, text: string, flags = ''): boolean {
  const escaped = pattern.replace(/[\\^$+.()|[\]{}]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, flags).test(text);
}
