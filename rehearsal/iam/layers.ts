import { accountOf } from './caller';
import type { Layer } from './decision';
import type { NamedPolicy, Principals } from './policy-document';
import { EVERYTHING, type Question } from './question';

/**
 * The same question with every other layer switched off: what must allow allows, and what denies is away. So one sees
 * what some layers decide by themselves.
 */
export function decidedBy(layers: readonly Layer[], question: Question): Question {
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

/** Lets the caller's account in, so that its permissions still decide; whoever has no account is let in without. */
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
