import type { DestroyAccess } from '../../../lib/aws/destroy-access';
import type { CommandContext } from '../../../lib/commands/command';
import { destructionJson, destructionStatus, destructionText } from '../../../lib/commands/destroy/destroy.text';
import { destroyOrganization } from '../../../lib/commands/destroy/destroy-organization.command';
import { EXIT, Failure } from '../../../lib/domain/failure';
import { namesOf } from '../../../lib/domain/names-of';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { sharedOpsConfig } from '../../support/org-config';
import { assembledOf, FakeCloud } from '../deploy/fake-cloud';
import { RecordingIo } from '../recording-io';

const CONFIG = sharedOpsConfig();
/** As `retiredConfig` makes it of the file. */
const RETIRED: OrgConfig = {
  ...CONFIG,
  environments: [],
  retiredEnvironments: CONFIG.environments.map(({ name, deployedAs }) => ({ name, deployedAs })),
  pipelines: [],
  retiredPipelines: CONFIG.pipelines.map(({ name, deployedAs }) => ({ name, deployedAs })),
};
const DEPLOYED = assembledOf(CONFIG);
const APP = assembledOf(RETIRED);
const ID = CONFIG.organization.id;
const USERS = ['orgstrap-ci-apply-delivery', 'orgstrap-ci-plan-delivery'];
const BUCKET = namesOf(CONFIG).stateBucket('delivery');

interface Seen {
  readonly states?: readonly string[] | Failure;
  readonly policies?: readonly string[] | Failure;
}

const REFUSED = new Failure('AwsRefused', 'AWS refuses it', EXIT.unusable);

function deployedCloud(): FakeCloud {
  const cloud = new FakeCloud(CONFIG);
  for (const { name, template } of DEPLOYED.stacks) cloud.put(name, 'CREATE_COMPLETE', template);
  for (const user of USERS) cloud.signIns.set(user, false);
  return cloud;
}

function accessOf(cloud: FakeCloud, { states = [], policies = [] }: Seen): DestroyAccess {
  const access = cloud.access;
  return {
    get account() {
      return access.account;
    },
    states: access.states,
    instances: access.instances,
    operations: access.operations,
    stateObjects: {
      keys: () => (states instanceof Failure ? Promise.reject(states) : Promise.resolve(states)),
      read: () => (states instanceof Failure ? Promise.reject(states) : Promise.resolve(Buffer.from('{}'))),
    },
    controlPolicies: {
      read: () =>
        policies instanceof Failure
          ? Promise.reject(policies)
          : Promise.resolve({
              enabled: [],
              above: new Map(),
              names: new Map(),
              policies: policies.map((name) => ({
                type: 'SERVICE_CONTROL_POLICY' as const,
                id: name,
                name,
                content: '{}',
                targets: [],
              })),
            }),
    },
  };
}

async function destroy(
  cloud: FakeCloud,
  options: Parameters<typeof destroyOrganization>[2] = { yes: ID },
  seen: Seen = {},
  fakes: Partial<CommandContext> = {},
) {
  const io = new RecordingIo();
  const context = cloud.context(io, APP, { destroyAccess: () => Promise.resolve(accessOf(cloud, seen)), ...fakes });
  const destruction = await destroyOrganization(CONFIG, RETIRED, options, context);
  return {
    io,
    destruction,
    status: destructionStatus(destruction),
    text: destructionText(CONFIG, destruction, false),
  };
}

