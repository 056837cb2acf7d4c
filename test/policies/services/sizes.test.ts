import { TEMPLATE_LIMIT, templateSize } from '../../../lib/checks/template-size';
import { MANAGED_POLICY_LIMIT, packPolicies } from '../../../lib/iam/pack-policies';
import { servicePolicies } from '../../../lib/policies/service-policies';
import { type Assembly, synthesised } from '../../support/assembly';
import { orgConfig } from '../../support/org-config';
import { OF_PLATFORMS, OF_PRODUCTS, VALUES } from './shipped';

const TEN = ['s3', 'ec2', 'rds', 'dynamodb', 'lambda', 'logs', 'cloudwatch', 'events', 'sqs', 'sns'];
const TWENTY_FIVE = [
  ...TEN,
  ...['ecs', 'ecr', 'eks', 'elasticloadbalancing', 'autoscaling', 'route53', 'acm', 'cloudfront', 'apigateway'],
  ...['secretsmanager', 'ssm', 'kms', 'iam', 'states', 'elasticache'],
];

/** In the partition whose name is the longest, so that every ARN is as long as it gets. */
function withServices(services: readonly string[]): Assembly {
  const managementAccount = { workspace: 'management', pipelines: ['delivery'] };
  return synthesised(
    orgConfig({ homeRegion: 'us-gov-west-1', deployFrom: 'management', terraform: { services }, managementAccount }),
  );
}

describe.each([
  { title: 'ten services', services: TEN, inStackSet: 25_000, direct: 25_000 },
  { title: 'twenty-five services', services: TWENTY_FIVE, inStackSet: 38_000, direct: 38_000 },
  { title: 'all services of products', services: OF_PRODUCTS, inStackSet: 46_500, direct: TEMPLATE_LIMIT },
  { title: 'all services of platforms', services: OF_PLATFORMS, inStackSet: 30_000, direct: TEMPLATE_LIMIT },
])('with $title', ({ services, inStackSet, direct }) => {
  const assembly = withServices(services);

  test('the member template for product accounts has room, as the StackSet carries it', () => {
    expect(Buffer.byteLength(assembly.memberText('ProductAccounts-dev'))).toBeLessThan(inStackSet);
  });

  test('the stacks of the management account have room, as the YAML that the CDK CLI makes of them', () => {
    for (const stack of ['ManagementAccount', 'ManagementPermissions-apply', 'ManagementPermissions-plan']) {
      expect(templateSize(assembly.text(`${stack}.template.json`))).toBeLessThan(direct);
    }
  });

  test('the stack that carries it has room', () => {
    expect(templateSize(assembly.text('ProductAccounts-dev.template.json'))).toBeLessThan(TEMPLATE_LIMIT);
  });

  test('the boundary fits into a managed policy', () => {
    const { Resources } = assembly.plain('Member-ProductAccount');
    const [boundary] = Object.entries(Resources).filter(([id]) => id.startsWith('BoundaryPolicy'));
    // References are longer in a template than the ids that they become.
    expect(JSON.stringify(boundary?.[1].Properties.PolicyDocument).length).toBeLessThan(MANAGED_POLICY_LIMIT);
  });
});

test('all services of products together take no more than seven of the ten managed policies that a role wears', () => {
  const { plan, apply } = servicePolicies(OF_PRODUCTS, { values: { ...VALUES, partition: 'aws-us-gov' } });
  expect(packPolicies(plan).length + packPolicies(apply).length).toBeLessThanOrEqual(7);
});
