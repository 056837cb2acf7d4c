import { type Conditions, listOf } from '../../packages/iam-gateway/iam/policy-document';
import type { RequestContext } from '../../packages/iam-gateway/iam/request';

/** A context in which all but one condition of a statement holds. */
export interface NearMiss {
  readonly operator: string;
  readonly key: string;
  readonly context: RequestContext;
}

/**
 * Contexts in which every condition holds, one for each value of each.
 *
 * @throws Error for an operator of which it knows no value that satisfies it.
 */
export function satisfying(conditions: Conditions = {}): readonly RequestContext[] {
  return eachOf(conditions).reduce<readonly RequestContext[]>(
    (contexts, { operator, key, values }) =>
      contexts.flatMap((context) => values.map((value) => ({ ...context, [key]: holding(operator, value) }))),
    [{}],
  );
}

/** For each condition a context in which it alone does not hold. */
export function nearMissesOf(conditions: Conditions = {}): readonly NearMiss[] {
  return eachOf(conditions).map(({ operator, key, values }) => ({
    operator,
    key,
    context: { ...satisfying(conditions)[0], [key]: failing(operator, values) },
  }));
}

function eachOf(conditions: Conditions) {
  return Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values: listOf(values) })),
  );
}

const ANOTHER = 'another.invalid';
const ANOTHER_ARN = 'arn:aws:iam::999999999999:role/another';

function holding(operator: string, value: string): string | undefined {
  switch (baseOf(operator)) {
    case 'Null':
      return value === 'true' ? undefined : ANOTHER;
    case 'StringNotEquals':
    case 'StringNotLike':
      return ANOTHER;
    case 'ArnNotEquals':
    case 'ArnNotLike':
      return ANOTHER_ARN;
    case 'ArnEquals':
    case 'ArnLike':
    case 'Bool':
    case 'StringEquals':
    case 'StringLike':
      return value.replaceAll('*', 'anything');
    default:
      throw new Error(`no value is known that satisfies ${operator}`);
  }
}

function failing(operator: string, values: readonly string[]): string | undefined {
  const [value = ''] = values;
  switch (baseOf(operator)) {
    case 'Null':
      return value === 'true' ? ANOTHER : undefined;
    case 'Bool':
      return value === 'true' ? 'false' : 'true';
    case 'ArnEquals':
    case 'ArnLike':
      return ANOTHER_ARN;
    case 'StringEquals':
    case 'StringLike':
      return ANOTHER;
    default:
      return value.replaceAll('*', 'anything');
  }
}

/** `ForAnyValue:StringLikeIfExists` is `StringLike`. */
function baseOf(operator: string): string {
  return operator.replace(/^For(AnyValue|AllValues):/, '').replace(/IfExists$/, '');
}
