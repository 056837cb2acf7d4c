import { parseOrgConfig } from '../../lib/config/parse-org-config';
import type { OrgConfig } from '../../lib/domain/org-config';
import { problemsOf, VALID } from './org-yaml';

const SERVICES = ['ec2', 'ecr', 'iam', 'lambda', 'ram', 'route53', 's3', 'ssm'];

const NETWORK = `platformAccounts:
  network:
    account: "555555555555"
    services: [s3]
    pipelines: [delivery]
    lends:
      dns:
        services: [route53]
        resources: ["arn:aws:route53:::hostedzone/Z0123"]
        to: { delivery: [prod, dev] }
      outputs:
        services: [ssm]
        resources: ["arn:aws:ssm:eu-west-1:555555555555:parameter/outputs/*"]
        readOnly: true
        to: { delivery: [dev] }
`;

function parsed(text: string): OrgConfig {
  const result = parseOrgConfig(text, 'org.yaml', SERVICES);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

/** What is wrong with the file after one exchange in what it says of platform accounts; each line without its place in the file. */
function wrong(from: string, to: string, rest = VALID): readonly string[] {
  const parts = NETWORK.split(from);
  if (parts.length < 2) throw new Error(`${from} is not there`);
  const result = parseOrgConfig(`${rest}${[parts[0], parts.slice(1).join(from)].join(to)}`, 'org.yaml', SERVICES);
  if (result.ok) return [];
  return result.problems.map(
    ({ path, found, expected, fix }) => `${path}: found ${found}, expected ${expected}; ${fix}`,
  );
}

describe('platform accounts', () => {
  test('become the domain’s value, with the environments of borrowers in rollout order', () => {
    expect(parsed(`${VALID}${NETWORK}`).platformAccounts).toEqual([
      {
        name: 'network',
        id: '555555555555',
        managed: { services: ['s3'], pipelines: ['delivery'] },
        lends: [
          {
            name: 'dns',
            services: ['route53'],
            resources: ['arn:aws:route53:::hostedzone/Z0123'],
            readOnly: false,
            to: [{ pipeline: 'delivery', environments: ['dev', 'prod'] }],
          },
          {
            name: 'outputs',
            services: ['ssm'],
            resources: ['arn:aws:ssm:eu-west-1:555555555555:parameter/outputs/*'],
            readOnly: true,
            to: [{ pipeline: 'delivery', environments: ['dev'] }],
          },
        ],
      },
    ]);
    expect(parsed(VALID).platformAccounts).toEqual([]);
  });

  test('lend nothing to what is retired, and are managed by nobody who is', () => {
    const second = VALID.replace(
      'pipelines:\n  delivery:',
      'pipelines:\n  other: { identity: { iamUser: {} }, environments: [dev] }\n  delivery:',
    );
    const retiredDev = second.replace('  dev:\n', '  dev:\n    retired: true\n');
    const [{ lends }] = parsed(`${retiredDev}${NETWORK}`).platformAccounts as [OrgConfig['platformAccounts'][number]];
    expect(lends.map(({ name, to }) => [name, to])).toEqual([
      ['dns', [{ pipeline: 'delivery', environments: ['prod'] }]],
    ]);
    const retiredPipeline = second
      .replace('  delivery:\n', '  delivery:\n    retired: true\n')
      .replace('pipelines: [delivery]', 'pipelines: [other]');
    expect(parsed(`${retiredPipeline}${NETWORK}`).platformAccounts).toEqual([
      { name: 'network', id: '555555555555', lends: [] },
    ]);
  });

  test('let a pipeline have no environment of its own', () => {
    const own = VALID.replace('pipelines:\n', 'pipelines:\n  platform: { identity: { iamUser: {} } }\n');
    expect(problemsOf(own)).toHaveLength(1);
    expect(parsed(`${own}${NETWORK.replace('[delivery]', '[platform]')}`).pipelines[0]).toMatchObject({
      environments: [],
    });
  });

  test.each([
    [
      '"555555555555"',
      '"222222222222"',
      'network.account: found 222222222222, the Terraform account, as a platform account',
    ],
    ['"555555555555"', '"333333333333"', 'network.account: found 333333333333, the Ops account, as a platform account'],
    [
      '"555555555555"',
      '"111111111111"',
      'network.account: found 111111111111, the management account, as a platform account',
    ],
    [
      '"555555555555"',
      '"444444444444"',
      'network.account: found 444444444444, which is already in dev on line 13, expected every account in one environment, or a platform account',
    ],
    [
      '[s3]',
      '[s4]',
      'network.services[0]: found the unknown service "s4", expected one of ec2, ecr, iam, lambda, ram, route53, s3, ssm; did you mean s3?',
    ],
    [
      'pipelines: [delivery]',
      'pipelines: [delivry]',
      'network.pipelines[0]: found the unknown pipeline "delivry", expected one of delivery; did you mean delivery?',
    ],
    ['    pipelines: [delivery]\n', '', 'network.services: found services without pipelines'],
    ['    services: [s3]\n', '', 'network.pipelines: found pipelines without services'],
    ['[route53]', '[route35]', 'network.lends.dns.services[0]: found the unknown service "route35"'],
    ['[route53]', '[iam]', 'network.lends.dns.services[0]: found iam among what is lent'],
    ['[route53]', '[route53, ecr]', 'network.lends.dns.resources: found no resource of ecr'],
    [
      '[route53]',
      '[route53, lambda]',
      'network.lends.dns.services[1]: found the service "lambda", of which no resources can be named, beside resources, expected with resources, services of ecr, route53, ssm',
    ],
    [
      '[route53]',
      '[ssm]',
      'network.lends.dns.resources[0]: found a resource of route53, which is not among the services',
    ],
    [
      'hostedzone/Z0123',
      'hostedzone/*',
      'network.lends.dns.resources[0]: found "arn:aws:route53:::hostedzone/*", expected a resource of the platform account, such as arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ; correct the ARN',
    ],
    [
      '"arn:aws:route53:::hostedzone/Z0123"',
      '"arn:aws:route53:::hostedzone/Z0123", "arn:aws:ssm"',
      'network.lends.dns.resources[1]: found "arn:aws:ssm", expected the ARN of a resource',
    ],
    [
      'arn:aws:route53',
      'arn:aws-cn:route53',
      'network.lends.dns.resources[0]: found "arn:aws-cn:route53:::hostedzone/Z0123"',
    ],
    [
      'eu-west-1:555555555555:parameter',
      'eu-west-1:444444444444:parameter',
      'network.lends.outputs.resources[0]: found "arn:aws:ssm:eu-west-1:444444444444:parameter/outputs/*", expected a resource of the platform account, such as arn:aws:ssm:REGION:555555555555:parameter/outputs/*',
    ],
    [
      'outputs/*"',
      'out*puts/*"',
      'network.lends.outputs.resources[0]: found "arn:aws:ssm:eu-west-1:555555555555:parameter/out*puts/*"',
    ],
    [
      'parameter/outputs/*"',
      'parameter/*"',
      'network.lends.outputs.resources[0]: found "arn:aws:ssm:eu-west-1:555555555555:parameter/*"',
    ],
    [
      '{ delivery: [prod, dev] }',
      '{ delivry: [prod] }',
      'network.lends.dns.to.delivry: found the unknown pipeline "delivry", expected one of delivery; did you mean delivery?',
    ],
    [
      '{ delivery: [prod, dev] }',
      '{ delivery: [stage] }',
      'network.lends.dns.to.delivery[0]: found the unknown environment "stage", expected one of dev, prod',
    ],
    ['{ delivery: [prod, dev] }', '{ delivery: [] }', 'network.lends.dns.to.delivery: found an empty list'],
    ['{ delivery: [prod, dev] }', '{}', 'network.lends.dns.to: found an empty map'],
    ['        to: { delivery: [prod, dev] }\n', '', 'network.lends.dns.to: found nothing'],
    ['readOnly: true', 'readOnly: false', 'network.lends.outputs.readOnly: found the truth value false'],
    ['  network:', '  Network:', 'Network: found the platform account name "Network"'],
    [
      '  network:',
      '  dev:',
      'dev: found the workspace "dev", which is already environments.dev.accounts.dev on line 13',
    ],
    ['      dns:', '      d.n.s:', 'network.lends["d.n.s"]: found the lent role name "d.n.s"'],
  ])('refuse %j as %j', (from, to, problem) => {
    const all = wrong(from, to);
    expect(all.map((one) => one.replace(/^platformAccounts\.?/, ''))).toEqual(
      expect.arrayContaining([expect.stringContaining(problem)]),
    );
  });

  test('lend under each name once, over all of them', () => {
    const second =
      '  registry:\n    account: "777777777777"\n    lends: { dns: { services: [ecr], to: { delivery: [dev] } } }\n';
    const result = parseOrgConfig(`${VALID}${NETWORK}${second}`, 'org.yaml', SERVICES);
    expect(result.ok ? [] : result.problems.map(({ path, found }) => [path, found])).toEqual([
      ['platformAccounts.registry.lends.dns', '"dns" a second time, after line 32'],
    ]);
  });

  test('are for something', () => {
    const result = parseOrgConfig(
      `${VALID}platformAccounts: { network: { account: "555555555555" } }\n`,
      'org.yaml',
      SERVICES,
    );
    expect(result.ok ? [] : result.problems.map(({ found }) => found)).toEqual([
      'a platform account that nobody manages and that lends nothing',
    ]);
  });

  test('leave the name platform to themselves', () => {
    const named = VALID.replaceAll('  dev:\n', '  platform:\n').replace('[dev, prod]', '[platform, prod]');
    const lending = NETWORK.replace('[prod, dev]', '[prod]').replace('[dev]', '[platform]');
    const result = parseOrgConfig(`${named}${lending}`, 'org.yaml', SERVICES);
    expect(result.ok ? [] : result.problems.map(({ path }) => path)).toEqual(['environments.platform']);
  });
});
