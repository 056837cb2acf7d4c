import type { DeploymentAccount } from '../../../lib/aws/deployment-account';
import { type Plan, plan } from '../../../lib/commands/plan/plan';
import type { Wave } from '../../../lib/commands/plan/wave';
import { EXIT, Failure } from '../../../lib/domain/failure';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { countsAsWidening } from '../../../lib/iam/access-change';
import { accountId, orgConfig, pipeline, sharedOpsConfig } from '../../support/org-config';
import {
  CHECKS,
  type Deployed,
  deployed,
  deploymentAccountWith,
  nothingDeployed,
  stacksOf,
  synthesizing,
} from './fake-deployment-account';

const CONFIG = sharedOpsConfig();
const STACKS = stacksOf(CONFIG);
const DEPLOYED = deployed(CONFIG, STACKS);

function planned(config: OrgConfig, before: Deployed): Promise<Plan> {
  const stacks = config === CONFIG ? STACKS : stacksOf(config);
  return plan(config, synthesizing(stacks), deploymentAccountWith(before));
}

function waveOf({ waves }: Plan, name: string): Wave {
  const wave = waves.find(({ stack }) => stack === `orgstrap-${name}`);
  if (wave === undefined) throw new Error(`no wave ${name}`);
  return wave;
}

function findings(wave: Wave): readonly string[] {
  return wave.findings.map(({ direction, resource, what }) => `${direction}: ${resource}: ${what}`);
}

function states({ waves }: Plan): Readonly<Record<string, Wave['state']>> {
  return Object.fromEntries(waves.map(({ stack, state }) => [stack.replace('orgstrap-', ''), state]));
}

