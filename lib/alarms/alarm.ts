import { deployersOf } from '../domain/deployment';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { STACK_SETS_ROLES } from '../domain/stack-set-names';

/** The service-linked roles of every account: nobody but AWS works as one. */
export function serviceRoles(config: OrgConfig): string {
  return `arn:${namesOf(config).partition}:iam::*:role/aws-service-role/*`;
}

/**
 * Matches the identity of everybody who is not meant to change what orgstrap made: everybody but StackSets, the services of AWS
 * in their service-linked roles, the deployers, and those who are given besides.
 *
 * CloudFormation works in a stack as the principal that deploys the stack. `anything-but` matches no event that lacks
 * the field, and only the session of a role has an issuer: users, root users and other accounts have none.
 *
 * A name alone is no StackSet: anybody could have made a role of that name. What StackSets change in an account comes through
 * CloudFormation, which CloudTrail says of each call. Who becomes such a role and makes a stack of their own has that, too, and raises
 * the alarm about who became it.
 *
 * @param others - ARNs of roles and users, with `*` for what may be anything
 * @param through - matches the service that the call must come through, where that matters
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/fas-requests-and-permission-evaluation.html
 */
export function exceptTrustedCallers(
  config: OrgConfig,
  others: readonly string[] = [],
  through?: readonly PatternValue[],
): EventPattern {
  return {
    ...exceptPrincipals([serviceRoles(config), ...deployersOf(config), ...others]),
    $or: [
      {
        sessionContext: {
          sessionIssuer: { userName: [{ 'anything-but': { prefix: STACK_SETS_ROLES } }, { exists: false }] },
        },
        ...(through && { invokedBy: through }),
      },
      { invokedBy: through ? [{ exists: false }] : [{ 'anything-but': [CLOUDFORMATION] }, { exists: false }] },
    ],
  };
}

/**
 * Matches the identity of everybody but some roles and users, in the account that they are of: another account records no more of who
 * becomes a role there than the account.
 *
 * @param principals - their ARNs, with `*` for what may be anything
 */
export function exceptPrincipals(principals: readonly string[]): EventPattern {
  const users = principals.filter((principal) => principal.includes(':user/'));
  const roles = principals.filter((principal) => !users.includes(principal));
  return {
    ...(roles.length > 0 && { sessionContext: { sessionIssuer: { arn: anythingBut(roles) } } }),
    ...(users.length > 0 && { arn: anythingBut(users) }),
  };
}

function anythingBut(arns: readonly string[]): readonly PatternValue[] {
  const isPattern = arns.some((arn) => arn.includes('*'));
  return [{ 'anything-but': isPattern ? { wildcard: arns } : arns }, { exists: false }];
}

/** As CloudTrail names it where it calls for somebody. */
export const CLOUDFORMATION = 'cloudformation.amazonaws.com';

/** A pattern of EventBridge: for each field the values that match, or another pattern; below `$or`, the patterns. */
export interface EventPattern {
  readonly [field: string]: EventPattern | readonly PatternValue[];
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
export type PatternValue = string | EventPattern | { readonly [operator: string]: unknown };

/** Something that somebody must look at. */
export interface Alarm {
  /** Part of the rule's name: lower-case letters and hyphens. */
  readonly name: string;
  /** What happened, in a sentence. */
  readonly happened: string;
  readonly matters: string;
  readonly todo: string;
  /** What matches the events of CloudTrail that are about it; 2,048 characters as JSON at most. */
  readonly pattern: EventPattern;
}

/**
 * Matches what CloudTrail records: calls, sign-ins, and what somebody does in the console.
 *
 * Nobody but AWS sends events from a source that begins with `aws.`, so that nobody else can raise an alarm.
 */
export function recorded(detail: EventPattern): EventPattern {
  return { source: [{ prefix: 'aws.' }], 'detail-type': [{ suffix: ' via CloudTrail' }], detail };
}

/**
 * Matches calls that their service refused. CloudTrail records no parameters of those that IAM, STS, Secrets Manager and
 * Organizations refuse: only the message tells what they were about.
 */
export const REFUSED = [{ prefix: 'AccessDenied' }];

/** Matches names that orgstrap gives. */
export const ORGSTRAP_NAMES = [{ prefix: 'orgstrap-' }];