describe('everything', () => {
  test('lets go of what suspended accounts have before the StackSet goes, and names it', async () => {
    const cloud = deployedCloud();
    const dev = 'orgstrap-ProductAccounts-dev';
    const place = { status: 'CURRENT', region: 'eu-west-1', unit: 'ou-abcd-11111111' };
    const stack = 'arn:aws:cloudformation:eu-west-1:999999999999:stack/a';
    cloud.instances[dev] = [
      { ...place, account: '444444444444' },
      { ...place, account: '999999999999', detailedStatus: 'SKIPPED_SUSPENDED_ACCOUNT', stack },
    ];
    const { status, text } = await destroy(cloud);
    expect(status).toBe(EXIT.done);
    const first = cloud.done.indexOf(`let go of 999999999999 below ${place.unit} in ${place.region}: ${dev}`);
    expect(cloud.done[first + 1]).toBe(`delete ${dev}`);
    expect(cloud.done.filter((each) => each.startsWith('let go'))).toHaveLength(1);
    expect(text).toContain(`deleted: ${dev}\n  stays in a suspended account, which nobody reaches: ${stack}\n`);
  });

  test('is emptied, and then deleted, a deployment backwards', async () => {
    const cloud = deployedCloud();
    const { status, text } = await destroy(cloud);
    expect(status).toBe(EXIT.done);
    expect(cloud.names).toEqual([]);
    const [cdk = '', ...deletions] = cloud.done;
    expect(cdk).toContain('--exclusively');
    expect(cdk).toContain('ProductAccounts-prod');
    expect(deletions).toEqual([...APP.stacks].reverse().map(({ name }) => `delete ${name}`));
    expect(text).toContain('destroyed: 5 stacks deleted, and nothing is left but what is named above');
  });

  test('names what is kept and where, before the question and in the end', async () => {
    const { io, text } = await destroy(deployedCloud());
    for (const said of [io.out, text]) {
      expect(said).toContain(`AWS::S3::Bucket ${BUCKET} in 333333333333`);
      expect(said).toContain('AWS::KMS::Alias alias/orgstrap-state-delivery');
      expect(said).toContain('orgstrap-boundary* in 444444444444, 555555555555, 666666666666');
    }
    expect(text).toContain('aws organizations deregister-delegated-administrator --account-id 333333333333');
    expect(text).toContain('aws cloudformation deactivate-organizations-access');
  });

  test('that is gone already is nothing to do', async () => {
    const cloud = new FakeCloud(CONFIG);
    const { status, text } = await destroy(cloud);
    expect(status).toBe(EXIT.done);
    expect(cloud.done).toEqual([]);
    expect(text).toContain('0 stacks deleted');
  });

  test('is told as JSON, and nothing else is on stdout', async () => {
    const { destruction, io } = await destroy(deployedCloud(), { yes: ID, json: true });
    expect(io.out).toBe('');
    expect(JSON.parse(destructionJson(destruction))).toMatchObject({
      version: 1,
      ok: true,
      retired: expect.arrayContaining(['orgstrap-ProductAccounts-dev']),
      failed: [],
      left: [],
      kept: expect.arrayContaining([expect.objectContaining({ what: `AWS::S3::Bucket ${BUCKET}` })]),
    });
  });
});

describe('a run that was interrupted', () => {
  test('goes on: what is deleted is not made again, and what is left is deleted', async () => {
    const cloud = deployedCloud();
    for (const { name, template } of APP.stacks) cloud.put(name, 'UPDATE_COMPLETE', template);
    cloud.states.delete('orgstrap-TerraformAccount');
    const { status } = await destroy(cloud);
    expect(status).toBe(EXIT.done);
    expect(cloud.done.some((done) => done.startsWith('cdk'))).toBe(false);
    expect(cloud.names).toEqual([]);
  });

  test('is waited for, or refused', async () => {
    const cloud = deployedCloud();
    cloud.put('orgstrap-ProductAccounts-dev', 'DELETE_IN_PROGRESS', undefined);
    await expect(destroy(cloud)).rejects.toMatchObject({ code: 'DeploymentRunning', exitStatus: EXIT.unusable });
  });

  test('deletes what it could not delete before', async () => {
    const cloud = deployedCloud();
    cloud.undeletable.add('orgstrap-Pipeline-delivery');
    cloud.failures['orgstrap-Pipeline-delivery'] = [
      {
        logicalId: 'Group',
        type: 'AWS::IAM::Group',
        reason: 'Cannot delete entity, must remove users from group first',
      },
    ];
    const first = await destroy(cloud);
    expect(first.status).toBe(EXIT.failed);
    expect(first.text).toContain('not deleted: orgstrap-Pipeline-delivery\n  Group: Cannot delete entity');
    expect(first.text).toContain('run orgstrap destroy again; it goes on from there');
    expect(cloud.names).toContain('orgstrap-TerraformAccount');
    cloud.undeletable.clear();
    expect((await destroy(cloud)).status).toBe(EXIT.done);
    expect(cloud.names).toEqual([]);
  });
});

