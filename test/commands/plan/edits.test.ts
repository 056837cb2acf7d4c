import type { Edit } from '../../../lib/commands/plan/edits/edit';
import { deployedFrom, exchanged, ORG_YAML, plannedEdit } from './edited-organization';

type Exchanges = readonly (readonly [string, string])[];

/** One row: an edit of `org.yaml`, and what `orgstrap plan` says about it. */
interface Row {
  readonly kind: string;
  /** What is deployed, as exchanges in the example; the example itself where nothing is said. */
  readonly before?: Exchanges;
  readonly edit: Exchanges;
  readonly says: readonly string[];
}

const RETIRE_PROD: Exchanges = [['  prod:\n', '  prod:\n    retired: true\n']];
const REMOVE_PROD: Exchanges = [
  [
    '  prod:\n    organizationalUnits: [ou-abcd-33333333, ou-abcd-44444444]\n    accounts: { prod: "666666666666" }\n',
    '',
  ],
  ['[dev, stage, prod]', '[dev, stage]'],
  [', prod: admin', ''],
];
const RENAME_STAGE: Exchanges = [
  ['  stage:\n', '  staging:\n'],
  ['[dev, stage, prod]', '[dev, staging, prod]'],
  [', stage: admin', ', staging: admin'],
];
const PROD_EU = '  prod-eu:\n    organizationalUnits: [ou-abcd-44444444]\n    accounts: { prod-eu: "777777777777" }\n';
const DATA = '  data:\n    identity: { iamUser: {} }\n    environments: [dev]\n';
const STATES_OF_DATA: Exchanges = [[DATA, `${DATA}    states: [network, app]\n`]];
const HCP = (workspace: string) =>
  DATA.replace(
    '{ iamUser: {} }',
    `{ hcpTerraform: { organization: acme, project: Infra, workspaces: { dev: "${workspace}" } } }`,
  );
const RETIRE_DATA: Exchanges = [['  data:\n', '  data:\n    retired: true\n']];
const TOKENS =
  '{ github: { repository: acme/data, ids: { owner: 1, repository: 2 }, apply: { environment: production }, plan: { pullRequests: {}, branch: main } } }';
const DATA_BY_TOKEN: Exchanges = [[DATA, DATA.replace('{ iamUser: {} }', TOKENS)]];
const EVERYTHING_OF_PEOPLE = ORG_YAML.slice(ORG_YAML.indexOf('people:'), ORG_YAML.indexOf('operators:\n  -'));
const AUDIT = ORG_YAML.slice(ORG_YAML.indexOf('audit:'));
const GUARDRAILS = ORG_YAML.slice(ORG_YAML.indexOf('guardrails:'), ORG_YAML.indexOf('audit:'));
const DEPLOYMENT = `deployment: { identity: ${TOKENS.replace('branch: main', '').replace(', }', ' }')}, branch: main }\n`;
const OPERATORS = ORG_YAML.slice(ORG_YAML.indexOf('operators:\n  -'), ORG_YAML.indexOf('guardrails:'));
const FROM_MANAGEMENT: Exchanges = [['deployFrom: ops', 'deployFrom: management']];
const MANAGED = 'managementAccount:\n  workspace: management\n  pipelines: [delivery]\n';
const OWN_ROLE = '  roles:\n    auditing: { services: [logs] }\n';

const LENDS = '    lends: { dns: { services: [route53], to: { delivery: [dev, prod] } } }\n';
const NETWORK = `platformAccounts:
  network:
    account: "777777777777"
    services: [ram, ssm]
    pipelines: [data]
${LENDS}`;
const PLATFORM: Exchanges = [['people:\n', `${NETWORK}people:\n`]];

const ROLES_GO =
  'note: the access roles orgstrap-access-admin, orgstrap-access-developer, orgstrap-access-viewer go from accounts';

