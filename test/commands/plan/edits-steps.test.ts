import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Edit } from '../../../lib/commands/plan/edits/edit';
import { obstaclesIn } from '../../../lib/commands/plan/edits/edits';
import { obstaclesText } from '../../../lib/commands/plan/edits.text';
import type { Plan } from '../../../lib/commands/plan/plan';
import { ROOT } from '../../support/examples';
import { deployedFrom, exchanged, ORG_YAML, plannedEdit } from './edited-organization';
import type { Deployed } from './fake-deployment-account';

const WITHOUT_PROD = exchanged(
  ORG_YAML,
  [
    '  prod:\n    organizationalUnits: [ou-abcd-33333333, ou-abcd-44444444]\n    accounts: { prod: "666666666666" }\n',
    '',
  ],
  ['[dev, stage, prod]', '[dev, stage]'],
  [', prod: admin', ''],
);
const WITHOUT_DATA = exchanged(ORG_YAML, ['  data:\n    identity: { iamUser: {} }\n    environments: [dev]\n', '']);
const DATA_RETIRED = exchanged(ORG_YAML, ['  data:\n', '  data:\n    retired: true\n']);
const WITHOUT_DEVELOPER = exchanged(ORG_YAML, ['    first-developer: [developers]\n', '']);

const DELETE = 'aws cloudformation delete-stack --stack-name';
const WAIT = 'aws cloudformation wait stack-delete-complete --stack-name';
const HOME = '--region eu-west-1';

function deletionOf(stack: string): readonly string[] {
  return [`run: ${DELETE} orgstrap-${stack} ${HOME}`, `run: ${WAIT} orgstrap-${stack} ${HOME}`];
}

/** The one edit that stands in the way. */
function obstacle({ edits }: Plan): Edit {
  const [first, ...others] = obstaclesIn(edits, []);
  if (first === undefined || others.length > 0) throw new Error(`not one obstacle: ${JSON.stringify(edits)}`);
  return first;
}

function stepsOf(plan: Plan): readonly string[] {
  return obstacle(plan).steps.map((step) =>
    Object.entries(step)
      .map(([kind, text]) => `${kind}: ${text}`)
      .join(),
  );
}

