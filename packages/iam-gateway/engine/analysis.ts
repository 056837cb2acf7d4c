import type { RequestAnalysis } from '@cloud-copilot/iam-simulate';
import { isKey } from '../iam/arn';
import { accountOf } from '../iam/caller';
import type { Question } from '../iam/question';
import type { DecidingStatement, Decision, Layer } from '../iam/request';

type Analysis = Pick<NonNullable<RequestAnalysis['identityAnalysis']>, 'allowStatements' | 'denyStatements'> & {
  readonly result: string;
};

/** What the engine found, as a decision with its reasons. */
export function decisionOf(question: Question, analysis: RequestAnalysis): Decision {
  const layers: readonly (readonly [Layer, readonly Analysis[]])[] = [
    ['permissions', present(analysis.identityAnalysis)],
    ['boundary', present(analysis.permissionBoundaryAnalysis)],
    ['session', present(analysis.sessionAnalysis)],
    ['resource', present(analysis.resourceAnalysis)],
    ['scp', analysis.scpAnalysis?.ouAnalysis ?? []],
    ['rcp', analysis.rcpAnalysis?.ouAnalysis ?? []],
  ];
  const outcome = analysis.result;
  return {
    outcome,
    statements: layers.flatMap(([layer, parts]) =>
      parts.flatMap(({ allowStatements, denyStatements }) =>
        (outcome === 'Allowed' ? allowStatements : denyStatements).map(
          ({ policyId, statement }): DecidingStatement => ({
            layer,
            policy: policyId ?? question.resourcePolicy?.name ?? '',
            sid: statement.sid() ?? '',
          }),
        ),
      ),
    ),
    silent:
      outcome === 'ImplicitlyDenied'
        ? layers.filter(([layer, parts]) => mustAllow(layer, question) && parts.some(isSilent)).map(([layer]) => layer)
        : [],
  };
}

function present(analysis: Analysis | undefined): readonly Analysis[] {
  return analysis === undefined ? [] : [analysis];
}

function isSilent({ result }: Analysis): boolean {
  return result === 'ImplicitlyDenied' || result === 'NotApplicable';
}

/**
 * Whether nothing is allowed that the layer does not allow. Within an account the permissions are enough, but for a role,
 * whose trust must allow, and for a key; a caller without an account has no permissions.
 */
function mustAllow(layer: Layer, { caller, owner, resource, resourcePolicy }: Question): boolean {
  const account = accountOf(caller);
  switch (layer) {
    case 'permissions':
      return account !== undefined;
    case 'resource':
      return account !== owner || isKey(resource) || (resourcePolicy !== undefined && resource.split(':')[2] === 'iam');
    default:
      return true;
  }
}
