import type { Access } from '../../lib/domain/ci-identity';
import { namesOf } from '../../lib/domain/names-of';
import { documentOf } from '../../lib/iam/pack-policies';
import { rolesOfPlatform } from '../../lib/policies/platform-roles';
import type { RoleDescription } from '../../lib/policies/role-description';
import type { StoredAccessKey } from '../../packages/iam-gateway/store/snapshot-cache';
import type { Stored } from '../../packages/iam-gateway/store/stored';
import { GatewayInTest } from '../../packages/iam-gateway/test/gateway/support/gateway';
import { json } from '../../packages/iam-gateway/test/gateway/support/signed';
import { accessSnapshot } from './organizations';

const { config } = accessSnapshot('platform');
const [network] = config.platformAccounts;
if (network === undefined) throw new Error('there is no platform account');
const names = namesOf(config);
const { id: NETWORK } = network;
const ROLES = rolesOfPlatform(config, network, '00000000');

/** What the emulator has stored of the account: its roles, each with all that it wears. */
function stored(): Partial<Stored> {
  const managed = new Map(ROLES.flatMap(policiesOf));
  return {
    organization: {
      id: config.organization.id,
      partition: names.partition,
      managementAccount: config.organization.managementAccount,
      accounts: { [config.organization.managementAccount]: ['r-abcd'], [NETWORK]: ['r-abcd'] },
      serviceControlPolicies: {},
      resourceControlPolicies: {},
    },
    managedPolicies: Object.fromEntries(managed),
    users: [],
    groups: [],
    instanceProfiles: [],
    buckets: [],
    keys: [],
    aliases: [],
    roles: ROLES.map((role) => ({
      arn: arnOf(role),
      policies: [{ managed: policiesOf(role).flatMap(([arn]) => (arn === boundaryOf(role) ? [] : [arn])), inline: [] }],
      boundary: boundaryOf(role),
      tags: {},
      trust: JSON.stringify(role.trust),
    })),
  };
}

function arnOf({ name = '' }: RoleDescription): string {
  return names.roleArn(NETWORK, name);
}

function boundaryOf({ boundary }: RoleDescription): string {
  return names.policyArn(NETWORK, boundary?.name ?? '');
}

function policiesOf(role: RoleDescription): readonly (readonly [string, string])[] {
  const { name = '', boundary } = role;
  return [
    [boundaryOf(role), JSON.stringify(documentOf(boundary?.pack() ?? []))],
    ...role
      .policies()
      .map(({ id, pack }) => [names.policyArn(NETWORK, `${name}-${id}`), JSON.stringify(documentOf(pack))] as const),
  ];
}

/** Of a run that has entered a lent role. */
function keyOf(access: Access, lend: string): StoredAccessKey {
  return {
    id: 'ASIAIOSFODNN7EXAMPLE',
    secret: 'the secret of the run',
    isActive: true,
    account: NETWORK,
    owner: {
      kind: 'session',
      role: names.lentRoleArn(NETWORK, access, lend),
      name: 'terraform-delivery',
      token: 'the-token',
      expiration: '2026-11-21T10:00:00Z',
      issued: '2026-11-21T09:00:00Z',
      policy: null,
      sourceIdentity: null,
    },
  };
}

/** Whether the gateway lets a call of a run through to the account that lends. */
async function answer(access: Access, lend: string, target: string, input: object): Promise<string> {
  const key = keyOf(access, lend);
  const gateway = new GatewayInTest(stored(), [key]);
  const refusal = await gateway.refusal(json('ssm', `AmazonSSM.${target}`, JSON.stringify(input), { key }));
  if (refusal !== undefined) expect(refusal.body).toContain('AccessDenied');
  expect(gateway.sent).toHaveLength(refusal === undefined ? 1 : 0);
  return refusal === undefined ? 'passed on' : 'refused';
}

const PUT = { Type: 'String', Value: 'x' };

test.each<readonly [string, Access, string, string, object, string]>([
  ['writes a parameter below the name', 'apply', 'dns', 'PutParameter', { Name: '/records/app', ...PUT }, 'passed on'],
  ['writes one beside it', 'apply', 'dns', 'PutParameter', { Name: '/outputs/vpc', ...PUT }, 'refused'],
  ['writes one that begins like it', 'apply', 'dns', 'PutParameter', { Name: '/records-of-others', ...PUT }, 'refused'],
  ['deletes a parameter below the name', 'apply', 'dns', 'DeleteParameter', { Name: '/records/app' }, 'passed on'],
  ['deletes one beside it', 'apply', 'dns', 'DeleteParameter', { Name: '/outputs/vpc' }, 'refused'],
  ['plans, and reads a parameter below the name', 'plan', 'dns', 'GetParameter', { Name: '/records/app' }, 'passed on'],
  ['plans, and writes it', 'plan', 'dns', 'PutParameter', { Name: '/records/app', ...PUT }, 'refused'],
  ['plans, and reads one beside it', 'plan', 'dns', 'GetParameter', { Name: '/outputs/vpc' }, 'refused'],
  ['reads what is lent to read', 'apply', 'outputs', 'GetParameter', { Name: '/outputs/vpc' }, 'passed on'],
  ['writes what is lent to read', 'apply', 'outputs', 'PutParameter', { Name: '/outputs/vpc', ...PUT }, 'refused'],
  [
    'reads with what is lent of another service',
    'apply',
    'registry',
    'GetParameter',
    { Name: '/outputs/vpc' },
    'refused',
  ],
])('through the gateway, a run that %s', async (_, access, lend, target, input, expected) => {
  expect(await answer(access, lend, target, input)).toBe(expected);
});
