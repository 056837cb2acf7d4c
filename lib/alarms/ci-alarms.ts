import { CI_KEY_SECRETS } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { type Alarm, type EventPattern, exceptTrustedCallers, REFUSED, recorded } from './alarm';

/** Matches the name and the ARN of the secret of a CI user, and a message about it. */
export const CI_SECRETS = [{ wildcard: `*${CI_KEY_SECRETS}` }];

/** Matches what a CI role is refused. */
export function refusedToCiRoles(config: OrgConfig): EventPattern {
  const arn = [{ wildcard: namesOf(config).ciRolesPattern }];
  return { userIdentity: { sessionContext: { sessionIssuer: { arn } } }, errorCode: REFUSED };
}

/** What CI users and their keys are not meant for. */
export function ciAlarms(config: OrgConfig): readonly Alarm[] {
  const names = namesOf(config);
  const operator = names.operatorRoleArn;
  const reads = {
    // Reading several at once is recorded as this as well, once for each.
    eventName: ['GetSecretValue'],
    userIdentity: {
      sessionContext: { sessionIssuer: { arn: [{ 'anything-but': [operator] }, { exists: false }] } },
    },
  };
  const byCiUser = { arn: [{ wildcard: names.ciUsersPattern }] };
  return [
    {
      name: 'ci-user-does-something-else',
      happened: 'A CI user did something else than become its CI role.',
      matters: 'CI never does. Somebody may hold its access key and look around.',
      todo: 'Rotate the key (orgstrap key rotate), and look in the trail for what else that key did.',
      pattern: recorded({
        userIdentity: byCiUser,
        $or: [
          { eventName: [{ 'anything-but': ['AssumeRole', 'GetCallerIdentity'] }] },
          { requestParameters: { roleArn: [{ 'anything-but': { wildcard: names.ciRolesPattern } }] } },
        ],
      }),
    },
    {
      name: 'ci-user-is-refused',
      happened: 'A CI user was refused: it called from outside its networks, or asked for a role that is not its own.',
      matters: 'Its access key is where it should not be, or somebody tries how far it leads.',
      todo: 'Compare the address with those of your runners; rotate the key (orgstrap key rotate) if it is none of them.',
      pattern: recorded({ userIdentity: byCiUser, errorCode: REFUSED }),
    },
    {
      name: 'ci-role-is-refused',
      happened:
        'A CI role was refused what is none of its business: a state of another pipeline, another service, or a write by a plan.',
      matters: 'A run does what its pipeline is not for, or somebody has the session of one.',
      todo: 'Look at the run that the session is named after. A workflow that forgot its workspace is harmless: see docs/pipelines.md.',
      pattern: recorded({
        ...refusedToCiRoles(config),
        // What STS refuses it is an alarm of its own.
        eventSource: [{ 'anything-but': ['sts.amazonaws.com'] }],
      }),
    },
    {
      name: 'ci-secret-is-read',
      happened:
        'Somebody who is not the operator role read the secret that keeps the key of a CI user, or changed it, or tried to.',
      matters: 'With the key comes everything that the pipeline may do.',
      todo: 'Rotate the key (orgstrap key rotate), then find out who it was.',
      pattern: recorded({
        eventSource: ['secretsmanager.amazonaws.com'],
        $or: [
          { ...reads, requestParameters: { secretId: CI_SECRETS } },
          { ...reads, errorMessage: CI_SECRETS },
          // A copy in another Region, or another policy, is a way to read it.
          {
            eventName: [{ 'anything-but': { prefix: ['BatchGet', 'Describe', 'Get', 'List'] } }],
            userIdentity: exceptTrustedCallers(config, [operator]),
            requestParameters: { secretId: CI_SECRETS },
          },
        ],
      }),
    },
  ];
}