describe('the way out of a refusal', () => {
  test('of a removed environment is to retire it first, and its stacks go with whom they let in first', async () => {
    expect(stepsOf(await plannedEdit(deployedFrom(ORG_YAML), WITHOUT_PROD))).toEqual([
      'doByHand: destroy with Terraform what shall not stay in its accounts: nobody manages it afterwards',
      'edit: put environments.prod back as it was, and write retired: true under it',
      'run: npx cdk deploy --all',
      'edit: remove environments.prod, and the name prod from pipelines and people',
      'run: npx cdk deploy --all',
      ...['AccessRoles-prod', 'OperatorRoles-prod', 'ProductAccounts-prod', 'Forwarding-prod'].flatMap(deletionOf),
      ...['ForwardingRoles-prod', 'AccountTrails-prod'].flatMap(deletionOf),
    ]);
  });

  test('of a renamed environment is one line', async () => {
    const renamed = exchanged(
      ORG_YAML,
      ['  stage:\n', '  staging:\n'],
      ['[dev, stage, prod]', '[dev, staging, prod]'],
      [', stage: admin', ', staging: admin'],
    );
    expect(stepsOf(await plannedEdit(deployedFrom(ORG_YAML), renamed))).toEqual([
      'edit: under environments.staging write deployedAs: stage',
      'run: npx cdk deploy --all',
    ]);
  });

  test('of a removed pipeline is to retire it first', async () => {
    expect(stepsOf(await plannedEdit(deployedFrom(ORG_YAML), WITHOUT_DATA))).toEqual([
      'doByHand: destroy with Terraform what shall not stay, or move its states to another pipeline: nobody reads them afterwards',
      'edit: put pipelines.data back as it was, and write retired: true under it',
      'run: npx cdk deploy --all',
      'edit: remove pipelines.data',
      'run: npx cdk deploy --all',
      ...deletionOf('Pipeline-data'),
    ]);
  });

  test('of a renamed pipeline is one line, or the states are moved one by one', async () => {
    const renamed = exchanged(ORG_YAML, ['  data:\n', '  lake:\n']);
    const steps = stepsOf(await plannedEdit(deployedFrom(ORG_YAML), renamed));
    expect(steps.slice(0, 2)).toEqual([
      'edit: under pipelines.lake write deployedAs: data',
      'run: npx cdk deploy --all',
    ]);
    expect(steps[2]).toContain('terraform workspace select dev && terraform state pull > dev.tfstate');
    expect(steps[2]).toContain('terraform workspace select -or-create dev && terraform state push dev.tfstate');
  });

  test('of a state with another name is to let Terraform move it in all workspaces', async () => {
    const before = exchanged(ORG_YAML, ['  data:\n', '  data:\n    states: [network]\n']);
    const steps = stepsOf(await plannedEdit(deployedFrom(before), exchanged(before, ['[network]', '[base]'])));
    expect(steps).toEqual([
      'doByHand: In a job of the pipeline data that may apply, while no other runs, in the configuration of the state network: ' +
        'terraform init, write the wiring of base, the one that goes on with it, over that of network, and then:',
      'run: terraform init -migrate-state -force-copy',
    ]);
  });

  test('of a state that leaves the list is to destroy or to move what it manages', async () => {
    const before = exchanged(ORG_YAML, ['  data:\n', '  data:\n    states: [network, app]\n']);
    const steps = stepsOf(await plannedEdit(deployedFrom(before), exchanged(before, ['[network, app]', '[network]'])));
    expect(steps).toEqual([
      'doByHand: destroy with Terraform what app manages in each workspace, or move it into another state',
    ]);
  });

  test('of another home Region is back, or anew', async () => {
    const moved = exchanged(ORG_YAML, ['homeRegion: eu-west-1', 'homeRegion: us-east-2']);
    const { stacks } = deployedFrom(ORG_YAML);
    const before = deployedFrom(ORG_YAML, { stacks: new Map(), elsewhere: { 'eu-west-1': stacks } });
    const plan = await plannedEdit(before, moved);
    expect(plan.edits.map(({ found }) => found)).toEqual([
      'homeRegion is us-east-2, and orgstrap is deployed in eu-west-1',
    ]);
    expect(stepsOf(plan)).toEqual([
      'edit: write homeRegion: eu-west-1',
      'run: npx cdk deploy --all',
      'doByHand: or leave and bootstrap anew, with the states copied: docs/change.md#leave-and-bootstrap-anew',
    ]);
  });

  test('of another account to deploy from is back, or anew', async () => {
    const moved = exchanged(ORG_YAML, ['deployFrom: ops', 'deployFrom: management']);
    const before = deployedFrom(ORG_YAML, { account: '111111111111', stacks: new Map() });
    const plan = await plannedEdit(before, moved);
    expect(obstacle(plan).found).toMatch(/^the StackSets .* are there, and no stack of 111111111111 made them$/);
    expect(stepsOf(plan)[0]).toBe('edit: write deployFrom and accounts.ops back as they were');
  });

  test('of an OU that moves to an earlier environment is to let go of it first, and then nothing stands in the way', async () => {
    const moved = exchanged(
      ORG_YAML,
      [', ou-abcd-44444444]', ']'],
      ['[ou-abcd-11111111]', '[ou-abcd-11111111, ou-abcd-44444444]'],
    );
    const before = deployedFrom(ORG_YAML);
    const plan = await plannedEdit(before, moved);
    const ids = ['ProductAccounts', 'AccessRoles', 'OperatorRoles', 'AccountTrails', 'ForwardingRoles', 'Forwarding'];
    const losing = ids.map((id) => `${id}-prod`);
    expect(stepsOf(plan)).toEqual([
      `run: npx cdk deploy --exclusively ${losing.join(' ')}`,
      'run: npx cdk deploy --all',
    ]);
    const after = deployedFrom(moved).stacks;
    const stacks = new Map(
      [...before.stacks].map(([name, stack]) =>
        losing.includes(name.replace('orgstrap-', '')) ? [name, after.get(name) ?? stack] : [name, stack],
      ),
    );
    expect(obstaclesIn((await plannedEdit({ ...before, stacks }, moved)).edits, [])).toEqual([]);
  });
});

