import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { EventPattern } from './alarm';

/** The service-linked roles of every account: nobody but AWS works as one. */
export function serviceRoles(config: OrgConfig): string {
  return `arn:${namesOf(config).partition}:iam::*:role/aws-service-role/*`;
}

/**
 * Matches the identity of everybody who is not meant to change what orgstrap made: everybody but StackSets, the services of AWS
 * in their service-linked roles, the deployers, and the roles that are given besides.
 *
 * CloudFormation works in a stack as the principal that deploys the stack. `anything-but` matches no event that lacks
 * the field, and only the session of a role has an issuer: users, root users and other accounts have none.
 *
 * @param roles - ARNs of roles, with `*` where they may be in any account
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function byAnybodyElse(config: OrgConfig, roles: readonly string[] = []): EventPattern {
  const { partition } = namesOf(config);
  const deployers = config.guardrails?.deployers ?? [];
  const users = deployers.filter((deployer) => deployer.includes(':user/'));
  const issuers = [
    `arn:${partition}:iam::*:role/stacksets-exec-*`,
    serviceRoles(config),
    ...deployers.filter((deployer) => !users.includes(deployer)),
    ...roles,
  ];
  return {
    sessionContext: { sessionIssuer: { arn: [{ 'anything-but': { wildcard: issuers } }, { exists: false }] } },
    ...(users.length > 0 && { arn: [{ 'anything-but': users }, { exists: false }] }),
  };
}
