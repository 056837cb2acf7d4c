import type { Decision, LayerOrProvider } from '../iam/request';
import { asPattern } from '../operations/resource-arns';
import type { RequiredPermission } from '../operations/table';

/** Says that IAM refuses a request, in AWS's words. */
export class Denied extends Error {
  constructor(
    caller: string,
    readonly need: RequiredPermission,
    readonly decision: Decision,
  ) {
    super(
      `User: ${caller} is not authorized to perform: ${need.action} on resource: ${asPattern(inWords(need))} ${because(need, decision)}`,
    );
  }
}

/** IAM tells by kind and name of what is there, by ARN of what would be new or passed on, and of policies by both. */
function inWords({ action, resource }: RequiredPermission): string {
  const [, kind = '', path = ''] = /^arn:[^:]+:iam::\d{12}:(group|policy|role|user)\/(.+)$/.exec(resource) ?? [];
  if (kind === '' || BY_ARN.has(action)) return resource;
  return `${kind} ${kind === 'policy' ? resource : path.split('/').at(-1)}`;
}

const BY_ARN: ReadonlySet<string> = new Set([
  'iam:CreateGroup',
  'iam:CreatePolicy',
  'iam:CreateRole',
  'iam:CreateUser',
  'iam:PassRole',
  'sts:AssumeRole',
  'sts:SetSourceIdentity',
]);

const POLICIES: Readonly<Record<LayerOrProvider, string>> = {
  permissions: 'identity-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  resource: 'resource-based policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
  provider: 'OIDC provider',
};

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function because({ action }: RequiredPermission, { outcome, statements, silent }: Decision): string {
  if (outcome === 'ExplicitlyDenied') {
    const [layer] = statements.map((statement) => POLICIES[statement.layer]);
    return `with an explicit deny in ${layer === undefined ? 'a policy' : withArticle(layer)}`;
  }
  const [layer] = silent.map((each) => POLICIES[each]);
  return `because no ${layer ?? 'policy'} allows the ${action} action`;
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
