/** What a reason of AWS means, and what somebody does about it. */
export interface PlainReason {
  readonly means: string;
  readonly next: string;
}

/** What AWS says, by what somebody can do about it; the first that fits. */
const REASONS: readonly (PlainReason & { readonly pattern: RegExp })[] = [
  {
    pattern: /explicit deny in a (service|resource) control policy/i,
    means: 'a control policy above the account refuses it',
    next: 'npx orgstrap doctor names the policy and what mends it; an account in quarantine waits until that is over',
  },
  {
    pattern: /permissions? boundary/i,
    means: 'a permissions boundary refuses it',
    next: 'let it be done by a principal without that boundary',
  },
  {
    pattern: /already exists|EntityAlreadyExists|AlreadyExistsException/i,
    means: 'something of that name is there, and another stack or a person made it',
    next: 'npx orgstrap plan and npx orgstrap doctor say whose it is in the deployment account, and the order that works; in a product account look there, and delete or rename what AWS names',
  },
  {
    pattern: /StackSet is not empty/i,
    means: 'an account still has what the StackSet delivered',
    next: 'npx orgstrap doctor says in which account, and what mends it there',
  },
  {
    pattern: /DeleteConflict|must (delete|detach|remove)|cannot be deleted|currently attached/i,
    means: 'something still uses it',
    next: 'take it off what AWS names',
  },
  {
    pattern: /suspended|not (been )?(in|part of) the organization|account .* (is )?closed/i,
    means: 'the account is suspended, closed or gone',
    next: 'take it out of org.yaml, or have it reinstated',
  },
  {
    pattern: /LimitExceeded|quota|limit exceeded/i,
    means: 'a quota of the account is used up',
    next: 'npx orgstrap doctor shows quotas; delete what nobody needs, or ask for more in Service Quotas',
  },
  {
    pattern: /AccessDenied|not authorized|UnauthorizedOperation/i,
    means: 'the principal that deploys may not do it',
    next: 'give it the action that AWS names, or deploy with another one',
  },
  {
    pattern: /OptInRequired|SubscriptionRequired|not activated|being verified/i,
    means: 'the account is so new that AWS has not switched it on',
    next: 'wait a few minutes',
  },
  {
    pattern: /Throttl|TooManyRequests|Rate exceeded|ServiceUnavailable|Internal ?(Failure|Error)/i,
    means: 'AWS was busy or had a failure of its own',
    next: 'nothing is to be mended',
  },
];

/** Undefined where nobody knows more than AWS says. */
export function plainReason(said: string): PlainReason | undefined {
  const found = REASONS.find(({ pattern }) => pattern.test(said));
  return found && { means: found.means, next: found.next };
}
