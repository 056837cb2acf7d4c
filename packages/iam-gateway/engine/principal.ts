import { anonymousPrincipal, type Simulation } from '@cloud-copilot/iam-simulate';
import { partsOf, providerArn } from '../iam/arn';
import type { Caller } from '../iam/caller';
import { listOf, type PolicyDocument, type Principals } from '../iam/policy-document';
import type { Question } from '../iam/question';
import { knownService } from './rewritten';

/**
 * The caller as the engine wants it.
 *
 * A session of a role goes by the role's own ARN: the session's lacks the path, and `role/team/ci` would pass for
 * `role/ci`. Only where the resource's policy names that very role, or the session, does it go by the session's, because a
 * boundary limits what is granted to a role and not what is granted to a session.
 *
 * IAM stores a user or a role that a policy names as its principal by its id. One that was made again has another, so it
 * goes by an ARN that no policy names; conditions compare ARNs as text and see no difference.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
 */
export function principalOf({
  caller,
  context,
  resource,
  owner,
  resourcePolicy,
}: Question): Simulation['request']['principal'] {
  switch (caller.kind) {
    case 'anonymous':
      return anonymousPrincipal;
    case 'service':
      return knownService(caller.name);
    case 'webIdentity':
      return providerArn(resource.split(':')[1] ?? 'aws', owner, caller.issuer);
    case 'root':
      return `arn:${String(context['aws:PrincipalArn'] ?? 'arn:aws').split(':')[1]}:iam::${caller.account}:root`;
    case 'user':
      partsOf(caller.arn);
      return caller.recreated ? madeAgain(caller.arn) : caller.arn;
    case 'role': {
      if (caller.recreated) return madeAgain(caller.arn);
      const session = sessionArnOf(caller);
      const named = resourcePolicy === undefined ? [] : principalsOf(resourcePolicy.document);
      return named.includes(caller.arn) || named.includes(session) ? session : caller.arn;
    }
  }
}

function madeAgain(arn: string): string {
  return `${arn}\uE000`;
}

function sessionArnOf({ arn, session = 'session' }: Extract<Caller, { readonly kind: 'role' }>): string {
  const { account, resource } = partsOf(arn);
  return `arn:${arn.split(':')[1]}:sts::${account}:assumed-role/${resource.split('/').at(-1)}/${session}`;
}

function principalsOf({ Statement }: PolicyDocument): readonly string[] {
  return Statement.flatMap(({ Principal, NotPrincipal }) => [...namesIn(Principal), ...namesIn(NotPrincipal)]);
}

function namesIn(principals: Principals | undefined): readonly string[] {
  return principals === undefined || principals === '*' ? [] : Object.values(principals).flatMap(listOf);
}