const THIRD = '    account: "999999999999"\n';
const CENTER: Exchanges = [
  [
    EVERYTHING_OF_PEOPLE,
    `people:
  source: identityCenter
  identityCenter:
    instance: arn:aws:sso:::instance/ssoins-1234567890abcdef
${THIRD}    groups: { operators: 1f2e3d4c-aaaa-4bbb-8ccc-0123456789ab }
${OWN_ROLE}  groups:
    operators: { access: { dev: [admin, auditing] } }
`,
  ],
];
const DEVELOPER = '    first-developer: [developers]\n';
const PERSONS = Array.from({ length: 90 }, (_, index) => `person-${index}`);
/** So many that what they may do has no room beside them. */
const MANY_PEOPLE: Exchanges = [
  [DEVELOPER, `${DEVELOPER}${PERSONS.map((person) => `    ${person}: [operators]\n`).join('')}`],
];
const SECOND_OF_DEV = ', dev-2: "777777777777"';
const TWO_OF_DEV: Exchanges[number] = [
  '  dev:\n    organizationalUnits: [ou-abcd-11111111]\n    accounts: { dev: "444444444444" }',
  `  dev:\n    only: accounts\n    organizationalUnits: [ou-abcd-11111111]\n    accounts: { dev: "444444444444"${SECOND_OF_DEV} }`,
];
const PROD_ALONE: Exchanges = [['  prod:\n', '  prod:\n    only: accounts\n']];

