import type { Caller } from '../../iam/caller';
import { decide } from '../../iam/decide';
import { questionOf } from '../../iam/question';
import type { RequestContext } from '../../iam/request';
import type { Here } from '../operations/here';
import type { Need } from '../operations/need';
import { Denied } from './denial';
import { refuseUnknownKeys } from './unknown-keys';

/** Who asks. */
export interface Asker {
  readonly caller: Caller;
  /** How STS names the caller. */
  readonly arn: string;
  /** What AWS says of the caller's MFA. */
  readonly mfa: RequestContext;
}

/**
 * Asks IAM for every permission that a request takes.
 *
 * @throws Denied for the first that the caller has not
 * @throws Error where nobody can be sure of the answer
 */
export async function authorize(needs: readonly Need[], { caller, arn, mfa }: Asker, here: Here): Promise<void> {
  const common = { ...contextOf(caller, here), ...mfa };
  for (const need of needs) {
    const request = { ...need, caller, context: { ...common, ...need.context } };
    refuseUnknownKeys(questionOf(here.world, request));
    const decision = await decide(here.world, request);
    if (decision.outcome !== 'Allowed') throw new Denied(arn, need, decision);
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
    ...Object.fromEntries(Object.entries(tags ?? {}).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
  };
}
