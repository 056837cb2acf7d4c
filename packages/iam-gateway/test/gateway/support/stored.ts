import type { Stored, StoredPolicy, StoredPrincipal } from '../../../store/stored';

const MANAGEMENT = '111111111111';
export const HERE = '444444444444';
export const ELSEWHERE = '666666666666';
export const ADMINISTRATOR = `arn:aws:iam::${HERE}:user/admin`;
export const CI_ROLE = `arn:aws:iam::${HERE}:role/team/ci`;
export const KEY = `arn:aws:kms:eu-west-1:${HERE}:key/12345678-1234-1234-1234-123456789012`;

/** A document that allows actions on a resource. */
export function allowing(actions: readonly string[], resource: string | readonly string[] = '*'): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Allow', Effect: 'Allow', Action: actions, Resource: resource }],
  });
}

export function trusting(principal: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Trust', Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' }],
  });
}

export function principal(arn: string, ...inline: readonly StoredPolicy[]): StoredPrincipal {
  return { arn, policies: [{ managed: [], inline }], boundary: null, tags: {} };
}

/** An organization of two accounts and a management account: an administrator and a role for CI in one of them. */
export function stored(changes: Partial<Stored> = {}): Stored {
  const everything = { name: 'everything', document: allowing(['*']) };
  return {
    organization: {
      id: 'o-exampleorgid',
      partition: 'aws',
      managementAccount: MANAGEMENT,
      accounts: { [MANAGEMENT]: ['r-abcd'], [HERE]: ['r-abcd', 'ou-abcd-11111111'], [ELSEWHERE]: ['r-abcd'] },
      serviceControlPolicies: {},
      resourceControlPolicies: {},
    },
    managedPolicies: {},
    users: [principal(ADMINISTRATOR, everything)],
    roles: [{ ...principal(CI_ROLE, everything), trust: trusting(ADMINISTRATOR) }],
    groups: [`arn:aws:iam::${HERE}:group/team/all`],
    instanceProfiles: [`arn:aws:iam::${HERE}:instance-profile/team/machines`],
    oidcProviders: [],
    mfaDevices: [],
    buckets: [
      bucket('states', { encryptionKey: `arn:aws:kms:eu-west-1:${HERE}:alias/states`, isKmsByDefault: true }),
      bucket('plain'),
    ],
    keys: [{ arn: KEY, account: HERE, policy: KEY_POLICY }],
    aliases: [{ arn: `arn:aws:kms:eu-west-1:${HERE}:alias/states`, key: KEY }],
    queues: [],
    secrets: [],
    accessKeys: {},
    ...changes,
  };
}

function bucket(name: string, changes: Partial<Stored['buckets'][number]> = {}): Stored['buckets'][number] {
  return {
    name,
    account: HERE,
    region: 'eu-west-1',
    policy: null,
    encryptionKey: null,
    isKmsByDefault: false,
    ...changes,
  };
}

const KEY_POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Delegate',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${HERE}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
});
