import type { AccessRequest } from './access-request';
import { controlAnswers } from './control-answers';
import type { ControlledOrganization } from './controlled-organization';
import { type Decision, outcomeOf, type Place } from './decision';
import { isGranted, silentLayers } from './grant';
import { answerOf, certain, type LayerAnswer, open } from './layer-answer';
import type { Policy } from './policy';
import { resourceAnswer } from './resource-answer';
import { statementApplies } from './statement-applies';
import { allOf, anyOf, type Truth } from './truth';

/** All that decides about a request. */
export interface DecidingPolicies {
  /** The caller's own and those of its groups; the root user needs none. */
  readonly identity: readonly Policy[];
  /** @default - it wears none */
  readonly boundary?: Policy;
  /** The trust of the role that is to be assumed, or the policy of a bucket, a key... @default - the resource has none */
  readonly resource?: Policy;
  readonly organization: ControlledOrganization;
}

/**
 * What IAM answers to a request.
 *
 * A `Deny` anywhere denies. Otherwise something must allow it in every layer that there is: the service control policies at
 * every level, the caller's policies, its boundary. The policy of a resource in another account must let the caller in, too.
 * In the caller's own account it can let in by itself, past a boundary where it names a user, a session or everybody; and
 * it must let in where it is the trust of a role or the policy of a key, which may leave that to the account's policies.
 * Session policies are not looked at, and neither are those of VPC endpoints.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function decide(request: AccessRequest, policies: DecidingPolicies): Decision {
  const control = controlAnswers(policies.organization, request);
  const ofCaller = (layer: Place['layer'], some: readonly Policy[]) =>
    answerOf({ layer }, some, (statement, policy) => statementApplies(statement, policy, request));
  const identity = ofCaller('identity', policies.identity);
  const boundary = policies.boundary && ofCaller('boundary', [policies.boundary]);
  const resource = policies.resource && resourceAnswer(request, policies.resource, boundary !== undefined);
  const layers = { identity, boundary, resource };
  const granted = isGranted(request, layers);
  return decisionOf(
    [...control, identity, ...(boundary ? [boundary] : []), ...(resource ? [resource] : [])],
    allOf([...control.map(({ allows }) => allows), granted]),
    [...silentLevels(control), ...(granted === false ? silentLayers(request, layers) : [])],
  );
}

/** What the control policies alone answer, without the caller's policies and those of the resource. */
export function decideControl(request: AccessRequest, organization: ControlledOrganization): Decision {
  const answers = controlAnswers(organization, request);
  return decisionOf(answers, allOf(answers.map(({ allows }) => allows)), silentLevels(answers));
}

function silentLevels(answers: readonly LayerAnswer[]): readonly Place[] {
  return answers.filter(({ allows }) => allows === false).map(({ place }) => place);
}

function decisionOf(answers: readonly LayerAnswer[], allowed: Truth, silent: readonly Place[]): Decision {
  const statements = answers.flatMap((answer) => answer.statements);
  return {
    outcome: outcomeOf(anyOf(answers.map(({ denies }) => denies)), allowed),
    denying: certain('Deny', statements),
    allowing: certain('Allow', statements),
    silent,
    open: open(statements),
  };
}
