import { type Covers, equal, notCovered, pattern } from './pattern';
import { type Condition, conditionId } from './statement';

/** Whether a statement is met by more requests than before, by fewer, or by others. */
export type Breadth = 'broader' | 'narrower' | 'other';

export interface BreadthChange {
  readonly breadth: Breadth;
  readonly what: string;
  readonly values: readonly string[];
}

/** How the values of an operator work: any of them is enough, or none of them may be met. */
interface Meaning {
  readonly more: 'broader' | 'narrower';
  readonly covers: Covers;
}

const ANY_OF: Meaning = { more: 'broader', covers: equal };
const ANY_PATTERN_OF: Meaning = { more: 'broader', covers: pattern };
const NONE_OF: Meaning = { more: 'narrower', covers: equal };
const NO_PATTERN_OF: Meaning = { more: 'narrower', covers: pattern };

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: Readonly<Record<string, Meaning>> = {
  stringequals: ANY_OF,
  stringequalsignorecase: ANY_OF,
  stringlike: ANY_PATTERN_OF,
  stringnotequals: NONE_OF,
  stringnotequalsignorecase: NONE_OF,
  stringnotlike: NO_PATTERN_OF,
  arnequals: ANY_PATTERN_OF,
  arnlike: ANY_PATTERN_OF,
  arnnotequals: NO_PATTERN_OF,
  arnnotlike: NO_PATTERN_OF,
  bool: ANY_OF,
  null: ANY_OF,
  binaryequals: ANY_OF,
  ipaddress: ANY_OF,
  notipaddress: NONE_OF,
};

/** All conditions must be met: one more makes a statement narrower, one less makes it broader. */
export function compareConditions(before: readonly Condition[], after: readonly Condition[]): readonly BreadthChange[] {
  const gone = before.filter((condition) => !after.some((other) => conditionId(other) === conditionId(condition)));
  const come = after.filter((condition) => !before.some((other) => conditionId(other) === conditionId(condition)));
  return [
    ...gone.map(({ values, ...condition }): BreadthChange => {
      return { breadth: 'broader', what: `no longer has the condition ${nameOf(condition)}`, values };
    }),
    ...come.map(({ values, ...condition }): BreadthChange => {
      return { breadth: 'narrower', what: `has the new condition ${nameOf(condition)}`, values };
    }),
    ...after.flatMap((condition) => {
      const earlier = before.find((other) => conditionId(other) === conditionId(condition));
      return earlier === undefined ? [] : compareValues(earlier, condition);
    }),
  ];
}

function compareValues(before: Condition, after: Condition): readonly BreadthChange[] {
  const name = nameOf(after);
  if (before.values.join('\n') === after.values.join('\n')) return [];
  const meaning =
    OPERATORS[
      after.operator
        .toLowerCase()
        .replace(/^for(all|any)values?:/, '')
        .replace(/ifexists$/, '')
    ];
  if (meaning === undefined) {
    return [{ breadth: 'other', what: `the condition ${name}`, values: after.values }];
  }
  const added = notCovered(after.values, before.values, meaning.covers);
  const removed = notCovered(before.values, after.values, meaning.covers);
  const less = meaning.more === 'broader' ? 'narrower' : 'broader';
  return [
    ...(added.length > 0
      ? [{ breadth: meaning.more, what: `the condition ${name} has more values`, values: added }]
      : []),
    ...(removed.length > 0
      ? [{ breadth: less, what: `the condition ${name} has fewer values`, values: removed } as const]
      : []),
  ];
}

function nameOf({ operator, key }: Pick<Condition, 'operator' | 'key'>): string {
  return `${operator} ${key}`;
}
