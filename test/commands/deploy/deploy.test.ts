import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { CommandContext } from '../../../lib/commands/command';
import { deploymentJson, deploymentStatus, deploymentText } from '../../../lib/commands/deploy/deploy.text';
import { deployOrganization } from '../../../lib/commands/deploy/deploy-organization.command';
import { EXIT, Failure } from '../../../lib/domain/failure';
import type { PrincipalArn } from '../../../lib/domain/ids';
import { packageVersion } from '../../../lib/policies/policies-folder';
import { OPS, pipeline, sharedOpsConfig } from '../../support/org-config';
import { viewOf } from '../doctor/healthy-view';
import { RecordingIo } from '../recording-io';
import { assembledOf, FakeCloud } from './fake-cloud';

const CONFIG = sharedOpsConfig();
const APP = assembledOf(CONFIG);
const NAMES = APP.stacks.map(({ name }) => name);
const GROWN = sharedOpsConfig({ pipelines: [...CONFIG.pipelines, pipeline('old', ['dev'])] });

function cloudWith(names: readonly string[] = []): FakeCloud {
  const cloud = new FakeCloud(CONFIG);
  for (const { name, template } of APP.stacks) if (names.includes(name)) cloud.put(name, 'CREATE_COMPLETE', template);
  return cloud;
}

function templateOf(stack: string): string | undefined {
  return APP.stacks.find(({ id }) => id === stack)?.template;
}

/** Deploys, and says what came of it. */
async function deploy(
  cloud: FakeCloud,
  options: Parameters<typeof deployOrganization>[1] = { yes: true },
  fakes: Partial<CommandContext> = {},
) {
  const io = new RecordingIo();
  const deployment = await deployOrganization(CONFIG, options, cloud.context(io, APP, fakes));
  return {
    deployment,
    status: deploymentStatus(deployment),
    text: deploymentText(CONFIG, deployment, false),
    io,
  };
}

function prompting(answer: string | undefined, questions: string[] = []): Pick<CommandContext, 'prompter'> {
  return {
    prompter: () =>
      Promise.resolve({
        text: () => Promise.resolve(undefined),
        choice: (question) => {
          questions.push(question);
          return Promise.resolve(answer);
        },
      }),
  };
}

describe('a first deployment', () => {
  test('deploys every stack of the very assembly that was planned', async () => {
    const cloud = cloudWith();
    const { status, text, io } = await deploy(cloud);
    expect(status).toBe(EXIT.done);
    expect(cloud.names).toEqual(NAMES);
    expect(cloud.done).toEqual([
      `cdk deploy ${APP.stacks.map(({ id }) => id).join(' ')} --app --require-approval never --progress events --no-color`,
    ]);
    expect(io.out).toContain('orgstrap-ProductAccounts-prod (new');
    expect(text).toContain('not verified: org.yaml has no operators');
    expect(text).toContain('done: 5 stacks deployed');
  });

  test('leaves no folder behind', async () => {
    const before = process.env.TMPDIR;
    const folder = mkdtempSync(`${tmpdir()}/orgstrap-test-`);
    process.env.TMPDIR = folder;
    try {
      await deploy(cloudWith());
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
      rmSync(folder, { recursive: true });
    }
  });

  test('passes the number of stacks at the same time on', async () => {
    const cloud = cloudWith();
    await deploy(cloud, { yes: true, concurrency: 4 });
    expect(cloud.done[0]).toContain('--concurrency 4');
  });

  test('tells on the way where it is', async () => {
    const told: string[] = [];
    await deploy(cloudWith(), { yes: true }, { during: (_, work) => work((text) => told.push(text)) });
    expect(told).toContain('making every template');
    expect(told.some((text) => text.startsWith('stack 0 of 5'))).toBe(true);
  });
});

describe('the one question', () => {
  test('is not asked where nobody sits at a terminal, and then nothing is asked of AWS either', async () => {
    await expect(
      deployOrganization(CONFIG, {}, { ...cloudWith().context(new RecordingIo(), APP), deployAccess: fail }),
    ).rejects.toMatchObject({ code: 'NotConfirmed', exitStatus: EXIT.unusable });
  });

  test('says what it is about, and yes deploys', async () => {
    const questions: string[] = [];
    const cloud = cloudWith();
    await deploy(cloud, {}, prompting('yes', questions));
    expect(questions).toEqual(['deploy 5 stacks to o-exampleorgid?']);
    expect(cloud.done).toHaveLength(1);
  });

  test.each([
    ['no', 'NotConfirmed', EXIT.failed],
    [undefined, 'Interrupted', EXIT.interrupted],
  ])('answered with %s deploys nothing', async (answer, code, exitStatus) => {
    const cloud = cloudWith();
    await expect(deploy(cloud, {}, prompting(answer))).rejects.toMatchObject({ code, exitStatus });
    expect(cloud.done).toEqual([]);
  });
});

