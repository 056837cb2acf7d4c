import type { AccessRequest } from './access-request';
import { answerOf, type LayerAnswer, thoseThat } from './layer-answer';
import type { Policy } from './policy';
import { type NamedAs, principalsMatch } from './principal-match';
import { statementApplies } from './statement-applies';
import { allOf, anyOf, type Truth } from './truth';

/** What the policy of a resource says, and how it names the callers whom it lets in. */
export interface ResourceAnswer extends LayerAnswer {
  readonly grants: Readonly<Record<NamedAs, Truth>>;
}

export function resourceAnswer(request: AccessRequest, policy: Policy, hasBoundary: boolean): ResourceAnswer {
  const answer = (namings: readonly NamedAs[]) =>
    answerOf({ layer: 'resource' }, [policy], (statement, of) => {
      const matches = principalsMatch(statement, request.principal, hasBoundary);
      return allOf([anyOf(namings.map((as) => matches[as])), statementApplies(statement, of, request)]);
    });
  const grants = (as: NamedAs) => thoseThat('Allow', answer([as]).statements);
  return {
    ...answer(['caller', 'role', 'account']),
    grants: { caller: grants('caller'), role: grants('role'), account: grants('account') },
  };
}
