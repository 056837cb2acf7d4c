import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { IAMClient, ListPoliciesCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { MoveAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import type { OrgConfig } from '../../../../lib/domain/org-config';
import type { AccessRole, People } from '../../../../lib/domain/people';
import { serviceNames } from '../../../../lib/policies/policies-folder';
import { type Assembly, synthesised } from '../../../../test/support/assembly';
import { ROOT } from '../../../../test/support/examples';
import { accountId, environment, orgConfig } from '../../../../test/support/org-config';
import { identityCenterPeople } from '../../../../test/support/people';
import { Control } from '../../emulated/control';
import { startEmulator } from '../../emulated/emulator';
import { emulatedOrganizationOf } from '../../emulated/organization-of';
import { ChildProcesses } from '../../machine/child-processes';
import { MOTO, pythonCandidates, VERSION_OF_MOTO } from '../../machine/find-python';

jest.setTimeout(240_000);

const MANAGEMENT = accountId('111111111111');
const DEV = accountId('444444444444');
const PROD = accountId('666666666666');
const REGION = 'eu-west-1';

/** What is about people, as `cdk deploy --all` has it: the order that test/stacks holds. */
const ORDER = ['AccessRoles-dev', 'AccessRoles-prod', 'PermissionSets', 'Assignments-dev', 'Assignments-prod'];

/** What nobody should have any more goes first. */
const REVERSED = ['Assignments-dev', 'Assignments-prod', 'PermissionSets', 'AccessRoles-dev', 'AccessRoles-prod'];

const BUILT_IN = identityCenterPeople().roles;
const OPERATORS: People['groups'][number] = {
  name: 'operators',
  access: [
    { environment: 'dev', roles: ['admin'] },
    { environment: 'prod', roles: ['viewer', 'admin'] },
  ],
};

function ownRole(services: readonly string[]): AccessRole {
  return { name: 'data', permissions: { kind: 'own', services, managedPolicies: [] } };
}

/** The developers have the roles that are given; without any, there is no role `data`. */
function organization(
  services: readonly string[],
  data?: { readonly services: readonly string[]; readonly isAssigned: boolean },
  operators = OPERATORS,
): OrgConfig {
  const roles = ['developer', ...(data?.isAssigned ? ['data'] : [])];
  return orgConfig({
    deployFrom: 'management',
    environments: [environment('dev', 'ou-abcd-11111111', DEV), environment('prod', 'ou-abcd-33333333', PROD)],
    terraform: { services },
    pipelines: [],
    people: {
      ...identityCenterPeople(),
      roles: [...BUILT_IN, ...(data === undefined ? [] : [ownRole(data.services)])],
      groups: [operators, { name: 'developers', access: [{ environment: 'dev', roles }] }],
    },
  });
}

const FEW = ['s3', 'logs', 'iam'];
// All of them are more than the 51,200 bytes of a template's text that CloudFormation takes.
const MANY = serviceNames().slice(0, 40);
const BASE = organization(FEW, { services: ['s3'], isAssigned: true });

const NOBODY_IN_PROD = organization(
  FEW,
  { services: ['s3'], isAssigned: true },
  { ...OPERATORS, access: OPERATORS.access.filter((one) => one.environment === 'dev') },
);

// A visible skip where no Python has moto: the summary of the tests counts it.
const python = pythonCandidates(join(ROOT, '.rehearsal', 'venv'), process.env).find(
  (candidate) => spawnSync(candidate, ['-c', VERSION_OF_MOTO], { encoding: 'utf8' }).stdout?.trim() === MOTO,
);

(python === undefined ? describe.skip : describe)('an edit of the people of Identity Center, deployed', () => {
  const children = new ChildProcesses(new AbortController().signal);
  const assemblies = new Map<OrgConfig, Assembly>();
  let control: Control;
  let endpoint = '';

  beforeEach(async () => {
    const port = await startEmulator(children, python ?? '', ROOT, process.env);
    endpoint = `http://localhost:${port}`;
    control = new Control(port, () => undefined);
    await control.makeOrganization(emulatedOrganizationOf(BASE));
    await deploy(BASE, ORDER, true);
    expect(await reservedRoles(DEV)).toEqual(['admin', 'data', 'developer']);
    expect(await reservedRoles(PROD)).toEqual(['admin', 'viewer']);
  });

  afterEach(() => children.stop());

  test('a service that goes and comes back changes no name', async () => {
    const names = await policies(DEV);
    await deploy(organization(['s3', 'logs'], { services: ['s3'], isAssigned: true }));
    expect(await policies(DEV)).toEqual(names);
    await deploy(BASE);
    await endsWell();
  });

  test('so many services that they take more policies come and go, and no name leaves', async () => {
    const names = await policies(PROD);
    await deploy(organization(MANY, { services: ['s3'], isAssigned: true }));
    expect(await policies(PROD)).toEqual(names);
    await deploy(BASE);
    await endsWell();
  });

  test('a role that leaves the groups first leaves nothing, and comes back', async () => {
    await deploy(organization(FEW, { services: ['s3'], isAssigned: false }));
    expect(await reservedRoles(DEV)).toEqual(['admin', 'developer']);
    await deploy(organization(FEW));
    expect((await policies(DEV)).filter((name) => name.includes('role-data'))).toEqual([]);
    await deploy(BASE);
    await endsWell();
  });

  test('a role that goes at once leaves nothing where its assignments and its set go first, and comes back', async () => {
    await deploy(organization(FEW), REVERSED);
    expect((await policies(DEV)).filter((name) => name.includes('role-data'))).toEqual([]);
    await endsWell();
    await deploy(BASE);
    await endsWell();
  });

  test('a role that goes at once in the usual order leaves its policies and its set, and cannot come back', async () => {
    await deploy(organization(FEW));
    expect((await policies(DEV)).filter((name) => name.includes('role-data'))).toHaveLength(2);
    expect(await reservedRoles(DEV)).toEqual(['admin', 'developer']);
    await expect(deploy(BASE)).rejects.toThrow('AccessRoles-dev is UPDATE_ROLLBACK_COMPLETE');
  });

  test('a role that needs fewer policies leaves none where its set goes first, and needs more again', async () => {
    const many = organization(FEW, { services: MANY, isAssigned: true });
    await deploy(many);
    const own = async () => (await policies(DEV)).filter((name) => name.includes('role-data'));
    expect((await own()).length).toBeGreaterThan(2);
    await deploy(BASE, REVERSED);
    expect(await own()).toHaveLength(2);
    await deploy(many);
    await endsWell();
  });

  test('an environment in which nobody is assigned any more keeps its stack, and is assigned again', async () => {
    await deploy(NOBODY_IN_PROD);
    expect(await reservedRoles(PROD)).toEqual([]);
    await deploy(BASE);
    expect(await reservedRoles(PROD)).toEqual(['admin', 'viewer']);
    await endsWell();
  });

  test('an account leaves its OU with nothing of ours, once nobody is assigned in it', async () => {
    await deploy(NOBODY_IN_PROD);
    await leave(PROD, 'ou-abcd-33333333');
    expect(await policies(PROD)).toEqual([]);
    expect((await control.report()).failures).toEqual([]);
  });

  test('an account that leaves its OU while somebody is assigned in it is held by its policies', async () => {
    const worn = (await policies(PROD)).filter((name) => !name.includes('role-data'));
    await leave(PROD, 'ou-abcd-33333333');
    expect(await policies(PROD)).toEqual(worn);
    const { stackSets } = await control.report();
    const left = stackSets.flatMap(({ instances }) => instances).filter(({ account }) => account === PROD);
    expect(left.map(({ detailedStatus }) => detailedStatus)).toEqual(['INOPERABLE']);
  });

  async function leave(AccountId: typeof DEV, SourceParentId: string): Promise<void> {
    const organizations = new OrganizationsClient(await settings(MANAGEMENT));
    await organizations.send(new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId: 'r-abcd' }));
  }

  /** Nothing failed that CloudFormation would not tell of, such as a deletion in the cleanup of an update. */
  async function endsWell(): Promise<void> {
    const { failures, stackSets } = await control.report();
    expect(failures).toEqual([]);
    expect(stackSets.flatMap(({ instances }) => instances.map(({ status }) => status))).toEqual(['CURRENT', 'CURRENT']);
  }

  async function deploy(config: OrgConfig, order: readonly string[] = ORDER, isFirst = false): Promise<void> {
    const assembly = assemblies.get(config) ?? synthesised(config);
    assemblies.set(config, assembly);
    const cloudFormation = new CloudFormationClient(await settings(MANAGEMENT));
    for (const name of order) {
      const StackName = `orgstrap-${name}`;
      const stack = {
        StackName,
        TemplateBody: assembly.text(`${name}.template.json`),
        Capabilities: ['CAPABILITY_NAMED_IAM' as const],
      };
      try {
        await cloudFormation.send(isFirst ? new CreateStackCommand(stack) : new UpdateStackCommand(stack));
      } catch (error) {
        if (!String(error).includes('No updates are to be performed')) throw error;
      }
      const { Stacks: [found] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
      if (!/^(CREATE|UPDATE)_COMPLETE$/.test(String(found?.StackStatus)))
        throw new Error(`${name} is ${found?.StackStatus}`);
    }
  }

  async function settings(account: typeof DEV) {
    return { endpoint, region: REGION, credentials: await control.administratorOf(account) };
  }

  async function policies(account: typeof DEV): Promise<readonly string[]> {
    const iam = new IAMClient(await settings(account));
    const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: 'Local', PathPrefix: '/orgstrap/' }));
    return Policies.map(({ PolicyName }) => String(PolicyName)).sort();
  }

  /** The access roles that are there because somebody is assigned. */
  async function reservedRoles(account: typeof DEV): Promise<readonly string[]> {
    const iam = new IAMClient(await settings(account));
    const { Roles = [] } = await iam.send(new ListRolesCommand({ PathPrefix: '/aws-reserved/' }));
    return Roles.map(({ RoleName }) => String(/_orgstrap-(.+)_/.exec(String(RoleName))?.[1])).sort();
  }
});