describe('nothing is begun', () => {
  test('with credentials of another account', async () => {
    const cloud = cloudWith();
    cloud.account = '999999999999';
    await expect(deploy(cloud)).rejects.toMatchObject({ code: 'WrongAccount', exitStatus: EXIT.unusable });
  });

  test('while AWS is at work for somebody else, whom it names', async () => {
    const cloud = cloudWith(NAMES);
    cloud.put('orgstrap-ProductAccounts-dev', 'UPDATE_IN_PROGRESS', templateOf('ProductAccounts-dev'));
    cloud.operations['orgstrap-ProductAccounts-dev'] = [{ id: 'op-1', action: 'UPDATE', status: 'RUNNING' }];
    await expect(deploy(cloud)).rejects.toMatchObject({
      code: 'DeploymentRunning',
      exitStatus: EXIT.unusable,
      message: expect.stringMatching(
        /orgstrap-ProductAccounts-dev: UPDATE_IN_PROGRESS\n {2}orgstrap-ProductAccounts-dev: UPDATE RUNNING \(operation op-1\)/,
      ),
    });
    expect(cloud.done).toEqual([]);
  });

  test('where somebody began while the plan was read', async () => {
    const cloud = cloudWith();
    const asked = prompting('yes');
    const prompter = async () => {
      cloud.put('orgstrap-TerraformAccount', 'CREATE_IN_PROGRESS');
      return await (asked.prompter ?? fail)();
    };
    await expect(deploy(cloud, {}, { prompter })).rejects.toMatchObject({ code: 'DeploymentRunning' });
    expect(cloud.done).toEqual([]);
  });

  test('where another deployment was between two of its stacks at the first look', async () => {
    const cloud = cloudWith();
    const looks = { after: 0 };
    const wait = () => {
      if (++looks.after === 1) cloud.put('orgstrap-TerraformAccount', 'CREATE_IN_PROGRESS');
      return Promise.resolve();
    };
    await expect(deploy(cloud, { yes: true }, { wait })).rejects.toMatchObject({ code: 'DeploymentRunning' });
    expect(cloud.done).toEqual([]);
  });

  test('where these credentials may not see StackSets: doctor says why, with all else', async () => {
    const cloud = cloudWith();
    const deployAccess = () => {
      const access = cloud.access;
      const names = () => Promise.reject(new Failure('AwsRefused', 'no delegated administrator', EXIT.unusable));
      return Promise.resolve({
        ...access,
        account: { ...access.account, stackSets: { ...access.account.stackSets, names } },
      });
    };
    const doctorAccess = () => Promise.resolve(viewOf({ administrators: [] }));
    await expect(deploy(cloud, { yes: true }, { deployAccess, doctorAccess })).rejects.toMatchObject({
      code: 'NotReady',
      message: expect.stringContaining('delegated administrator of StackSets'),
    });
  });

  test('where doctor finds what breaks it, unless somebody takes the word for it', async () => {
    const doctorAccess = () => Promise.resolve(viewOf({ isTrusted: false }));
    const cloud = cloudWith();
    await expect(deploy(cloud, { yes: true }, { doctorAccess })).rejects.toMatchObject({
      code: 'NotReady',
      exitStatus: EXIT.failed,
      message: expect.stringContaining('--accept doctor-findings'),
    });
    expect((await deploy(cloud, { yes: true, accept: ['doctor-findings'] }, { doctorAccess })).status).toBe(EXIT.done);
  });

  test('where AWS does not tell doctor what could break it: nobody knows then, and another run may', async () => {
    const silent = new Failure('AwsSilent', 'AWS does not answer', EXIT.incomplete);
    const doctorAccess = () => Promise.resolve(viewOf({ isTrusted: silent }));
    const cloud = cloudWith();
    await expect(deploy(cloud, { yes: true }, { doctorAccess })).rejects.toMatchObject({
      code: 'NotReady',
      exitStatus: EXIT.incomplete,
      message: expect.stringMatching(/^nobody knows whether .*, because AWS did not answer, and nothing was deployed/),
    });
    expect(cloud.done).toEqual([]);
    const { status, io } = await deploy(cloud, { yes: true, accept: ['doctor-findings'] }, { doctorAccess });
    expect({ status, err: io.err }).toMatchObject({
      status: EXIT.done,
      err: expect.stringContaining('AWS does not answer'),
    });
  });

  test('where AWS does not tell of root users, it goes on: they break nothing', async () => {
    const silent = new Failure('AwsSilent', 'AWS does not answer', EXIT.incomplete);
    const doctorAccess = () => Promise.resolve(viewOf({ rootUser: silent }));
    expect((await deploy(cloudWith(), { yes: true }, { doctorAccess })).status).toBe(EXIT.done);
  });

  test('where plan refuses the edit', async () => {
    const cloud = new FakeCloud(GROWN);
    for (const { name, template } of assembledOf(GROWN).stacks) cloud.put(name, 'CREATE_COMPLETE', template);
    await expect(deploy(cloud)).rejects.toMatchObject({
      code: 'EditRefused',
      message: expect.stringContaining('the pipeline old'),
    });
  });

  test('where a newer version deployed last, unless somebody says that it is so', async () => {
    const cloud = cloudWith(NAMES);
    const newer = templateOf('TerraformAccount')?.replace(`"Value":"${packageVersion()}"`, '"Value":"99.0.0"');
    cloud.put('orgstrap-TerraformAccount', 'UPDATE_COMPLETE', newer);
    await expect(deploy(cloud)).rejects.toMatchObject({
      code: 'EditRefused',
      exitStatus: EXIT.unusable,
      message: expect.stringContaining('orgstrap 99.0.0 deployed this'),
    });
    expect(cloud.done).toEqual([]);
    expect((await deploy(cloud, { yes: true, accept: ['older-version'] })).status).toBe(EXIT.done);
  });

  test.each(['UPDATE_ROLLBACK_FAILED', 'UPDATE_FAILED', 'DELETE_FAILED'])(
    'with a stack in %s, which somebody has to mend first',
    async (status) => {
      const cloud = cloudWith(NAMES);
      cloud.put('orgstrap-ProductAccounts-dev', status, templateOf('ProductAccounts-dev'));
      await expect(deploy(cloud)).rejects.toMatchObject({
        code: 'StuckStacks',
        exitStatus: EXIT.unusable,
        message: expect.stringContaining('--stack-name orgstrap-ProductAccounts-dev --region eu-west-1'),
      });
    },
  );
});

