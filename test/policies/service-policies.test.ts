import { Template } from 'aws-cdk-lib/assertions';
import { App, Aws, Stack, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ManagedPolicy } from '../../lib/constructs/managed-policy';
import { Failure } from '../../lib/domain/failure';
import { serviceNames } from '../../lib/policies/policies-folder';
import {
  type ServicePolicies,
  type ServiceValues,
  serviceActions,
  servicePolicies,
} from '../../lib/policies/service-policies';
import { documentWith, policiesFolderWith } from '../support/policies-folder';

/** The folder that stands for `policies/`. @default - the one that is shipped */
const mockPolicies: { folder?: string } = {};
jest.mock('../../lib/policies/policies-folder', () => ({
  ...jest.requireActual('../../lib/policies/policies-folder'),
  policiesFolder: () =>
    mockPolicies.folder ?? jest.requireActual('../../lib/policies/policies-folder').policiesFolder(),
}));

/** What the services of another folder give. */
function policiesOf(folder: string, services: readonly string[], given: ServiceValues): ServicePolicies {
  mockPolicies.folder = folder;
  try {
    return servicePolicies(services, { values: given });
  } finally {
    delete mockPolicies.folder;
  }
}

const values = { partition: 'aws', account: '444444444444', workloadPath: '/workload/' };

/** The service files of a test; each statement is called after its file. */
function folder(services: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>): string {
  return policiesFolderWith(
    Object.fromEntries(
      Object.entries(services).map(([name, statements]) => [
        `services/${name}.json`,
        documentWith(...statements.map((statement, index) => ({ Sid: `${name.toUpperCase()}${index}`, ...statement }))),
      ]),
    ),
  );
}

test('a service without a file is refused by the name of the file', () => {
  expect(() => servicePolicies(['s3', 'quantum'], { values })).toThrow(/services\/quantum\.json cannot be read/);
});

test('two statements of one name are refused: IAM takes a Sid once, and files share a managed policy', () => {
  const Resource = 'arn:aws:s3:::bucket';
  const own = folder({
    a: [{ Sid: 'Read', Action: 's3:GetObject', Resource }],
    b: [{ Sid: 'Read', Action: 's3:PutObject', Resource }],
  });
  expect(() => policiesOf(own, ['b', 'a'], values)).toThrow(Failure);
  expect(() => policiesOf(own, ['b', 'a'], values)).toThrow(
    'policies/services/b.json and policies/services/a.json both have a statement Read;',
  );
});

test('the order of org.yaml changes nothing', () => {
  const names = serviceNames();
  expect(servicePolicies([...names].reverse(), { values })).toEqual(servicePolicies(names, { values }));
  expect(servicePolicies(names, { values }).apply.map(({ name }) => name)).toEqual(
    names.map((name) => `services/${name}`),
  );
});

describe('a service file of the user’s own', () => {
  const own = folder({
    glue: [
      { Action: 'glue:GetJob', Resource: 'arn:${partition}:glue:*:${account}:job/x' },
      { Effect: 'Deny', Action: 'secretsmanager:GetSecretValue', Resource: '*' },
    ],
    sneaky: [{ Action: ['IAM:PassRole', 'Sneaky:Do'], Resource: `arn:aws:iam::${values.account}:role/workload/x` }],
  });

  test('is reviewed like all others', () => {
    expect(() => policiesOf(own, ['glue'], values)).toThrow(
      "policies/services/glue.json: 'arn:${partition}:glue:*:${account}:job/x' in GLUE0 has no reason",
    );
  });

  test('opens its services in the boundary, and neither IAM, in whatever letters, nor what it denies', () => {
    expect(serviceActions(policiesOf(own, ['sneaky'], values))).toEqual(['sneaky:*']);
    const denying = folder({
      glue: [
        { Action: 'glue:GetJob', Resource: 'arn:aws:glue:eu-west-1:444444444444:job/x' },
        { Effect: 'Deny', Action: 'secretsmanager:GetSecretValue', Resource: '*' },
      ],
    });
    expect(serviceActions(policiesOf(denying, ['glue'], values))).toEqual(['glue:*']);
  });

  test('may have IAM’s variables beside a wildcard; its reason meets what cdk-nag finds', () => {
    const homes = policiesFolderWith({
      'services/homes.json': documentWith({
        Action: 's3:GetObject',
        Resource: 'arn:${partition}:s3:::home-${account}/${aws:PrincipalTag/team}/*',
      }),
      'services/homes.reasons.json': {
        Only: { 'arn:${partition}:s3:::home-${account}/${aws:PrincipalTag/team}/*': 'Each team has its own folder.' },
      },
    });
    const app = new App();
    const stack = new Stack(app, 'Homes');
    const { apply: pack } = policiesOf(homes, ['homes'], { ...values, account: Aws.ACCOUNT_ID });
    new ManagedPolicy(stack, 'Policy', { description: 'A test', pack });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).not.toThrow();
    expect(JSON.stringify(Template.fromStack(stack))).toContain('${aws:PrincipalTag/team}/*');
  });
});

test('the boundary opens each service once, in the order of the alphabet, and IAM only by the file called iam', () => {
  expect(serviceActions(servicePolicies(['s3', 'rds', 'lambda'], { values }))).toEqual(['lambda:*', 'rds:*', 's3:*']);
  expect(serviceActions(servicePolicies(['s3', 'iam'], { values }))).toEqual(['iam:*', 's3:*']);
});

test('service names are those of the documents, without their reasons', () => {
  expect(serviceNames()).toEqual(expect.arrayContaining(['ec2', 'iam', 's3']));
  expect(serviceNames().filter((name) => !/^[a-z][a-z0-9-]*$/.test(name))).toEqual([]);
});
