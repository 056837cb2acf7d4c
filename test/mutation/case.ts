import { decide } from '../../packages/iam-gateway/engine/decide';
import type { Decision, Layer, Outcome, Request } from '../../packages/iam-gateway/iam/request';
import type { Snapshot } from '../../packages/iam-gateway/iam/snapshot';

/** A question with a name, to which the documents have to keep giving the same answer. */
export interface Case {
  readonly name: string;
  readonly action: string;
  /** The layers that are asked. @default - all */
  readonly only?: readonly Layer[] | undefined;
  readonly answerIn: (snapshot: Snapshot) => Promise<Answer>;
}

export interface Answer {
  readonly outcome: Outcome;
  /** Of the statements that decided. */
  readonly sids: readonly string[];
}

/** A request as a case; what it brings along comes out of the snapshot that it is asked in. */
export function caseOf(
  name: string,
  action: string,
  requestIn: (snapshot: Snapshot) => Request,
  only?: readonly Layer[],
): Case {
  return {
    name,
    action,
    only,
    answerIn: async (snapshot) => answerOf(await decide(snapshot, requestIn(snapshot), only)),
  };
}

function answerOf({ outcome, statements }: Decision): Answer {
  return { outcome, sids: statements.map(({ sid }) => sid) };
}
