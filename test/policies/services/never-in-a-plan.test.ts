import { wildText } from '../../../lib/checks/statements';
import { listOf } from '../../../lib/domain/json';
import type { StatementJson } from '../../../lib/iam/policy-document';
import { type PlainTemplate, synthesised } from '../../support/assembly';
import { orgConfig } from '../../support/org-config';
import { AwsActions, serviceOf } from './aws-actions';
import kinds from './never-in-a-plan.json';
import { patternsOf, SHIPPED, statementsOf } from './shipped';

const FORBIDDEN = Object.values(kinds).flat();

let aws: AwsActions;

beforeAll(async () => {
  aws = await AwsActions.of([...SHIPPED, 'backup-storage', 'cloudfront-keyvaluestore', ...FORBIDDEN.map(serviceOf)]);
});

/** The statements of the policies that a role of a rendered template wears. */
function statementsWornBy(template: PlainTemplate, roleName: string): readonly StatementJson[] {
  const role = Object.values(template.Resources).find(({ Properties }) => Properties.RoleName === roleName);
  const worn = JSON.stringify(role?.Properties.ManagedPolicyArns ?? []);
  return Object.entries(template.Resources)
    .filter(([id, { Type }]) => Type === 'AWS::IAM::ManagedPolicy' && worn.includes(`{"Ref":"${id}"}`))
    .flatMap(([, { Properties }]) => {
      const { Statement: statements } = Properties.PolicyDocument as { readonly Statement: readonly StatementJson[] };
      return statements;
    });
}

test('the list is of at least sixty actions that AWS has', () => {
  expect(FORBIDDEN.length).toBeGreaterThanOrEqual(60);
  expect(new Set(FORBIDDEN).size).toBe(FORBIDDEN.length);
  for (const action of FORBIDDEN) expect(aws.matching(action).map(({ name }) => name)).toEqual([action]);
});

test.each(SHIPPED)('what a plan reads of %s is no secret and no data', (service) => {
  const granted = aws.named(patternsOf(statementsOf(service).plan));
  expect(FORBIDDEN.filter((action) => granted.has(action))).toEqual([]);
});

describe('with all services on, the template', () => {
  const template = synthesised(orgConfig({ terraform: { services: SHIPPED } })).plain('Member-ProductAccount');

  test.each(Object.entries(kinds))('gives the plan role none of these: %s', (_, actions) => {
    const allowed = statementsWornBy(template, 'orgstrap-terraform-plan').filter(({ Effect }) => Effect === 'Allow');
    const granted = aws.named(patternsOf(allowed));
    expect(granted.size).toBeGreaterThan(SHIPPED.length * 10);
    expect(actions.filter((action) => granted.has(action))).toEqual([]);
  });

  test('gives the Terraform role those that its resources cannot do without, and no other', () => {
    const granted = aws.named(
      patternsOf(statementsWornBy(template, 'orgstrap-terraform').filter(({ Effect }) => Effect === 'Allow')),
    );
    expect(FORBIDDEN.filter((action) => granted.has(action)).sort()).toEqual([
      'athena:GetQueryResults',
      'dynamodb:GetItem',
      'dynamodb:Query',
      'dynamodb:Scan',
      'ecr:BatchGetImage',
      'ecr:GetDownloadUrlForLayer',
      'glue:GetConnection',
      'kms:CreateGrant',
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyPair',
      'kms:ReEncryptFrom',
      // Where a service runs a function for the caller; Terraform itself runs none.
      'lambda:InvokeFunction',
      's3:GetObject',
      's3:GetObjectTorrent',
      's3:GetObjectVersion',
      'secretsmanager:GetSecretValue',
    ]);
  });

  test('lets the plan role read APIs, and neither API keys nor usage plans, which hold them', () => {
    const resourcesOf = (roleName: string): readonly string[] =>
      statementsWornBy(template, roleName)
        .filter(({ Action }) => listOf(Action).includes('apigateway:GET'))
        .flatMap(({ Resource }) => listOf(Resource).map(wildText));
    expect(resourcesOf('orgstrap-terraform-plan')).toEqual(
      expect.arrayContaining(['arn:aws:apigateway:*::/restapis*']),
    );
    for (const resource of resourcesOf('orgstrap-terraform-plan')) {
      expect(resource).toMatch(/^arn:aws:apigateway:\*:\*?:\/(?!apikeys|usageplans)[a-z]+(?:\*|\/\*)?$/);
    }
    expect(resourcesOf('orgstrap-terraform')).toEqual(
      expect.arrayContaining(['arn:aws:apigateway:*::/apikeys*', 'arn:aws:apigateway:*::/usageplans*']),
    );
  });
});