describe('a workspace that is renamed', () => {
  test('has its state moved by each pipeline that has one', async () => {
    const renamed = exchanged(ORG_YAML, ['{ stage: "555555555555" }', '{ staging: "555555555555" }']);
    const plan = await plannedEdit(deployedFrom(ORG_YAML), renamed);
    expect(stepsOf(plan)).toEqual([
      'doByHand: In a job of the pipeline delivery that may apply, while no other runs:',
      'run: terraform workspace select stage && terraform state pull > state.json',
      'run: terraform workspace select -or-create staging && terraform state push state.json',
    ]);
    expect(obstaclesIn(plan.edits, ['moved-states'])).toEqual([]);
  });
});

describe('users whom a deployment would delete', () => {
  test.each([
    ['CI', DATA_RETIRED, 'deleted-keys', ['run: npx orgstrap key delete data']],
    ['people', WITHOUT_DEVELOPER, 'revoked-people', ['run: npx orgstrap people revoke first-developer']],
  ])('are asked for by a word where nobody sees the keys, %s', async (_, text, word, steps) => {
    const plan = await plannedEdit(deployedFrom(ORG_YAML), text);
    expect(obstacle(plan)).toMatchObject({ verdict: 'to be accepted', accept: word });
    expect(stepsOf(plan)).toEqual(steps);
    expect(obstaclesIn(plan.edits, ['deleted-keys', 'revoked-people'])).toEqual([]);
  });

  test('are refused where they are seen to have keys, whatever word is given', async () => {
    const credentials = new Map([
      ['orgstrap-ci-apply-data', true],
      ['orgstrap-ci-plan-data', false],
    ]);
    const { edits } = await plannedEdit(deployedFrom(ORG_YAML, { credentials }), DATA_RETIRED);
    expect(obstaclesIn(edits, ['deleted-keys'])).toMatchObject([
      { verdict: 'refused', found: 'the deployment deletes orgstrap-ci-apply-data, who can still sign in' },
    ]);
  });

  test('are no matter once they are seen to have none', async () => {
    const credentials = new Map([['first-developer', false]]);
    const { edits } = await plannedEdit(deployedFrom(ORG_YAML, { credentials }), WITHOUT_DEVELOPER);
    expect(edits).toEqual([]);
  });

  test('are seen to by an administrator where org.yaml has no operators', async () => {
    const operators = ORG_YAML.slice(ORG_YAML.indexOf('operators:\n  -'), ORG_YAML.indexOf('guardrails:'));
    const [step] = stepsOf(
      await plannedEdit(
        deployedFrom(exchanged(ORG_YAML, [operators, ''])),
        exchanged(WITHOUT_DEVELOPER, [operators, '']),
      ),
    );
    expect(step).toContain('aws iam delete-access-key --user-name first-developer');
    expect(step).toContain('aws iam delete-login-profile --user-name first-developer');
  });
});