describe('what is planned', () => {
  test('is everything where nothing is deployed, in the order of the rollout', async () => {
    const { waves } = await planned(CONFIG, nothingDeployed(CONFIG));
    expect(waves.map(({ stack, state, delivery }) => `${stack} ${state} by ${delivery}`)).toEqual([
      'orgstrap-TerraformAccount new by cdk deploy',
      'orgstrap-Pipeline-delivery new by cdk deploy',
      'orgstrap-ProductAccounts-dev new by stack set',
      'orgstrap-ProductAccounts-stage new by stack set',
      'orgstrap-ProductAccounts-prod new by stack set',
    ]);
    expect(waves.filter((wave) => !wave.findings.some(countsAsWidening))).toEqual([]);
  });

  test('is nothing once it is deployed', async () => {
    const { waves, leftBehind } = await planned(CONFIG, DEPLOYED);
    expect(waves.filter(({ state }) => state !== 'unchanged')).toEqual([]);
    expect(waves.flatMap(({ changes, findings: found }) => [...changes, ...found])).toEqual([]);
    expect(leftBehind).toEqual([]);
  });

  test('names the deployed stacks that nothing protects from being deleted', async () => {
    const { protection } = await planned(CONFIG, DEPLOYED);
    expect(protection).toEqual({ unprotected: STACKS.map(({ name }) => name), loses: [], tooEarly: [] });
  });

  test('is told with what the checks came to', async () => {
    expect((await planned(CONFIG, DEPLOYED)).checks).toBe(CHECKS);
  });

  test('is nothing once the stacks of members are deployed by StackSets, either', async () => {
    const config = orgConfig();
    expect(Object.values(states(await planned(config, deployed(config))))).toEqual(Array(5).fill('unchanged'));
  });

  test('a pipeline more in one environment widens the trust of that environment alone', async () => {
    const config = sharedOpsConfig({ pipelines: [...CONFIG.pipelines, pipeline('data', ['dev'])] });
    const grown = await planned(config, DEPLOYED);
    expect(states(grown)).toMatchObject({
      'Pipeline-data': 'new',
      'ProductAccounts-dev': 'changed',
      'ProductAccounts-stage': 'unchanged',
      'ProductAccounts-prod': 'unchanged',
    });
    expect(waveOf(grown, 'ProductAccounts-dev').findings).toEqual([
      expect.objectContaining({
        direction: 'widens',
        resource: 'orgstrap-terraform',
        what: expect.stringContaining('the condition ArnEquals aws:PrincipalArn has more values'),
        values: ['arn:aws:iam::333333333333:role/orgstrap/orgstrap-ci-terraform-data'],
      }),
      expect.objectContaining({
        direction: 'widens',
        resource: 'orgstrap-terraform-plan',
        values: ['arn:aws:iam::333333333333:role/orgstrap/orgstrap-ci-plan-data'],
      }),
    ]);
  });

  test('a pipeline less narrows it, and its stack is left behind', async () => {
    const config = sharedOpsConfig({ pipelines: [...CONFIG.pipelines, pipeline('data', ['dev'])] });
    const shrunk = await planned(CONFIG, deployed(config));
    expect(waveOf(shrunk, 'ProductAccounts-dev').findings.map(({ direction }) => direction)).toEqual([
      'narrows',
      'narrows',
    ]);
    expect(shrunk.leftBehind.map(({ stack }) => stack)).toEqual(['orgstrap-Pipeline-data']);
  });

  test('a service more widens the boundary and the Terraform role of every environment', async () => {
    const config = sharedOpsConfig({ terraform: { services: ['s3', 'logs', 'iam', 'sqs'] } });
    const grown = await planned(config, DEPLOYED);
    expect(findings(waveOf(grown, 'ProductAccounts-dev'))).toContain(
      'widens: orgstrap-boundary-${AWS::StackId part 2 part 0}: policy: Allow OnlyTheServicesOfOrgYaml: covers more actions',
    );
    for (const name of ['dev', 'stage', 'prod']) {
      const wave = waveOf(grown, `ProductAccounts-${name}`);
      expect(findings(wave)).toContain(
        'widens: orgstrap-terraform: Allow ManageLogGroupsAndOthers: covers more actions',
      );
      expect(wave.findings.every(({ direction }) => direction === 'widens')).toBe(true);
    }
  });

  test('what workloads may use is told as what the boundary gives and takes', async () => {
    const config = sharedOpsConfig({ workloads: { services: ['iam', 'secretsmanager'] } });
    const found = findings(waveOf(await planned(config, DEPLOYED), 'ProductAccounts-dev'));
    expect(found).toContain(
      'widens: orgstrap-boundary-${AWS::StackId part 2 part 0}: policy: has a new Allow WorkloadsReadSecretsOfTheAccount',
    );
    expect(found).toContain(
      'narrows: orgstrap-boundary-${AWS::StackId part 2 part 0}: policy: Allow OnlyTheServicesOfOrgYaml: covers fewer actions',
    );
  });

  test('a switch of accounts that is opened widens the boundary', async () => {
    const { services } = CONFIG.terraform;
    const config = sharedOpsConfig({ terraform: { services, accountSwitches: ['s3:PutObjectRetention'] } });
    const { findings: found } = waveOf(await planned(config, DEPLOYED), 'ProductAccounts-dev');
    expect(found).toEqual([
      expect.objectContaining({
        direction: 'widens',
        what: expect.stringContaining('Deny NobodyLoosensWhatHoldsForTheWholeAccount'),
        values: ['s3:PutObjectRetention'],
      }),
    ]);
  });

  test('an account more for a pipeline widens what its CI role may become', async () => {
    const [dev, ...others] = CONFIG.environments;
    if (dev === undefined) throw new Error('no environment');
    const accounts = [...dev.accounts, { workspace: 'dev-2', id: accountId('777777777777') }];
    const config = sharedOpsConfig({ environments: [{ ...dev, accounts }, ...others] });
    const { findings: found } = waveOf(await planned(config, DEPLOYED), 'Pipeline-delivery');
    expect(found).toContainEqual(
      expect.objectContaining({
        direction: 'widens',
        resource: 'orgstrap-ci-terraform-delivery',
        values: ['arn:aws:iam::777777777777:role/orgstrap/orgstrap-terraform'],
      }),
    );
  });
});