describe('nothing is deleted', () => {
  test('where what lets somebody in could not be emptied', async () => {
    const cloud = deployedCloud();
    const cdkStarter = cloud.cdk(APP, () => 'UPDATE_ROLLBACK_COMPLETE');
    const { status, text } = await destroy(cloud, { yes: ID }, {}, { cdkStarter });
    expect(status).toBe(EXIT.failed);
    expect(text).toContain('failed (UPDATE_ROLLBACK_COMPLETE)');
    expect(cloud.done.filter((done) => done.startsWith('delete'))).toEqual([]);
  });

  test.each([
    ['nobody sits at a terminal', undefined, `--yes ${ID}`],
    ['the id is of another organization', 'o-other00000', 'is not the id of the organization'],
  ])('where %s', async (_, yes, message) => {
    const cloud = deployedCloud();
    await expect(destroy(cloud, { yes })).rejects.toMatchObject({
      code: 'NotConfirmed',
      exitStatus: EXIT.unusable,
      message: expect.stringContaining(message),
    });
    expect(cloud.done).toEqual([]);
  });

  test('while there are states, which are named', async () => {
    await expect(
      destroy(deployedCloud(), { yes: ID }, { states: ['env:/dev/terraform.tfstate'] }),
    ).rejects.toMatchObject({
      code: 'StatesExist',
      exitStatus: EXIT.unusable,
      message: expect.stringMatching(/delivery: orgstrap-state-delivery-.* has env:\/dev\/terraform\.tfstate/),
    });
  });

  test('while nobody sees whether there are states', async () => {
    await expect(destroy(deployedCloud(), { yes: ID }, { states: REFUSED })).rejects.toMatchObject({
      code: 'StatesExist',
      message: expect.stringContaining('nobody sees from here'),
    });
    expect((await destroy(deployedCloud(), { yes: ID, keepStates: true }, { states: REFUSED })).status).toBe(EXIT.done);
  });

  test('where states shall be exported and cannot be read', async () => {
    const cloud = deployedCloud();
    await expect(destroy(cloud, { yes: ID, exportStates: '/nowhere' }, { states: REFUSED })).rejects.toMatchObject({
      code: 'StatesNotExported',
    });
    expect(cloud.done).toEqual([]);
  });

  test('while guardrails are in force', async () => {
    await expect(destroy(deployedCloud(), { yes: ID }, { policies: ['orgstrap-protection'] })).rejects.toMatchObject({
      code: 'GuardrailsInForce',
      exitStatus: EXIT.unusable,
      message: expect.stringContaining('npx orgstrap destroy --guardrails'),
    });
  });

  test('while users can sign in, or nobody sees it; all are named at once, with what to run', async () => {
    const cloud = deployedCloud();
    cloud.signIns.set('orgstrap-ci-apply-delivery', true);
    cloud.signIns.delete('orgstrap-ci-plan-delivery');
    const refusal = destroy(cloud, { yes: ID });
    await expect(refusal).rejects.toMatchObject({ code: 'UsersSignIn', exitStatus: EXIT.unusable });
    await expect(refusal).rejects.toThrow('orgstrap-ci-apply-delivery (333333333333) can still sign in');
    await expect(refusal).rejects.toThrow('aws iam delete-access-key --user-name orgstrap-ci-apply-delivery');
    await expect(refusal).rejects.toThrow('nobody sees from here whether orgstrap-ci-plan-delivery');
    await expect(refusal).rejects.toThrow('--accept deleted-keys');
    expect(cloud.done).toEqual([]);
  });

  test('the word is taken for users whom nobody sees, and never for those who are seen', async () => {
    const cloud = deployedCloud();
    cloud.signIns.delete('orgstrap-ci-plan-delivery');
    expect((await destroy(cloud, { yes: ID, accept: ['deleted-keys'] })).status).toBe(EXIT.done);
    const seen = deployedCloud();
    seen.signIns.set('orgstrap-ci-plan-delivery', true);
    await expect(destroy(seen, { yes: ID, accept: ['deleted-keys'] })).rejects.toMatchObject({ code: 'UsersSignIn' });
  });
});

describe('the question', () => {
  function typing(answers: readonly string[]): Partial<CommandContext> {
    return {
      prompter: () =>
        Promise.resolve({
          choice: () => Promise.resolve(undefined),
          text: (_, problemOf) => Promise.resolve(answers.find((answer) => problemOf(answer) === undefined)),
        }),
    };
  }

  test('takes the id of the organization, and no other answer', async () => {
    const cloud = deployedCloud();
    expect((await destroy(cloud, {}, {}, typing(['yes', 'o-other00000', ID]))).status).toBe(EXIT.done);
  });

  test('that is ended with Ctrl-C destroys nothing', async () => {
    const cloud = deployedCloud();
    await expect(destroy(cloud, {}, {}, typing(['yes']))).rejects.toMatchObject({ exitStatus: EXIT.interrupted });
    expect(cloud.done).toEqual([]);
  });
});
