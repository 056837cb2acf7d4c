import { actionsOf } from './actions';
import callsOfTypes from './calls-of-types.json';

/** The actions that a type comes to. */
export interface ActionsOfType {
  readonly reads: readonly string[];
  readonly others: readonly string[];
}

/** By `aws_vpc` and `data.aws_vpc`, for every type of the shipped services. */
export function actionsOfTypes(): Readonly<Record<string, ActionsOfType>> {
  return Object.fromEntries(
    Object.entries(callsOfTypes.types).map(([type, [reads = '', others = '']]) => [
      type,
      { reads: actionsIn(reads), others: actionsIn(others) },
    ]),
  );
}

function actionsIn(calls: string): readonly string[] {
  const named = calls === '' ? [] : calls.split(' ');
  return [
    ...new Set(
      named.flatMap((call) => {
        const [sdk = '', name = ''] = call.split('.');
        return actionsOf(sdk, name);
      }),
    ),
  ];
}
