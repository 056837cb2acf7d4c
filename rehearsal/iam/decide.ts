import type { Decision, Layer } from './decision';
import { decidedBy } from './layers';
import { disregardOf } from './oidc/provider';
import { questionOf } from './question';
import type { Request } from './request';
import { simulate } from './simulate';
import type { World } from './world';

/**
 * What IAM answers to a request, from everything in the world that has a say: the caller's permissions and boundary, the
 * session's policy, the resource's policy, and the organization's control policies over both.
 *
 * @param only - the layers to ask; the others are switched off, and so is the look at the OIDC provider
 * @throws Error rather than an answer of which nobody can be sure.
 */
export async function decide(world: World, request: Request, only?: readonly Layer[]): Promise<Decision> {
  const question = questionOf(world, request);
  const { caller, owner } = question;
  if (only === undefined && caller.kind === 'webIdentity' && disregardOf(world, caller, owner)) return DISREGARDED;
  return await simulate(only === undefined ? question : decidedBy(only, question));
}

/** Of a token that the account does not take, nobody asks the trust of a role. */
const DISREGARDED: Decision = { outcome: 'ImplicitlyDenied', statements: [], silent: ['provider'] };
