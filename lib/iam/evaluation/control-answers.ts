import type { AccessRequest } from './access-request';
import {
  type ControlledOrganization,
  isReachedByRcps,
  resourceControlLevels,
  serviceControlLevels,
} from './controlled-organization';
import { answerOf, type LayerAnswer } from './layer-answer';
import { statementApplies } from './statement-applies';
import { allOf } from './truth';

/**
 * What the control policies above the caller and above the resource say to a request, each level by itself: an action must
 * be allowed at all of them, and denied at none.
 *
 * Of resource control policies only those of AWS allow, and the one that allows everything cannot be taken off.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_evaluation.html
 */
export function controlAnswers(organization: ControlledOrganization, request: AccessRequest): readonly LayerAnswer[] {
  const isReached = isReachedByRcps(request);
  return [
    ...serviceControlLevels(organization, request).map(({ id, policies }) =>
      answerOf({ layer: 'scp', level: id }, policies, (statement, policy) =>
        statementApplies(statement, policy, request),
      ),
    ),
    ...resourceControlLevels(organization, request).map(({ id, policies }) => ({
      ...answerOf({ layer: 'rcp', level: id }, policies, (statement, policy) =>
        isReached === false ? false : allOf([statementApplies(statement, policy, request), isReached]),
      ),
      allows: true,
    })),
  ];
}