const ROWS: readonly Row[] = [
  // Shapes
  { kind: 'an environment becomes its accounts alone', edit: PROD_ALONE, says: [ROLES_GO] },
  {
    kind: 'an environment has its OUs to itself again',
    before: PROD_ALONE,
    edit: [['    only: accounts\n', '']],
    says: [],
  },
  {
    kind: 'an environment waits for others than before',
    edit: [['  prod:\n', '  prod:\n    after: [dev]\n']],
    says: [],
  },
  {
    kind: 'an environment loses its only pipeline',
    edit: [['[dev, stage, prod]', '[dev, stage]']],
    says: ['to be accepted moved-states: no pipeline may change prod any more'],
  },
  {
    kind: "a role of a third account's Identity Center is removed",
    before: CENTER,
    edit: [
      [OWN_ROLE, ''],
      ['[admin, auditing]', '[admin]'],
    ],
    says: ['refused: the permission sets orgstrap-auditing go while assignments import them'],
  },
  // People
  { kind: 'people become so many that what they may do is apart from them', edit: MANY_PEOPLE, says: [] },
  {
    kind: 'a group goes whose policies are apart from it',
    before: MANY_PEOPLE,
    edit: [
      ['    developers: { access: { dev: developer } }\n', ''],
      [DEVELOPER, '    first-developer: [operators]\n'],
    ],
    says: ['refused: orgstrap-people-developers goes while orgstrap-PeoplePermissions attaches policies'],
  },
  {
    kind: 'people become so few that what they may do has room beside them',
    before: MANY_PEOPLE,
    edit: MANY_PEOPLE.map(([from, to]) => [to, from] as const),
    says: [
      'refused: orgstrap-PeoplePermissions left the app, and people still have what it permits',
      `to be accepted revoked-people: the deployment deletes ${PERSONS.join(', ')}`,
    ],
  },
  {
    kind: 'the deployment account administers Identity Center, which a third account did',
    before: CENTER,
    edit: [[THIRD, '']],
    says: ['refused: 333333333333 administers Identity Center, and its permission sets are made from 999999999999'],
  },
  {
    kind: 'a third account administers Identity Center, which the deployment account did',
    before: [...CENTER, [THIRD, '']],
    edit: [['    groups: { operators: 1f2', `${THIRD}    groups: { operators: 1f2`]],
    says: ['refused: 999999999999 administers Identity Center, and its permission sets are made from 333333333333'],
  },
  {
    kind: 'an account leaves a part in which people of Identity Center work',
    before: [...CENTER, TWO_OF_DEV],
    edit: [[SECOND_OF_DEV, '']],
    says: ['refused: the access roles leave 777777777777, and people of Identity Center still work there'],
  },
  {
    kind: 'an account leaves a part in which nobody of Identity Center works',
    before: [...CENTER, TWO_OF_DEV, ['dev: [admin, auditing]', 'stage: [admin, auditing]']],
    edit: [[SECOND_OF_DEV, '']],
    says: [],
  },
  // Environments
  {
    kind: 'an environment is removed',
    edit: REMOVE_PROD,
    says: ['refused: the environment prod is no longer in org.yaml, and its accounts still have what it gave them'],
  },
  { kind: 'an environment is retired', edit: RETIRE_PROD, says: ['note: the environment prod is retired', ROLES_GO] },
  {
    kind: 'a retired environment is removed',
    before: RETIRE_PROD,
    edit: [['    retired: true\n', ''], ...REMOVE_PROD],
    says: [],
  },
  { kind: 'a retired environment comes back', before: RETIRE_PROD, edit: [['    retired: true\n', '']], says: [] },
  {
    kind: 'an environment is renamed',
    edit: RENAME_STAGE,
    says: ['refused: the environment stage is called staging now'],
  },
  {
    kind: 'an environment is renamed and keeps its name in AWS',
    edit: [...RENAME_STAGE, ['  staging:\n', '  staging:\n    deployedAs: stage\n']],
    says: [],
  },
  {
    kind: 'an environment is split, the new one behind it',
    edit: [
      [', ou-abcd-44444444]', ']'],
      ['terraform:\n  services', `${PROD_EU}terraform:\n  services`],
      ['[dev, stage, prod]', '[dev, stage, prod, prod-eu]'],
    ],
    says: [ROLES_GO],
  },
  {
    kind: 'an environment is split, the new one before it',
    edit: [
      [', ou-abcd-44444444]', ']'],
      ['  prod:\n', `${PROD_EU}  prod:\n`],
      ['[dev, stage, prod]', '[dev, stage, prod-eu, prod]'],
    ],
    says: [
      'refused: 6 stacks, from orgstrap-ProductAccounts-prod-eu on, would take over accounts in which orgstrap-ProductAccounts-prod, orgstrap-AccessRoles-prod, orgstrap-OperatorRoles-prod, orgstrap-AccountTrails-prod, orgstrap-ForwardingRoles-prod, orgstrap-Forwarding-prod still hold orgstrap-terraform, orgstrap-terraform-plan, orgstrap-access-boundary, orgstrap-access-view-1 and 17 more',
      ROLES_GO,
    ],
  },
  {
    kind: 'an environment is split into two new ones',
    edit: [
      [', ou-abcd-44444444]', ']'],
      ['  prod:\n', '  prod-us:\n'],
      ['terraform:\n  services', `${PROD_EU}terraform:\n  services`],
      ['[dev, stage, prod]', '[dev, stage, prod-us, prod-eu]'],
      [', prod: admin', ', prod-us: admin, prod-eu: admin'],
    ],
    says: ['refused: the environment prod is split into prod-us, prod-eu'],
  },
  {
    kind: 'two environments are merged, the one that goes being retired',
    edit: [
      ['  stage:\n', '  stage:\n    retired: true\n'],
      ['[ou-abcd-11111111]', '[ou-abcd-11111111, ou-abcd-22222222]'],
      ['{ dev: "444444444444" }', '{ dev: "444444444444", stage: "555555555555" }'],
    ],
    says: ['note: the environment stage is retired', ROLES_GO],
  },
  {
    kind: 'an OU moves to a later environment',
    before: [['[ou-abcd-11111111]', '[ou-abcd-11111111, ou-abcd-55555555]']],
    edit: [
      [', ou-abcd-55555555', ''],
      ['[ou-abcd-22222222]', '[ou-abcd-22222222, ou-abcd-55555555]'],
    ],
    says: [ROLES_GO],
  },
  { kind: 'an OU is added', edit: [['[ou-abcd-11111111]', '[ou-abcd-11111111, ou-abcd-55555555]']], says: [] },
  { kind: 'an OU is removed', edit: [[', ou-abcd-44444444]', ']']], says: [ROLES_GO] },
  {
    kind: 'an environment is added',
    edit: [
      ['  stage:\n', '  test:\n    organizationalUnits: [ou-abcd-66666666]\n    accounts: {}\n  stage:\n'],
      ['[dev, stage, prod]', '[dev, test, stage, prod]'],
    ],
    says: [],
  },
  {
    kind: 'the order of environments changes',
    edit: [
      ['  dev:\n    organizationalUnits: [ou-abcd-11111111]\n    accounts: { dev: "444444444444" }\n', ''],
      [
        'terraform:\n  services',
        '  dev:\n    organizationalUnits: [ou-abcd-11111111]\n    accounts: { dev: "444444444444" }\nterraform:\n  services',
      ],
    ],
    says: [],
  },
  {
    kind: 'an account is added',
    edit: [['{ dev: "444444444444" }', '{ dev: "444444444444", two: "777777777777" }']],
    says: [],
  },
  { kind: 'an account is removed', edit: [['{ prod: "666666666666" }', '{}']], says: [] },
  {
    kind: 'a workspace is renamed',
    edit: [['{ dev: "444444444444" }', '{ develop: "444444444444" }']],
    says: ['to be accepted moved-states: the workspace dev is called develop now'],
  },
  {
    kind: 'a workspace gets another account',
    edit: [['{ dev: "444444444444" }', '{ dev: "777777777777" }']],
    says: ['to be accepted moved-states: the workspace dev is of account 777777777777, and was of 444444444444'],
  },
  {
    kind: 'an account moves to another environment with its workspace',
    edit: [
      ['{ dev: "444444444444" }', '{}'],
      ['{ stage: "555555555555" }', '{ stage: "555555555555", dev: "444444444444" }'],
    ],
    says: [],
  },
  {
    kind: 'an environment gets another Region',
    edit: [
      ['    accounts: { dev: "444444444444" }\n', '    accounts: { dev: "444444444444" }\n    region: us-east-1\n'],
    ],
    says: [
      "to be accepted moved-states: Terraform's provider works in us-east-1 in the accounts of dev, and did in eu-west-1",
    ],
  },
  {
    kind: 'an environment comes back to the home Region, which it keeps a provider for the other one in',
    before: [
      ['    accounts: { dev: "444444444444" }\n', '    accounts: { dev: "444444444444" }\n    region: us-east-1\n'],
    ],
    edit: [['    region: us-east-1\n', '    furtherRegions: [us-east-1]\n']],
    says: [
      "to be accepted moved-states: Terraform's provider works in eu-west-1 in the accounts of dev, and did in us-east-1",
    ],
  },
  // States
  {
    kind: 'a pipeline gets its first states',
    edit: STATES_OF_DATA,
    says: [
      'to be accepted moved-states: the pipeline data has the states network, app now, and had one in each workspace',
    ],
  },
  {
    kind: 'a new pipeline has states',
    edit: [[DATA, `${DATA}${DATA.replace('data', 'lake')}    states: [network, app]\n`]],
    says: [],
  },
  {
    kind: 'a pipeline gets one state more, and another order',
    before: STATES_OF_DATA,
    edit: [['[network, app]', '[app, network, jobs]']],
    says: [],
  },
  {
    kind: 'a state leaves the list',
    before: STATES_OF_DATA,
    edit: [['[network, app]', '[network]']],
    says: ['to be accepted moved-states: the state app is no longer one of the pipeline data'],
  },
  {
    kind: 'a pipeline has no states any more',
    before: STATES_OF_DATA,
    edit: [['    states: [network, app]\n', '']],
    says: [
      'to be accepted moved-states: the state network is no longer one of the pipeline data',
      'to be accepted moved-states: the state app is no longer one of the pipeline data',
    ],
  },
  {
    kind: 'a pipeline of HCP Terraform, which keeps its states itself, gets its first ones',
    before: [[DATA, HCP('data')]],
    edit: [[HCP('data'), `${HCP('{state}-data')}    states: [network, app]\n`]],
    says: [],
  },
  {
    kind: 'a state of a pipeline of HCP Terraform leaves the list',
    before: [[DATA, `${HCP('{state}-data')}    states: [network, app]\n`]],
    edit: [['[network, app]', '[app]']],
    says: ['to be accepted moved-states: the state network is no longer one of the pipeline data'],
  },
  // Pipelines
  {
    kind: 'a pipeline is removed',
    edit: [[DATA, '']],
    says: ['refused: the pipeline data is no longer in org.yaml, and its CI still has its identities and roles'],
  },
  {
    kind: 'a pipeline with keys is retired',
    edit: RETIRE_DATA,
    says: [
      'note: the pipeline data is retired',
      'to be accepted deleted-keys: the deployment deletes orgstrap-ci-apply-data, orgstrap-ci-plan-data',
    ],
  },
  {
    kind: 'a pipeline with tokens is retired',
    before: DATA_BY_TOKEN,
    edit: RETIRE_DATA,
    says: ['note: the pipeline data is retired'],
  },
  {
    kind: 'a retired pipeline is removed',
    before: RETIRE_DATA,
    edit: [[`  data:\n    retired: true\n${DATA.slice(8)}`, '']],
    says: [],
  },
  {
    kind: 'a pipeline is renamed',
    edit: [['  data:\n', '  lake:\n']],
    says: ['refused: the pipeline data is gone and lake is new'],
  },
  {
    kind: 'a pipeline is renamed and keeps its name in AWS',
    edit: [['  data:\n', '  lake:\n    deployedAs: data\n']],
    says: [],
  },
  { kind: 'a pipeline is added', before: [[DATA, '']], edit: [['people:\n', `${DATA}people:\n`]], says: [] },
  {
    kind: 'a pipeline goes from keys to tokens',
    edit: DATA_BY_TOKEN,
    says: ['to be accepted deleted-keys: the deployment deletes orgstrap-ci-apply-data, orgstrap-ci-plan-data'],
  },
  {
    kind: 'a pipeline goes from tokens to keys',
    before: DATA_BY_TOKEN,
    edit: [[TOKENS, '{ iamUser: {} }']],
    says: [],
  },
  { kind: 'a pipeline gets fewer environments', edit: [[DATA, DATA.replace('[dev]', '[stage]')]], says: [] },
  // Services
  {
    kind: 'a service is dropped',
    edit: [['[s3, rds, logs, iam]', '[s3, logs, iam]']],
    says: ['to be accepted dropped-services: Terraform may manage rds now, and could not after this deployment'],
  },
  {
    kind: 'a service is dropped whose statements were packed with those of others',
    before: [['[s3, rds, logs, iam]', '[s3, sqs, rds, logs, iam]']],
    edit: [['[s3, sqs, rds, logs, iam]', '[s3, rds, logs, iam]']],
    says: ['to be accepted dropped-services: Terraform may manage sqs now, and could not after this deployment'],
  },
  { kind: 'a service is added', edit: [['[s3, rds, logs, iam]', '[s3, rds, logs, iam, sqs]']], says: [] },
  // Platform accounts
  { kind: 'a platform account is added', edit: PLATFORM, says: [] },
  {
    kind: 'a platform account is removed',
    before: PLATFORM,
    edit: [[NETWORK, '']],
    says: ['note: the platform account network is no longer in org.yaml'],
  },
  {
    kind: 'a platform account is another one',
    before: PLATFORM,
    edit: [['"777777777777"', '"888888888888"']],
    says: [
      'note: the platform account network is 888888888888, and was 777777777777',
      'to be accepted moved-states: the workspace network is of account 888888888888, and was of 777777777777',
    ],
  },
  {
    kind: 'a platform account is renamed',
    before: PLATFORM,
    edit: [['  network:\n', '  net:\n']],
    says: [
      'note: the platform account network is no longer in org.yaml',
      'to be accepted moved-states: the workspace network is called net now',
      'refused: orgstrap-PlatformAuditor-network, orgstrap-PlatformLends-network, orgstrap-PlatformAccount-network, orgstrap-Forwarding-Platform-network-eu-central-1, orgstrap-Forwarding-Platform-network-eu-west-1, orgstrap-Forwarding-Platform-network-us-east-1, orgstrap-ForwardingRole-Platform-network, orgstrap-AccountTrail-Platform-network left the app, and still hold orgstrap-terraform-apply-platform, orgstrap-terraform-plan-platform, orgstrap-lent-boundary, orgstrap-terraform-apply-lent-dns and 9 more',
    ],
  },
  {
    kind: 'a platform account loses a service',
    before: PLATFORM,
    edit: [['[ram, ssm]', '[ssm]']],
    says: [
      'to be accepted dropped-services: Terraform in the platform account network may manage ram now, and could not after this deployment',
    ],
  },
  {
    kind: 'a role is no longer lent to anybody',
    before: PLATFORM,
    edit: [[LENDS, '']],
    says: [
      'to be accepted dropped-services: Terraform in the platform account network may manage route53 now, and could not after this deployment',
    ],
  },
  {
    kind: 'a role is lent to fewer',
    before: PLATFORM,
    edit: [['{ delivery: [dev, prod] }', '{ delivery: [dev] }']],
    says: [],
  },
  // People and operators
  {
    kind: 'a person is removed',
    edit: [['    first-developer: [developers]\n', '']],
    says: ['to be accepted revoked-people: the deployment deletes first-developer'],
  },
  {
    kind: 'a person is added',
    edit: [['    first-developer:', '    second: [developers]\n    first-developer:']],
    says: [],
  },
  {
    kind: 'a group is removed',
    edit: [
      ['    developers: { access: { dev: developer } }\n', ''],
      ['first-developer: [developers]', 'first-developer: [operators]'],
    ],
    says: [],
  },
  {
    kind: 'a role of people is removed',
    before: [['people:\n', `people:\n${OWN_ROLE}`]],
    edit: [[OWN_ROLE, '']],
    says: ['note: the access roles orgstrap-access-auditing go from accounts'],
  },
  { kind: 'people are removed', edit: [[EVERYTHING_OF_PEOPLE, '']], says: [] },
  { kind: 'operators are removed', edit: [[OPERATORS, '']], says: [] },
  // What watches and protects
  {
    kind: 'the trails give way to the trail of the organization',
    edit: [['trail: own', 'trail: organization']],
    says: [
      'note: AWS::S3::Bucket orgstrap-trail-333333333333-eu-west-1-an, AWS::Logs::LogGroup /orgstrap/trail stay, and CloudFormation forgets them',
    ],
  },
  {
    kind: 'the trail of the organization gives way to own ones',
    before: [['trail: own', 'trail: organization']],
    edit: [['trail: organization', 'trail: own']],
    says: [],
  },
  { kind: 'a Region of the audit goes', edit: [['  regions: [eu-central-1]\n', '']], says: [] },
  { kind: 'the audit is removed', edit: [[AUDIT, '']], says: [] },
  {
    kind: 'jobs deploy from now on',
    edit: [['audit:\n', `${DEPLOYMENT}audit:\n`]],
    says: ['note: jobs of deployment deploy from now on'],
  },
  {
    kind: 'no job deploys any more',
    before: [['audit:\n', `${DEPLOYMENT}audit:\n`]],
    edit: [[DEPLOYMENT, '']],
    says: ['note: deployment was taken out, and its deployer and planner roles go'],
  },
  { kind: 'the guardrails are removed', edit: [[GUARDRAILS, '']], says: [] },
  { kind: 'tags are added', edit: [['homeRegion', 'tags: { CostCenter: "4711" }\nhomeRegion']], says: [] },
  {
    kind: 'the protection of stacks changes',
    edit: [['homeRegion', 'protectStacks: [orgstrap-TerraformAccount]\nhomeRegion']],
    says: [],
  },
  {
    kind: 'the management account is managed, too',
    before: FROM_MANAGEMENT,
    edit: [['people:\n', `${MANAGED}people:\n`]],
    says: [],
  },
  {
    kind: 'the management account is no longer managed',
    before: [...FROM_MANAGEMENT, ['people:\n', `${MANAGED}people:\n`]],
    edit: [[MANAGED, '']],
    says: [],
  },
  // Where orgstrap itself is
  {
    kind: 'the Terraform account is another',
    edit: [['terraform: "333333333333"', 'terraform: "222222222222"']],
    says: ['refused: the Terraform account is 222222222222, and 333333333333 is the one that is deployed'],
  },
  {
    kind: 'the Ops account is another, and not what is deployed from',
    before: FROM_MANAGEMENT,
    edit: [['ops: "333333333333"', 'ops: "222222222222"']],
    says: [
      'note: the Ops account is 222222222222, and was 333333333333',
      'to be accepted revoked-people: the deployment deletes first-operator, first-developer',
    ],
  },
];

