import { providerArn } from '../iam/arn';
import { accountOf, type Caller } from '../iam/caller';
import type { NamedPolicy, Principals } from '../iam/policy-document';
import { EVERYTHING, type Question, questionOf } from '../iam/question';
import type { Decision, Layer, Request } from '../iam/request';
import type { Snapshot } from '../iam/snapshot';
import { simulate } from './simulate';

/**
 * What IAM answers to a request, from everything in the snapshot that has a say: the caller's permissions and boundary, the
 * session's policy, the resource's policy, and the organization's control policies over both.
 *
 * @param only - the layers to ask; the others are switched off, and so is the look at the OIDC provider
 * @throws Error rather than an answer of which nobody can be sure.
 */
export async function decide(snapshot: Snapshot, request: Request, only?: readonly Layer[]): Promise<Decision> {
  const question = questionOf(snapshot, request);
  const { caller, owner } = question;
  if (only === undefined && caller.kind === 'webIdentity' && providerFault(snapshot, caller, owner)) return DISREGARDED;
  return await simulate(only === undefined ? question : decidedBy(only, question));
}

/** Of a token that the account does not take, nobody asks the trust of a role. */
const DISREGARDED: Decision = { outcome: 'ImplicitlyDenied', statements: [], silent: ['provider'] };

/**
 * The same question with every other layer switched off: what must allow allows, and what denies is away. So one sees
 * what some layers decide by themselves.
 */
function decidedBy(layers: readonly Layer[], question: Question): Question {
  const on = (layer: Layer) => layers.includes(layer);
  return {
    ...question,
    permissions: on('permissions') ? question.permissions : permissive(question),
    boundary: on('boundary') ? question.boundary : undefined,
    session: on('session') ? question.session : undefined,
    resourcePolicy: on('resource') ? question.resourcePolicy : openTo(question),
    serviceControlPolicies: on('scp') ? question.serviceControlPolicies : [],
    resourceControlPolicies: on('rcp') ? question.resourceControlPolicies : [],
  };
}

function permissive({ caller }: Question): readonly NamedPolicy[] {
  return accountOf(caller) === undefined ? [] : [{ name: 'every permission', document: EVERYTHING }];
}

/** Lets the caller's account in, so that its permissions still decide; a caller without an account is let in without. */
function openTo({ caller, action, resource, owner, resourcePolicy, context }: Question): NamedPolicy | undefined {
  const account = accountOf(caller);
  if (resourcePolicy === undefined && account === owner) return undefined;
  const partition = resource.split(':')[1] ?? 'aws';
  const principals: Principals = account ? { AWS: `arn:${partition}:iam::${account}:root` } : '*';
  return {
    name: `a policy that lets ${context['aws:PrincipalArn'] ?? 'anybody'} in`,
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'LetIn',
          Effect: 'Allow',
          Principal: principals,
          Action: '*',
          ...(action.toLowerCase().startsWith('sts:') ? {} : { Resource: '*' }),
        },
      ],
    },
  };
}

/** Why STS does not look at the trust of a role at all. */
export type ProviderFault = 'no provider' | 'another audience';

/**
 * Whether an account takes a token; otherwise why it does not. The provider is in the role's own account.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
function providerFault(
  { oidcProviders, partition }: Snapshot,
  { issuer, claims }: Extract<Caller, { readonly kind: 'webIdentity' }>,
  account: string,
): ProviderFault | undefined {
  const provider = oidcProviders.get(providerArn(partition, account, issuer));
  if (provider === undefined) return 'no provider';
  const { aud } = claims;
  return aud !== undefined && provider.clientIds.includes(aud) ? undefined : 'another audience';
}
