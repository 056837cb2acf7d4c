import { listOf, type Statement } from '../../packages/iam-gateway/iam/policy-document';

/** Something that can be left out of a statement. */
export interface LeftOut {
  readonly what: string;
  /** The statement without it, wherever the statement is deployed. */
  readonly from: (statement: Statement) => Statement;
  /** Whether the statement then decides about more requests than before, or about fewer. */
  readonly decides: 'more' | 'fewer';
}

/** Each condition of a statement, each of several values of a condition, and each of several resources. */
export function leftOutOf(statement: Statement): readonly LeftOut[] {
  return [...conditionsOf(statement), ...resourcesOf(statement)];
}

function resourcesOf({ Sid, Resource, NotResource }: Statement): readonly LeftOut[] {
  return [
    ...several(listOf(Resource)).map((_, index) => ({
      what: `resource ${index + 1} of ${Sid}`,
      from: (statement: Statement) => ({ ...statement, Resource: without(index, listOf(statement.Resource)) }),
      decides: 'fewer' as const,
    })),
    ...several(listOf(NotResource)).map((_, index) => ({
      what: `resource ${index + 1} that is not of ${Sid}`,
      from: (statement: Statement) => ({ ...statement, NotResource: without(index, listOf(statement.NotResource)) }),
      decides: 'more' as const,
    })),
  ];
}

/** Another account, or another pipeline, may have fewer of them, and keeps its last. */
function without(index: number, resources: readonly string[]): readonly string[] {
  return resources.length > 1 ? resources.filter((_, other) => other !== index) : resources;
}

function conditionsOf({ Sid, Condition }: Statement): readonly LeftOut[] {
  return Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, values]) => [
      {
        what: `${operator} ${key} of ${Sid}`,
        from: (statement: Statement) => withValues(statement, operator, key, []),
        decides: 'more' as const,
      },
      ...several(listOf(values)).map((value) => ({
        what: `${value} in ${operator} ${key} of ${Sid}`,
        from: (statement: Statement) => withoutValue(statement, operator, key, value),
        decides: /Not(Equals|Like)/.test(operator) ? ('more' as const) : ('fewer' as const),
      })),
    ]),
  );
}

function several(values: readonly string[]): readonly string[] {
  return values.length > 1 ? values : [];
}

/** Another account may have that value alone, and then keeps it. */
function withoutValue(statement: Statement, operator: string, key: string, value: string): Statement {
  const others = listOf(statement.Condition?.[operator]?.[key]).filter((other) => other !== value);
  return others.length > 0 ? withValues(statement, operator, key, others) : statement;
}

/** Without values the condition goes. */
function withValues(statement: Statement, operator: string, key: string, values: readonly string[]): Statement {
  const { Condition = {}, ...rest } = statement;
  const { [key]: _, ...others } = Condition[operator] ?? {};
  const changed = values.length > 0 ? { ...others, [key]: values } : others;
  const { [operator]: __, ...kept } = Condition;
  const conditions = Object.keys(changed).length > 0 ? { ...kept, [operator]: changed } : kept;
  return Object.keys(conditions).length > 0 ? { ...rest, Condition: conditions } : rest;
}