describe('what is deployed is taken as it is, not as its stack says', () => {
  const Name = 'orgstrap-ProductAccounts-dev';
  const set = DEPLOYED.stackSets.get(Name);
  if (set === undefined) throw new Error('no StackSet');
  const withSet = (changes: Partial<typeof set>): Deployed => ({
    ...DEPLOYED,
    stackSets: new Map([...DEPLOYED.stackSets, [Name, { ...set, ...changes }]]),
  });

  test('trust that somebody widened by hand would be narrowed, and CloudFormation may not do it', async () => {
    const foreign = 'arn:aws:iam::999999999999:role/orgstrap/other';
    const parameters = { ...set.parameters, CiTerraformRoleArns: `${set.parameters.CiTerraformRoleArns},${foreign}` };
    const wave = waveOf(await planned(CONFIG, withSet({ parameters })), 'ProductAccounts-dev');
    expect(wave.findings.map(({ direction, values }) => [direction, values])).toEqual([
      ['unclear', []],
      ['narrows', [foreign]],
    ]);
    expect(wave.findings[0]?.what).toContain('somebody changed the StackSet beside CloudFormation');
  });

  test('a member template that cannot be read counts as widening', async () => {
    const wave = waveOf(
      await planned(CONFIG, withSet({ templateBody: 'Resources: !Transform x' })),
      'ProductAccounts-dev',
    );
    expect(findings(wave)[0]).toBe(`unclear: ${Name}: its deployed member template cannot be understood: read it`);
  });

  test.each([
    ['UPDATE_ROLLBACK_FAILED', 1],
    ['UPDATE_IN_PROGRESS', 1],
    ['UPDATE_ROLLBACK_COMPLETE', 0],
  ])('a stack in %s leaves %i doubts', async (status, doubts) => {
    const name = 'orgstrap-TerraformAccount';
    const template = DEPLOYED.stacks.get(name)?.template ?? '';
    const stacks = new Map([...DEPLOYED.stacks, [name, { status, template }]]);
    const wave = waveOf(await planned(CONFIG, { ...DEPLOYED, stacks }), 'TerraformAccount');
    expect(wave.findings.filter(({ direction }) => direction === 'unclear')).toHaveLength(doubts);
  });

  test('accounts that lag behind are named', async () => {
    const instances = {
      [Name]: [
        { account: '444444444444', status: 'OUTDATED' },
        { account: '1', status: 'CURRENT' },
      ],
    };
    expect(waveOf(await planned(CONFIG, { ...DEPLOYED, instances }), 'ProductAccounts-dev').notCurrent).toEqual([
      '444444444444',
    ]);
  });
});