describe('what an earlier run left half way', () => {
  test.each(['ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS'])('%s is said, and gone on from', async (status) => {
    const cloud = cloudWith();
    cloud.put('orgstrap-TerraformAccount', status);
    const { io, status: ended } = await deploy(cloud);
    expect(io.out).toContain(`orgstrap-TerraformAccount is ${status}`);
    expect(ended).toBe(EXIT.done);
  });

  test('is waited for as long as somebody allows', async () => {
    const cloud = cloudWith();
    cloud.put('orgstrap-TerraformAccount', 'CREATE_IN_PROGRESS');
    const wait = (milliseconds: number) => {
      cloud.time += milliseconds;
      if (cloud.time > 60_000) cloud.put('orgstrap-TerraformAccount', 'ROLLBACK_COMPLETE');
      return new Promise<void>((resolve) => setImmediate(resolve));
    };
    expect((await deploy(cloud, { yes: true, wait: 2 }, { wait })).status).toBe(EXIT.done);
  });

  test('is no longer waited for than that', async () => {
    const cloud = cloudWith();
    cloud.put('orgstrap-TerraformAccount', 'CREATE_IN_PROGRESS');
    await expect(deploy(cloud, { yes: true, wait: 3 })).rejects.toMatchObject({ code: 'DeploymentRunning' });
    expect(cloud.time).toBeGreaterThanOrEqual(3 * 60_000);
    expect(cloud.time).toBeLessThan(4 * 60_000);
  });
});

