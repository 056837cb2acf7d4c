import { deployerRoles, deploymentRoles } from '../domain/deployment';
import type { OrgConfig } from '../domain/org-config';
import { tokensOf } from '../domain/tokens';
import { isExact } from '../domain/wildcards';
import { type Alarm, type EventPattern, type PatternValue, REFUSED, recorded } from './alarm';
import { ASSUMPTIONS } from './role-alarms';

/** Matches what the roles of `deployment` are refused. */
export function refusedToDeployment(config: OrgConfig): EventPattern {
  return { userIdentity: { sessionContext: { sessionIssuer: { arn: deploymentRoles(config) } } }, errorCode: REFUSED };
}

/** Who becomes the roles of `deployment` and is none of its jobs, and what these roles try; none without them. */
export function deploymentAlarms(config: OrgConfig): readonly Alarm[] {
  const { deployment } = config;
  if (deployment === undefined) return [];
  const deployers = deployerRoles(config);
  const all = deploymentRoles(config);
  const jobs = tokensOf(deployment.identity, 'apply').flatMap(({ subjects }) => subjects);
  return [
    {
      name: 'deployer-by-a-stranger',
      happened: 'Somebody became the deployer role, or the planner role, who is none of the jobs of org.yaml.',
      matters: 'Their trusts admit these jobs alone: they are not what they were. A deployer reaches every account.',
      todo: 'End the sessions of the role, run orgstrap verify, and at once what it prints for the trust.',
      pattern: recorded({
        ...ASSUMPTIONS,
        errorCode: [{ exists: false }],
        $or: [
          // CloudTrail has the subject of a token as the name of its holder.
          { requestParameters: { roleArn: deployers }, userIdentity: { userName: noneOf(jobs) } },
          {
            requestParameters: { roleArn: all },
            userIdentity: { type: [{ 'anything-but': ['WebIdentityUser'] }] },
          },
        ],
      }),
    },
    {
      name: 'deployer-is-refused',
      happened: 'The deployer role or the planner role was refused something that no deployment does.',
      matters: 'Somebody who has a session of it looks around, or a pull request tries what it reaches.',
      todo: 'Look at the run that the session is named after, and end the sessions of the role if nobody knows why.',
      pattern: recorded({
        ...refusedToDeployment(config),
        // What STS refuses it is an alarm of its own, about the role that it wants to be.
        eventSource: [{ 'anything-but': ['sts.amazonaws.com'] }],
      }),
    },
  ];
}

/** A pattern of EventBridge knows no `?`. */
function noneOf(subjects: readonly string[]): readonly PatternValue[] {
  const patterns = subjects.map((subject) => subject.replaceAll(/\?+/g, '*'));
  return [{ 'anything-but': subjects.every(isExact) ? subjects : { wildcard: patterns } }, { exists: false }];
}