function said({ verdict, found, ...edit }: Edit): string {
  return `${verdict}${'accept' in edit ? ` ${edit.accept}` : ''}: ${found}`;
}

describe.each(ROWS)('where $kind', ({ before = [], edit, says }) => {
  test(`plan says ${says.length === 0 ? 'nothing beyond what changes' : says.join('; ')}`, async () => {
    const was = exchanged(ORG_YAML, ...before);
    const { edits } = await plannedEdit(deployedFrom(was), exchanged(was, ...edit));
    expect(edits.map(said)).toEqual(says);
  });
});

test('a role that assignments of several stacks import goes after it has left all of them', async () => {
  const accounts = Array.from({ length: 120 }, (_, index) => `app-${index}: "${400_000_000_000 + index}"`).join(', ');
  const was = exchanged(ORG_YAML, ...CENTER, ['accounts: { dev: "444444444444" }', `accounts: { ${accounts} }`]);
  const { edits } = await plannedEdit(
    deployedFrom(was),
    exchanged(was, [OWN_ROLE, ''], ['[admin, auditing]', '[admin]']),
  );
  const refused = edits.find(({ found }) => found.includes('orgstrap-auditing'));
  const [first] = refused?.steps ?? [];
  expect(first).toEqual({ run: expect.stringContaining('--exclusively Assignments-dev ') });
  expect(first).toEqual({ run: expect.stringContaining(' Assignments-dev--2') });
});
