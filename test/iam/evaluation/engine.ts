import type { Json } from '../../../lib/domain/json';
import type { AccessRequest, RequestPrincipal } from '../../../lib/iam/evaluation/access-request';
import { decide as decideOurselves } from '../../../lib/iam/evaluation/decide';
import type { Decision } from '../../../lib/iam/evaluation/decision';
import { readPolicy } from '../../../lib/iam/evaluation/policy';
import { requestContext } from '../../../lib/iam/evaluation/request-context';
import { accountOf, type Caller } from '../../../packages/iam-gateway/iam/caller';
import type { NamedPolicy, PolicyDocument } from '../../../packages/iam-gateway/iam/policy-document';
import { questionOf } from '../../../packages/iam-gateway/iam/question';
import type { Asked } from './questions';

/** What the evaluator answers to a question that is asked in the words of the rehearsal's gateway. */
export function ourDecision({ snapshot, request }: Asked): Decision {
  const { organization } = snapshot;
  const question = questionOf(snapshot, request);
  const asked: AccessRequest = {
    principal: principalOf(question.caller),
    action: question.action,
    resource: question.resource,
    owner: question.owner,
    context: requestContext(question.context, ['*']),
  };
  return decideOurselves(asked, {
    identity: question.permissions.map(read),
    ...(question.boundary && { boundary: read(question.boundary) }),
    ...(question.resourcePolicy && { resource: read(question.resourcePolicy) }),
    organization: {
      managementAccount: organization.managementAccount,
      paths: new Map([...organization.accounts].map(([account, above]) => [account, [...above, account]])),
      attached: {
        scp: readAll(organization.serviceControlPolicies),
        rcp: readAll(organization.resourceControlPolicies),
      },
    },
  });
}

function readAll(attached: ReadonlyMap<string, readonly NamedPolicy[]>) {
  return new Map([...attached].map(([id, policies]) => [id, policies.map(read)]));
}

function read({ name, document }: NamedPolicy) {
  return readPolicy(name, jsonOf(document));
}

function jsonOf(document: PolicyDocument): Json {
  return JSON.parse(JSON.stringify(document));
}

function principalOf(caller: Caller): RequestPrincipal {
  const account = accountOf(caller) ?? '';
  switch (caller.kind) {
    case 'user':
      return { kind: 'user', account, arn: caller.arn };
    case 'role':
      return { kind: 'role', account, arn: caller.arn, session: caller.session ?? 'session' };
    case 'root':
      return { kind: 'root', account, arn: `arn:aws:iam::${account}:root` };
    case 'service':
      return { kind: 'service', arn: caller.name };
    case 'webIdentity':
      return { kind: 'webIdentity', arn: caller.issuer };
    case 'anonymous':
      return { kind: 'anonymous' };
  }
}
