import { namesOf } from '../../domain/names-of';
import type { OrgConfig } from '../../domain/org-config';
import { requestOf } from '../../estate/control-policies/way';
import type { ControlledOrganization } from '../../iam/evaluation/controlled-organization';
import { decide } from '../../iam/evaluation/decide';
import type { Decision, Layer } from '../../iam/evaluation/decision';
import { type Policy, readPolicy } from '../../iam/evaluation/policy';
import type { PolicyDocument } from '../../iam/policy-document';
import { describedAccounts } from '../../policies/described-accounts';
import { describedControlPolicies } from '../../policies/guardrails';
import { lineOfStatement, policyWithStatement } from '../../policies/line-of-statement';
import type { ReviewedPolicy } from '../../policies/load-policy';
import type { AskingRole } from './asking-role';

/** May this role do that? */
export interface Question {
  readonly asking: AskingRole;
  /** `ec2:RunInstances`. */
  readonly action: string;
  /** An ARN, or `*` for an action that has no resource level. @default - any: what names resources may or may not be about it */
  readonly resource?: string | undefined;
  /** Condition keys of the request, such as `iam:PassedToService`. */
  readonly keys: Readonly<Record<string, string>>;
}

/** A statement that has a say. */
export interface Say {
  readonly layer: Layer;
  readonly effect: 'Allow' | 'Deny';
  readonly sid: string;
  /** `policies/services/ec2.json:12`. */
  readonly place: string;
  /** What would have to be known for it to be certain. @default - it is */
  readonly dependsOn?: readonly string[];
}

export interface Answer extends Question {
  readonly outcome: Decision['outcome'];
  readonly says: readonly Say[];
  /** Where nothing allows it, though something must. */
  readonly silent: readonly Layer[];
}

/**
 * What IAM would answer, by `org.yaml` and the documents of `policies` alone: as deployed from them, without what others attached, and without
 * policies of resources but the trust of orgstrap's roles.
 */
export function answerTo(config: OrgConfig, question: Question): Answer {
  const { asking, action, resource, keys } = question;
  const documents = new Map<string, ReviewedPolicy>();
  const read = (policy: ReviewedPolicy): Policy => {
    documents.set(policy.name, policy);
    return aboutResource(readPolicy(policy.name, { ...policy.document }), resource);
  };
  const owner = accountOf(resource) ?? asking.account;
  const organization = guardedOrganization(config, resource);
  const request = requestOf(
    { config, above: organization.paths, tags: {} },
    {
      principal: {
        kind: 'role',
        account: asking.account,
        arn: namesOf(config).roleArn(asking.account, asking.name),
        session: 'orgstrap',
      },
      action,
      resource: resource ?? '*',
      owner,
      region: regionOf(resource) ?? config.homeRegion,
      keys,
      unknownKeys: UNKNOWN,
    },
  );
  const { boundary } = asking.role;
  const trust = trustOf(config, action, resource);
  const decision = decide(request, {
    identity: asking.role.policies().flatMap(({ pack }) => pack.map(read)),
    ...(boundary && { boundary: together(boundary.pack().map(read)) }),
    ...(trust && { resource: trust }),
    organization,
  });
  return {
    ...question,
    outcome: decision.outcome,
    silent: decision.silent.map(({ layer }) => layer),
    says: saysOf(decision, (name, sid) => placeOf(documents.get(name), sid)),
  };
}

/** What only the one call tells. */
const UNKNOWN = [
  'aws:RequestTag/*',
  'aws:ResourceTag/*',
  'aws:TagKeys',
  'iam:PermissionsBoundary',
  'iam:ResourceTag/*',
];

/** In the words of what a decision depends on. */
const ANY_RESOURCE = 'the resource';

/** Where no resource is given, what a statement says of some is open. */
function aboutResource(policy: Policy, resource: string | undefined): Policy {
  if (resource !== undefined) return policy;
  const statements = policy.statements?.map((statement) =>
    statement.resource.form === undefined || statement.resource.values.includes('*')
      ? statement
      : {
          ...statement,
          resource: { form: 'Resource', values: ['*'] },
          conditions: [...statement.conditions, { operator: 'StringEquals', key: ANY_RESOURCE, values: [''] }],
        },
  );
  return { ...policy, statements };
}

/** A boundary is one policy; each of its statements keeps the name of its document. */
function together(policies: readonly Policy[]): Policy {
  const [first] = policies;
  return {
    name: BOUNDARY,
    hasVariables: first?.hasVariables ?? true,
    statements: policies.flatMap(({ statements = [] }) => statements),
  };
}

const BOUNDARY = 'boundary';

function guardedOrganization(config: OrgConfig, resource: string | undefined): ControlledOrganization {
  const { guardrails, organization } = config;
  const root = String(organization.rootId);
  const policies = guardrails === undefined ? [] : describedControlPolicies(config, guardrails);
  const attached = (type: string) =>
    policies
      .filter((policy) => policy.type === type)
      .map(({ name, content }) => aboutResource(readPolicy(name, { ...content }), resource));
  const accounts = [...new Set(describedAccounts(config).map(({ id }) => id))];
  return {
    managementAccount: organization.managementAccount,
    paths: new Map(accounts.map((account) => [account, [root]])),
    attached: {
      scp: new Map([[root, [ALLOWS_EVERYTHING, ...attached('SERVICE_CONTROL_POLICY')]]]),
      rcp: new Map([[root, [ALLOWS_EVERYTHING, ...attached('RESOURCE_CONTROL_POLICY')]]]),
    },
  };
}

/** What AWS attaches everywhere. */
const ALLOWS_EVERYTHING = readPolicy('FullAWSAccess', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** The trust of a role of orgstrap that is to be assumed. */
function trustOf(config: OrgConfig, action: string, resource: string | undefined): Policy | undefined {
  if (!/^sts:AssumeRole$/i.test(action) || resource === undefined) return undefined;
  const name = resource.replace(/^.*\//, '');
  const account = describedAccounts(config).find(({ id }) => id === accountOf(resource));
  const trust: PolicyDocument | undefined = account?.roles.find((role) => role.name === name)?.trust;
  return trust && readPolicy(`the trust of ${name}`, { ...trust });
}

function saysOf({ denying, allowing, open }: Decision, placeOfSid: (name: string, sid: string) => string) {
  const say = (
    { layer, policy, statement }: Decision['denying'][number],
    dependsOn?: readonly string[],
  ): readonly Say[] =>
    statement?.sid === undefined
      ? []
      : [
          {
            layer,
            effect: statement.effect,
            sid: statement.sid,
            place: placeOfSid(policy.name, statement.sid),
            ...(dependsOn && { dependsOn }),
          },
        ];
  return [
    ...denying.flatMap((one) => say(one)),
    ...allowing.flatMap((one) => say(one)),
    ...open.flatMap((one) => say(one, one.dependsOn)),
  ];
}

function placeOf(policy: ReviewedPolicy | undefined, sid: string): string {
  const name = policy?.name ?? policyWithStatement(sid);
  if (name === undefined) return 'policies';
  const { line } = lineOfStatement(name, sid, policy?.folder);
  return `policies/${name}.json:${line}`;
}

function accountOf(resource: string | undefined): string | undefined {
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource ?? '')?.[1];
}

function regionOf(resource: string | undefined): string | undefined {
  return /^arn:[^:]*:[^:]*:([a-z]{2}[\w-]+-\d):/.exec(resource ?? '')?.[1];
}