describe('a wave that fails', () => {
  function failing(): FakeCloud {
    const cloud = cloudWith();
    cloud.operations['orgstrap-ProductAccounts-stage'] = [
      { id: 'back', action: 'DELETE', status: 'SUCCEEDED' },
      { id: 'there', action: 'CREATE', status: 'FAILED' },
    ];
    cloud.results['orgstrap-ProductAccounts-stage'] = [
      { account: '555555555555', status: 'FAILED', reason: 'orgstrap-terraform already exists' },
      { account: '555555555556', status: 'CANCELLED' },
    ];
    return cloud;
  }
  const inStage = (name: string) => (name.endsWith('stage') ? 'ROLLBACK_COMPLETE' : 'CREATE_COMPLETE');

  test('ends with 1, and names the accounts with the reason in plain words and the next step', async () => {
    const cloud = failing();
    const { status, text } = await deploy(cloud, { yes: true }, { cdkStarter: cloud.cdk(APP, inStage) });
    expect(status).toBe(EXIT.failed);
    expect(text).toContain('orgstrap-ProductAccounts-stage failed (ROLLBACK_COMPLETE) in 1 account');
    expect(text).toContain('555555555555: something of that name is there');
    expect(text).toContain('AWS says: orgstrap-terraform already exists');
    expect(text).toContain('next: npx orgstrap plan');
    expect(text).not.toContain('555555555556');
    expect(text).toContain('run orgstrap deploy again; it goes on from there');
  });

  test('leaves the end of what the CDK CLI wrote to the log', async () => {
    const cloud = failing();
    const { io } = await deploy(cloud, { yes: true }, { cdkStarter: cloud.cdk(APP, inStage) });
    expect(io.err).toContain('cdk: orgstrap-ProductAccounts-stage failed\n');
  });

  test('keeps those behind it from being begun, and what left org.yaml from being deleted', async () => {
    const cloud = failing();
    cloud.put('orgstrap-Pipeline-gone');
    const { deployment, text } = await deploy(cloud, { yes: true }, { cdkStarter: cloud.cdk(APP, inStage) });
    expect(deployment.notBegun).toEqual(['orgstrap-ProductAccounts-prod']);
    expect(text).toContain('not begun, because they wait for it: orgstrap-ProductAccounts-prod');
    expect(cloud.names).not.toContain('orgstrap-ProductAccounts-prod');
    expect(cloud.done.filter((done) => done.startsWith('delete'))).toEqual([]);
  });

  test('goes on when it is run again', async () => {
    const cloud = failing();
    await deploy(cloud, { yes: true }, { cdkStarter: cloud.cdk(APP, inStage) });
    expect((await deploy(cloud)).status).toBe(EXIT.done);
    expect(cloud.names).toEqual(expect.arrayContaining([...NAMES]));
  });

  describe('with its StackSet, which CloudFormation takes back', () => {
    const AtWork = 'orgstrap-ProductAccounts-stage';

    test('is told by what was seen of it meanwhile', async () => {
      const cloud = cloudWith();
      const reason = 'orgstrap-terraform already exists';
      const cdkStarter: CommandContext['cdkStarter'] = () =>
        Promise.resolve(() => {
          const end = async () => {
            cloud.put(AtWork, 'CREATE_IN_PROGRESS');
            cloud.operations[AtWork] = [{ id: 'there', action: 'CREATE', status: 'RUNNING' }];
            cloud.results[AtWork] = [{ account: '555555555555', status: 'FAILED', reason }];
            await new Promise((resolve) => setTimeout(resolve, 50));
            cloud.put(AtWork, 'ROLLBACK_COMPLETE');
            cloud.operations[AtWork] = [];
            return { status: 1, lastLines: [] };
          };
          return { end: end(), stop: () => undefined };
        });
      const { text } = await deploy(cloud, { yes: true }, { cdkStarter });
      expect(text).toContain(
        `${AtWork} failed (ROLLBACK_COMPLETE) in 1 account\n  555555555555: something of that name`,
      );
    });

    test('is told with the accounts of its environment where nobody saw which', async () => {
      const cloud = cloudWith();
      const { text } = await deploy(cloud, { yes: true }, { cdkStarter: cloud.cdk(APP, inStage) });
      expect(text).toContain(`${AtWork} failed (ROLLBACK_COMPLETE) in one or more of stage 555555555555`);
    });
  });

  test('says what the resources of a stack say where it is no StackSet', async () => {
    const cloud = cloudWith();
    cloud.failures['orgstrap-TerraformAccount'] = [
      { logicalId: 'Bucket', type: 'AWS::S3::Bucket', reason: 'Access Denied by a thing nobody knows' },
    ];
    const { text } = await deploy(cloud, { yes: true }, { cdkStarter: cloud.cdk(APP, () => 'ROLLBACK_COMPLETE') });
    expect(text).toContain('Bucket: Access Denied by a thing nobody knows');
  });

  test('that AWS says nothing about shows what the CDK CLI wrote last', async () => {
    const cloud = cloudWith();
    const end = Promise.resolve({ status: 1, lastLines: ['the security token is expired'] });
    const cdkStarter = () => Promise.resolve(() => ({ end, stop: () => undefined }));
    const { text, status } = await deploy(cloud, { yes: true }, { cdkStarter });
    expect(text).toContain('cdk deploy ended with 1:\n  the security token is expired');
    expect(status).toBe(EXIT.failed);
  });

  test('is told by what the CDK CLI wrote where AWS does not answer any more', async () => {
    const cloud = cloudWith();
    const end = Promise.resolve({ status: 1, lastLines: ['getaddrinfo ENOTFOUND'] });
    const deployAccess = () => {
      const access = cloud.access;
      const find = () => Promise.reject(new Failure('AwsUnreachable', 'no network', EXIT.incomplete));
      return Promise.resolve({ ...access, states: { ...access.states, find }, account: access.account });
    };
    const cdkStarter = () => Promise.resolve(() => ({ end, stop: () => undefined }));
    const { text, status } = await deploy(cloud, { yes: true }, { cdkStarter, deployAccess });
    expect(text).toContain('getaddrinfo ENOTFOUND');
    expect(status).toBe(EXIT.failed);
  });

  test('of an earlier day, which nobody touched since, is not told again', async () => {
    const cloud = cloudWith(NAMES);
    cloud.put('orgstrap-ProductAccounts-stage', 'UPDATE_ROLLBACK_COMPLETE', templateOf('ProductAccounts-stage'));
    const end = Promise.resolve({ status: 0, lastLines: [] });
    const { deployment } = await deploy(
      cloud,
      { yes: true },
      { cdkStarter: () => Promise.resolve(() => ({ end, stop: () => undefined })) },
    );
    expect(deployment.failed).toEqual([]);
  });

  test('is none in accounts that are suspended, which StackSets pass over', async () => {
    const cloud = cloudWith();
    cloud.instances['orgstrap-ProductAccounts-dev'] = [
      { account: '999999999999', status: 'OUTDATED', detailedStatus: 'SKIPPED_SUSPENDED_ACCOUNT' },
    ];
    const deployAccess = () => {
      const access = cloud.access;
      const { account } = access;
      const tree = async () => {
        const now = await account.organization.tree();
        const closed = { id: '999999999999', name: 'closed', parent: 'ou-abcd-11111111', state: 'SUSPENDED' };
        return { ...now, accounts: [...now.accounts, closed] };
      };
      const organization = { ...account.organization, tree };
      return Promise.resolve({ ...access, account: { ...account, organization } });
    };
    const { status, deployment } = await deploy(cloud, { yes: true }, { deployAccess });
    expect([status, deployment.toMend]).toEqual([EXIT.done, []]);
  });

  test('in some accounts of an environment alone is a finding, with the command that mends it', async () => {
    const cloud = cloudWith();
    cloud.instances['orgstrap-ProductAccounts-dev'] = [
      { account: '444444444444', status: 'OUTDATED', detailedStatus: 'FAILED', reason: 'no', unit: 'ou-abcd-11111111' },
    ];
    const { text, status } = await deploy(cloud);
    expect(status).toBe(EXIT.failed);
    expect(text).toContain('orgstrap-ProductAccounts-dev is FAILED in 444444444444: no');
    expect(text).toContain('aws cloudformation update-stack-instances --stack-set-name orgstrap-ProductAccounts-dev');
  });
});

