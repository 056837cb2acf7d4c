import type { PolicyDocument, Statement } from '../../iam/policy-document';
import type { Identity, OidcProvider, Organization, OwnedResource, Role, Snapshot } from '../../iam/snapshot';

export const MANAGEMENT = '111111111111';
export const HOME = '222222222222';
export const OTHER = '333333333333';
export const UNIT = 'ou-abcd-11111111';

export const ROLE = `arn:aws:iam::${HOME}:role/team/worker`;
export const USER = `arn:aws:iam::${HOME}:user/team/alice`;
export const BUCKET = 'arn:aws:s3:::bucket';
export const KEY = `arn:aws:kms:eu-west-1:${HOME}:key/1`;

export function policy(...statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

export function allow(Action: string, Resource = '*', others: Partial<Statement> = {}): Statement {
  return { Sid: 'Allowed', Effect: 'Allow', Action, Resource, ...others };
}

export function deny(Action: string, Resource = '*', others: Partial<Statement> = {}): Statement {
  return { Sid: 'Denied', Effect: 'Deny', Action, Resource, ...others };
}

export function may(...statements: readonly Statement[]): Identity {
  return { policies: [{ name: 'permissions', document: policy(...statements) }] };
}

/** A policy on a resource that lets some principal in. */
export function admits(principal: string, Action: string, others: Partial<Statement> = {}): PolicyDocument {
  const target = Action.startsWith('sts:') ? {} : { Resource: '*' };
  return policy({ Sid: 'Admitted', Effect: 'Allow', Principal: { AWS: principal }, Action, ...target, ...others });
}

export interface SmallOrganization {
  readonly users?: Readonly<Record<string, Identity>>;
  readonly roles?: Readonly<Record<string, Role>>;
  readonly oidcProviders?: Readonly<Record<string, OidcProvider>>;
  readonly resources?: Readonly<Record<string, OwnedResource>>;
  readonly organization?: Partial<Organization>;
}

/** A management account, and two members of which the second is below a unit. */
export function smallOrganization({
  users = {},
  roles = {},
  oidcProviders = {},
  resources = {},
  organization = {},
}: SmallOrganization): Snapshot {
  return {
    partition: 'aws',
    organization: {
      id: 'o-exampleorgid',
      managementAccount: MANAGEMENT,
      accounts: new Map([
        [MANAGEMENT, ['r-abcd']],
        [HOME, ['r-abcd']],
        [OTHER, ['r-abcd', UNIT]],
      ]),
      serviceControlPolicies: new Map(),
      resourceControlPolicies: new Map(),
      ...organization,
    },
    users: new Map(Object.entries(users)),
    roles: new Map(Object.entries(roles)),
    oidcProviders: new Map(Object.entries(oidcProviders)),
    resources: new Map(Object.entries(resources)),
  };
}