describe('whom a StackSet reaches', () => {
  const Unit = 'ou-abcd-11111111';
  const Name = 'ProductAccounts-dev';

  test('everybody in its OUs, but suspended accounts and the management account', async () => {
    const units = {
      ...DEPLOYED.units,
      [Unit]: [
        { id: '888888888888', isSuspended: false },
        { id: '444444444444', isSuspended: false },
        { id: '999999999999', isSuspended: true },
        { id: '111111111111', isSuspended: false },
      ],
    };
    expect(waveOf(await planned(CONFIG, { ...DEPLOYED, units }), Name).reach).toEqual({
      accounts: ['444444444444', '888888888888'],
      from: 'Organizations',
      named: ['dev 444444444444'],
      missing: [],
    });
  });

  test('an account of org.yaml that is not there is said', async () => {
    const noAccounts = Object.fromEntries(Object.keys(DEPLOYED.units).map((unit) => [unit, []]));
    const { reach } = waveOf(await planned(CONFIG, { ...DEPLOYED, units: noAccounts }), Name);
    expect(reach).toMatchObject({ accounts: [], missing: ['dev 444444444444'] });
  });

  test('who may not read the organization sees the instances and org.yaml', async () => {
    const refused = {
      ...deploymentAccountWith({
        ...DEPLOYED,
        instances: { [`orgstrap-${Name}`]: [{ account: '888888888888', status: 'CURRENT' }] },
      }),
      organization: refusing(new Failure('AwsRefused', 'no')),
    };
    expect(waveOf(await plan(CONFIG, synthesizing(STACKS), refused), Name).reach).toEqual({
      accounts: ['444444444444', '888888888888'],
      from: 'stack instances and org.yaml',
      named: ['dev 444444444444'],
      missing: [],
    });
  });

  test('another failure of Organizations is not passed over', async () => {
    const failing = {
      ...deploymentAccountWith(DEPLOYED),
      organization: refusing(new Error('throttled')),
    };
    await expect(plan(CONFIG, synthesizing(STACKS), failing)).rejects.toThrow('throttled');
  });

  test('the Terraform account alone, where it is aimed at that', async () => {
    const config = orgConfig();
    const wave = waveOf(await planned(config, nothingDeployed(config)), 'TerraformAccount');
    expect(wave.reach).toEqual({ accounts: ['222222222222'], from: 'the account filter', named: [], missing: [] });
    expect(findings(wave)).toContain('widens: orgstrap-TerraformAccount: reaches more accounts');
  });
});

describe('the live organization', () => {
  const [dev = ''] = Object.keys(DEPLOYED.units);

  test('that makes a deployment break is refused before anything is synthesised', async () => {
    const synthesize = jest.fn(synthesizing(STACKS));
    const { [dev]: _, ...units } = DEPLOYED.units;
    await expect(plan(CONFIG, synthesize, deploymentAccountWith({ ...DEPLOYED, units }))).rejects.toMatchObject({
      code: 'OrganizationDiffers',
      exitStatus: EXIT.unusable,
      message: expect.stringMatching(
        /^a deployment would break in the middle, .*: dev has the OU ou-abcd-11111111, which is not in the organization; write the id/,
      ),
    });
    expect(synthesize).not.toHaveBeenCalled();
  });

  test('that differs in another way is told with the plan', async () => {
    const units = { ...DEPLOYED.units, [dev]: [{ id: '888888888888', isSuspended: false }] };
    const { organization, waves } = await planned(CONFIG, { ...DEPLOYED, units });
    expect(organization.differences.map(({ kind, id }) => `${kind}: ${id}`)).toEqual([
      'no such account: 444444444444',
      'account not in org.yaml: 888888888888',
    ]);
    expect(waves).toHaveLength(STACKS.length);
  });

  test('that AWS does not show is not taken for one that does not differ', async () => {
    const refused = {
      ...deploymentAccountWith(DEPLOYED),
      organization: refusing(new Failure('AwsRefused', 'AWS refuses organizations:ListRoots')),
    };
    const { organization } = await plan(CONFIG, synthesizing(STACKS), refused);
    expect(organization).toEqual({ differences: [], notSeen: 'AWS refuses organizations:ListRoots' });
  });
});

/** Who may not read the organization. */
function refusing(error: Error): DeploymentAccount['organization'] {
  return { accountsUnder: () => Promise.reject(error), tree: () => Promise.reject(error) };
}

test('credentials of another account are refused before any work, because everything would look new', async () => {
  const synthesize = jest.fn(synthesizing(STACKS));
  const wrong = plan(CONFIG, synthesize, deploymentAccountWith({ ...DEPLOYED, account: '999999999999' }));
  await expect(wrong).rejects.toMatchObject({
    code: 'WrongAccount',
    exitStatus: EXIT.unusable,
    message: expect.stringContaining('account 999999999999, expected the deployment account 333333333333'),
  });
  expect(synthesize).not.toHaveBeenCalled();
});