describe('what left org.yaml', () => {
  function withLeft(status = 'CREATE_COMPLETE', template = '{"Resources":{}}'): FakeCloud {
    const cloud = cloudWith(NAMES);
    cloud.put('orgstrap-Alarms-gone', status, template, { isProtected: status === 'CREATE_COMPLETE' });
    return cloud;
  }

  test('is deleted after the deployment, and the question says so', async () => {
    const cloud = withLeft();
    const questions: string[] = [];
    const { text, io } = await deploy(cloud, {}, prompting('yes', questions));
    expect(questions).toEqual(['deploy 5 stacks to o-exampleorgid, and delete orgstrap-Alarms-gone?']);
    expect(cloud.done.slice(1)).toEqual(['unprotect orgstrap-Alarms-gone', 'delete orgstrap-Alarms-gone']);
    expect(io.out).toContain(
      'no longer in org.yaml; deleted after the deployment, in this order:\n  orgstrap-Alarms-gone',
    );
    expect(text).toContain('deleted: orgstrap-Alarms-gone');
  });

  test('is deleted where nothing is left of it but a failed creation', async () => {
    const cloud = withLeft('ROLLBACK_COMPLETE');
    expect((await deploy(cloud)).deployment.deletions).toMatchObject([{ result: 'deleted' }]);
  });

  test('that cannot be deleted is a failure, with what AWS says', async () => {
    const cloud = withLeft();
    cloud.undeletable.add('orgstrap-Alarms-gone');
    cloud.failures['orgstrap-Alarms-gone'] = [
      { logicalId: 'Policy', type: 'AWS::IAM::ManagedPolicy', reason: 'Cannot delete: DeleteConflict' },
    ];
    const { status, text } = await deploy(cloud);
    expect(status).toBe(EXIT.failed);
    expect(text).toContain('not deleted: orgstrap-Alarms-gone\n  Policy: Cannot delete: DeleteConflict');
  });

  test('is not touched where a part alone is deployed', async () => {
    const cloud = withLeft();
    await deploy(cloud, { yes: true, wave: 'dev' });
    expect(cloud.done.filter((done) => done.startsWith('delete'))).toEqual([]);
    expect(cloud.done[0]).not.toContain('ProductAccounts-prod');
  });

  test('stops everything while users of it can sign in, whom IAM would not delete', async () => {
    const user = { Type: 'AWS::IAM::User', Properties: { UserName: 'first-operator' } };
    const cloud = withLeft('CREATE_COMPLETE', JSON.stringify({ Resources: { user } }));
    cloud.signIns.set('first-operator', true);
    await expect(deploy(cloud)).rejects.toMatchObject({
      code: 'UsersSignIn',
      exitStatus: EXIT.unusable,
      message: expect.stringContaining('aws iam delete-login-profile --user-name first-operator'),
    });
    expect(cloud.done).toEqual([]);
  });
});