describe('stacks that leave the app', () => {
  test('are listed with the commands that delete them, and what stays', async () => {
    const protectedStacks = new Map(
      [...deployedFrom(DATA_RETIRED).stacks].map(([name, stack]) => [name, { ...stack, isProtected: true }]),
    );
    const { leftBehind } = await plannedEdit(deployedFrom(DATA_RETIRED, { stacks: protectedStacks }), WITHOUT_DATA);
    expect(leftBehind).toEqual([
      {
        stack: 'orgstrap-Pipeline-data',
        region: 'eu-west-1',
        keeps: [
          'AWS::KMS::Key',
          'AWS::KMS::Alias alias/orgstrap-state-data',
          'AWS::S3::Bucket orgstrap-state-data-333333333333-eu-west-1-an',
        ],
        users: [],
        commands: [
          `aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name orgstrap-Pipeline-data ${HOME}`,
          `${DELETE} orgstrap-Pipeline-data ${HOME}`,
          `${WAIT} orgstrap-Pipeline-data ${HOME}`,
        ],
      },
    ]);
  });

  test('are found in a Region that org.yaml does not name any more, too', async () => {
    const narrowed = exchanged(ORG_YAML, ['  regions: [eu-central-1]\n', '']);
    const all = [...deployedFrom(ORG_YAML).stacks];
    const isThere = ([name]: (typeof all)[number]) => name.endsWith('-eu-central-1');
    const before = deployedFrom(ORG_YAML, {
      stacks: new Map(all.filter((stack) => !isThere(stack))),
      elsewhere: { 'eu-central-1': new Map(all.filter(isThere)) },
    });
    const { leftBehind } = await plannedEdit(before, narrowed);
    expect(leftBehind.map(({ commands }) => commands[0])).toEqual([
      `${DELETE} orgstrap-Forwarding-Terraform-eu-central-1 --region eu-central-1`,
    ]);
  });

  test('go in the order in which nobody is trusted by what is gone', async () => {
    const people = ORG_YAML.slice(ORG_YAML.indexOf('people:'), ORG_YAML.indexOf('operators:\n  -'));
    const { leftBehind } = await plannedEdit(deployedFrom(ORG_YAML), exchanged(ORG_YAML, [people, '']));
    expect(leftBehind.map(({ stack, users }) => [stack, ...users].join(' '))).toEqual([
      'orgstrap-AccessRoles-dev',
      'orgstrap-AccessRoles-prod',
      'orgstrap-AccessRoles-stage',
      'orgstrap-OpsAccount first-operator first-developer',
    ]);
  });
});

describe('an estate of 0.2.0', () => {
  const folder = join(ROOT, 'test', 'baseline', '0.2.0', 'identity-center');

  test('has its sets over all environments deleted before those of each environment make the same', async () => {
    const text = readFileSync(join(folder, 'org.yaml'), 'utf8');
    const files = readdirSync(folder).filter((file) => file.endsWith('.json') && !file.startsWith('Member-'));
    const stacks: Deployed['stacks'] = new Map(
      files.map((file) => [
        `orgstrap-${file.replace('.template.json', '')}`,
        { status: 'CREATE_COMPLETE', template: readFileSync(join(folder, file), 'utf8') },
      ]),
    );
    const { edits } = await plannedEdit(deployedFrom(text, { stacks }), text);
    const [refused] = obstaclesIn(edits, []);
    expect(refused?.found).toMatch(/^orgstrap-Forwarding, orgstrap-ForwardingRoles left the app, and still hold /);
    expect(refused?.steps.slice(0, 4)).toEqual(
      ['Forwarding', 'ForwardingRoles'].flatMap((id) => [
        { run: expect.stringContaining(`${DELETE} orgstrap-${id} `) },
        { run: expect.stringContaining(`${WAIT} orgstrap-${id} `) },
      ]),
    );
  });
});

describe('what is said about all of it', () => {
  test('is every refusal at once, with the words that are asked for at the end', async () => {
    const text = exchanged(WITHOUT_PROD, ['    first-developer: [developers]\n', '']);
    const { edits } = await plannedEdit(deployedFrom(ORG_YAML), text);
    const said = obstaclesText(obstaclesIn(edits, []));
    expect(said).toContain('the environment prod is no longer in org.yaml');
    expect(said).toContain(
      '  2. in org.yaml: put environments.prod back as it was, and write retired: true under it\n',
    );
    expect(said).toContain('the deployment deletes first-developer');
    expect(said).toContain('once that is so: orgstrap plan --accept revoked-people');
  });
});
