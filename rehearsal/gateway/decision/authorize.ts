import type { Caller } from '../../iam/caller';
import { decide } from '../../iam/decide';
import { questionOf } from '../../iam/question';
import type { RequestContext } from '../../iam/request';
import type { Here } from '../operations/here';
import type { Need } from '../operations/need';
import { Denied } from './denial';
import { refuseUnknownKeys } from './unknown-keys';

/**
 * Asks IAM for every permission that a request takes.
 *
 * @param callerArn - how STS names the caller
 * @throws Denied for the first that the caller has not
 * @throws Error where nobody can be sure of the answer
 */
export async function authorize(needs: readonly Need[], caller: Caller, callerArn: string, here: Here): Promise<void> {
  const common = contextOf(caller, here);
  for (const need of needs) {
    const request = { ...need, caller, context: { ...common, ...need.context } };
    refuseUnknownKeys(questionOf(here.world, request));
    const decision = await decide(here.world, request);
    if (decision.outcome !== 'Allowed') throw new Denied(callerArn, need, decision);
  }
}

/** The gateway listens on the loopback alone, so this is where everybody is. */
export const SOURCE_IP = '127.0.0.1';

/** What is true of whatever this caller asks for. */
function contextOf(caller: Caller, { region, world }: Here): RequestContext {
  const tags = caller.kind === 'user' || caller.kind === 'role' ? world.tags.get(caller.arn) : undefined;
  return {
    'aws:RequestedRegion': region,
    'aws:SourceIp': SOURCE_IP,
    // Keys of a user say nothing about MFA; sessions say so, and no session here was made with it.
    'aws:MultiFactorAuthPresent': caller.kind === 'role' ? 'false' : undefined,
    ...Object.fromEntries(Object.entries(tags ?? {}).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
  };
}