describe('verification', () => {
  const Operated = sharedOpsConfig({ operators: [`arn:aws:iam::${OPS}:user/operator` as PrincipalArn] });
  const OperatedApp = assembledOf(Operated);

  async function verified(enter: () => Promise<never>) {
    const cloud = new FakeCloud(Operated);
    const view = { caller: { account: () => Promise.resolve(cloud.account) }, enter };
    const context = cloud.context(new RecordingIo(), OperatedApp, { auditorAccess: () => Promise.resolve(view) });
    return await deployOrganization(Operated, { yes: true }, context);
  }

  test('that these credentials may not do is left to an operator, and said', async () => {
    const deployment = await verified(() => Promise.reject(new Failure('AwsRefused', 'no', EXIT.unusable)));
    expect(deployment.notVerified).toContain('run orgstrap verify as one');
    expect(deploymentStatus(deployment)).toBe(EXIT.done);
  });

  test('of a planted role stops guardrails before anything is done', async () => {
    const guarded = { ...Operated, guardrails: { deployers: [] } };
    const cloud = new FakeCloud(guarded);
    cloud.account = guarded.organization.managementAccount;
    const trust = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
    });
    const planted = { arn: `arn:aws:iam::${OPS}:role/stacksets-exec-planted`, trust };
    const enter = () => Promise.resolve({ roles: { beginningWith: () => Promise.resolve([planted]) } });
    const view = { caller: { account: () => Promise.resolve(cloud.account) }, enter };
    const context = cloud.context(new RecordingIo(), OperatedApp, {
      auditorAccess: () => Promise.resolve(view as never),
    });
    await expect(deployOrganization(guarded, { yes: true, guardrails: true }, context)).rejects.toMatchObject({
      code: 'PlantedRoles',
    });
    expect(cloud.done).toEqual([]);
  });

  test('to which AWS does not answer is open', async () => {
    const deployment = await verified(() => Promise.reject(new Failure('AwsBusy', 'busy', EXIT.incomplete)));
    expect(deployment.verified).toBeDefined();
    expect(deploymentStatus(deployment)).toBe(EXIT.incomplete);
  });
});

test('its JSON says what was deployed, and whether all is well', async () => {
  const { deployment, io } = await deploy(cloudWith(), { yes: true, json: true });
  expect(JSON.parse(deploymentJson(deployment))).toEqual({
    version: 1,
    ok: true,
    stacks: NAMES,
    cdk: { status: 0 },
    failed: [],
    notBegun: [],
    toMend: [],
    deletions: [],
    notVerified: expect.stringContaining('no operators'),
  });
  expect(io.out).toBe('');
});

function fail(): never {
  throw new Error('nobody should ask');
}
