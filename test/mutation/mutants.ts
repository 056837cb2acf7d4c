import { listOf, type PolicyDocument, type Statement } from '../../packages/iam-gateway/iam/policy-document';
import type { Snapshot } from '../../packages/iam-gateway/iam/snapshot';
import { type Change, type Deployed, documentsOf, keyOf } from './documents';
import { type LeftOut, leftOutOf } from './left-out';
import { like } from './like';

/** A snapshot's documents with one thing left out: a statement, or what `left-out.ts` finds in one. */
export interface Mutant {
  readonly name: string;
  /** What is left out, whatever document it is left out of. */
  readonly what: string;
  readonly of: Deployed;
  readonly statement: Statement;
  /** Whether the statement then decides about more requests than before, or about fewer. */
  readonly decides: 'more' | 'fewer';
  readonly change: Change;
}

/** Of every document of a snapshot one mutant for each thing that can be left out. */
export function mutantsOf(snapshot: Snapshot): readonly Mutant[] {
  return documentsOf(snapshot).flatMap((of) =>
    of.document.Statement.flatMap((statement, index) => [
      mutant(of, index, `${statement.Sid}`, 'fewer'),
      ...leftOutOf(statement).map(({ what, from, decides }) => mutant(of, index, what, decides, from)),
    ]),
  );
}

/** Whether leaving it out can change what is answered about an action. */
export function concerns({ statement }: Mutant, action: string): boolean {
  if (statement.NotAction !== undefined) return true;
  return listOf(statement.Action).some((pattern) => like(pattern, action));
}

/** @param from - what is left of the statement; nothing where it goes as a whole */
function mutant(of: Deployed, index: number, what: string, decides: Mutant['decides'], from?: LeftOut['from']): Mutant {
  const statement = of.document.Statement[index];
  if (statement === undefined) throw new Error(`${of.name} has no statement ${index}`);
  return {
    name: `${of.name}: ${what}`,
    what,
    of,
    statement,
    decides,
    change: (document, layer) => (keyOf(document, layer) === of.key ? without(document, index, from) : document),
  };
}

function without(document: PolicyDocument, index: number, from?: LeftOut['from']): PolicyDocument {
  const { Statement: statements } = document;
  if (from !== undefined) {
    return { ...document, Statement: statements.map((one, other) => (other === index ? from(one) : one)) };
  }
  const others = statements.filter((_, other) => other !== index);
  return { ...document, Statement: others.length > 0 ? others : statements.flatMap(unheard) };
}

/** A trust cannot be empty: the last statement that goes leaves one that lets nobody in. */
function unheard(statement: Statement): readonly Statement[] {
  return statement.Principal === undefined ? [] : [{ ...statement, Principal: { Service: 'nobody.invalid' } }];
}
