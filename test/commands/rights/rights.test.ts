import { COMMANDS } from '../../../lib/commands/commands';
import { main } from '../../../lib/commands/main';
import { EVERY_COMMAND } from '../../../lib/commands/rights/every-command';
import { rightsFor } from '../../../lib/commands/rights/rights';
import { EXIT } from '../../../lib/domain/failure';
import { listOf } from '../../../lib/domain/json';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { MANAGED_POLICY_LIMIT } from '../../../lib/iam/pack-policies';
import type { StatementJson } from '../../../lib/iam/policy-document';
import { manyAccounts, orgConfig, sharedOpsConfig } from '../../support/org-config';
import { people } from '../../support/people';
import { contextOf } from '../context-of';
import { orgFile } from '../org-file';
import { PEOPLE_YAML } from '../people/people-yaml';
import { RecordingIo } from '../recording-io';

const file = orgFile(PEOPLE_YAML);

/** Beside the commands: what doctor may do with a flag, what the CDK CLI does, and all that operators run. */
const OTHERS = ['doctor --fix', 'cdk deploy', 'operators'];

const OPERATORS = [
  'arn:aws:iam::333333333333:role/platform/operator',
  'arn:aws:iam::111111111111:user/ann',
] as unknown as NonNullable<OrgConfig['operators']>;

async function rightsOf(command: string, config: OrgConfig, types: readonly string[] = []) {
  const rights = EVERY_COMMAND[command];
  if (rights === undefined) throw new Error(`there is no ${command}`);
  return await rightsFor(command, rights, config, () => Promise.resolve(new Set(types)));
}

async function statementsOf(command: string, config: OrgConfig, account: string, types: readonly string[] = []) {
  const { accounts } = await rightsOf(command, config, types);
  const policies = accounts.find((one) => one.account === account)?.policies ?? [];
  return policies.flatMap(({ document }) => document.Statement);
}

function actionsIn(statements: readonly StatementJson[]): readonly string[] {
  return statements.flatMap(({ Action }) => listOf(Action)).sort();
}

async function run(args: readonly string[], config = file()) {
  const io = new RecordingIo();
  const context = contextOf(io, {
    synthesizedStacks: () => Promise.resolve({ stacks: [], checks: { open: 0, acknowledged: 0 } }),
  });
  const status = await main(['rights', ...args, '--config', config], COMMANDS, context);
  return { status, out: io.out, err: io.err };
}

describe('the rights of commands', () => {
  test('are known for every command, and for nothing that is none', () => {
    const names = COMMANDS.flatMap((command) =>
      'commands' in command ? command.commands.map(({ name }) => `${command.name} ${name}`) : [command.name],
    );
    expect(Object.keys(EVERY_COMMAND).sort()).toEqual([...names, ...OTHERS].sort());
  });

  test.each(['validate', 'synth', 'nag', 'terraform', 'pipeline', 'people links', 'people aws-config', 'rights'])(
    'are none of %s, which asks AWS nothing',
    async (command) => {
      expect((await rightsOf(command, orgConfig())).accounts).toEqual([]);
    },
  );

  test.each([
    ['onboard', ['ListAWSServiceAccessForOrganization', 'ListAccounts', 'ListRoots', 'CreateAccount', 'MoveAccount']],
    ['move', ['ListRoots', 'MoveAccount']],
    ['offboard', ['ListRoots', 'MoveAccount']],
  ])(
    'of %s are enough to begin with credentials of the management account alone, and no more',
    async (command, some) => {
      const config = sharedOpsConfig();
      const actions = actionsIn(await statementsOf(command, config, config.organization.managementAccount));
      expect(actions).toEqual(expect.arrayContaining(some.map((action) => `organizations:${action}`)));
      const isMove = command !== 'onboard';
      expect(actions.includes('organizations:ListAccounts')).toBe(!isMove);
      expect(actions.includes('cloudformation:ListStackInstances')).toBe(isMove);
      const deploying = actionsIn(await statementsOf(command, config, config.accounts.ops));
      expect(deploying).not.toContain('organizations:MoveAccount');
      expect(deploying.includes('organizations:ListAWSServiceAccessForOrganization')).toBe(!isMove);
    },
  );

  test.each([
    ['key rotate', ['333333333333:role/orgstrap/orgstrap-operator']],
    ['key delete', ['333333333333:role/orgstrap/orgstrap-operator']],
    ['key status', ['333333333333:role/orgstrap/orgstrap-auditor']],
    ['people invite', ['333333333333:role/orgstrap/orgstrap-people-operator']],
    [
      'people open-roles',
      ['444444444444', '555555555555', '666666666666'].map((id) => `${id}:role/orgstrap/orgstrap-people-operator`),
    ],
    [
      'people revoke',
      ['333333333333', '444444444444', '555555555555', '666666666666'].map(
        (id) => `${id}:role/orgstrap/orgstrap-people-operator`,
      ),
    ],
    [
      'people audit',
      ['333333333333', '444444444444', '555555555555', '666666666666'].map(
        (id) => `${id}:role/orgstrap/orgstrap-auditor`,
      ),
    ],
    [
      'audit',
      ['333333333333', '444444444444', '555555555555', '666666666666'].map(
        (id) => `${id}:role/orgstrap/orgstrap-auditor`,
      ),
    ],
    [
      'verify',
      ['333333333333', '444444444444', '555555555555', '666666666666'].map(
        (id) => `${id}:role/orgstrap/orgstrap-auditor`,
      ),
    ],
  ])('of %s are becoming exact roles, for operators where they are', async (command, roles) => {
    const config = sharedOpsConfig({ operators: OPERATORS, people: people() });
    const { accounts } = await rightsOf(command, config);
    expect(accounts.map(({ account }) => account)).toEqual(['333333333333', '111111111111']);
    for (const { account = '' } of accounts) {
      const statements = await statementsOf(command, config, account);
      expect(actionsIn(statements)).toEqual(['sts:AssumeRole']);
      expect(statements.flatMap(({ Resource }) => listOf(Resource))).toEqual(
        roles.map((role) => `arn:aws:iam::${role}`),
      );
    }
  });

  test('of operators without any are refused as the command is', async () => {
    await expect(rightsOf('verify', orgConfig())).rejects.toMatchObject({ code: 'NoOperators' });
    await expect(rightsOf('people invite', orgConfig({ operators: OPERATORS }))).rejects.toMatchObject({
      code: 'NoPeople',
    });
  });

  test('of hundreds of accounts are in as many policies as it takes, each no larger than IAM takes', async () => {
    const config = sharedOpsConfig({ operators: OPERATORS, environments: manyAccounts(300) });
    const { accounts } = await rightsOf('verify', config);
    for (const { policies } of accounts) {
      expect(policies.length).toBeGreaterThan(1);
      expect(new Set(policies.map(({ name }) => name)).size).toBe(policies.length);
      for (const { document } of policies) {
        expect(JSON.stringify(document).length).toBeLessThanOrEqual(MANAGED_POLICY_LIMIT);
      }
    }
  });

  test('of doctor are of each account what is looked at from there', async () => {
    const config = orgConfig({ people: people(), guardrails: { deployers: [] } });
    const { accounts } = await rightsOf('doctor', config);
    expect(accounts.map(({ account }) => account)).toEqual(['111111111111', '333333333333', '222222222222']);
    const actions = async (account: string) => actionsIn(await statementsOf('doctor', config, account));
    expect(await actions('111111111111')).not.toContain('iam:ListRoles');
    expect(await actions('111111111111')).toContain('organizations:ListPoliciesForTarget');
    expect(await actions('333333333333')).toEqual(
      expect.arrayContaining(['iam:ListRoles', 'iam:GetAccountPasswordPolicy']),
    );
    expect(await actions('222222222222')).toEqual(
      expect.arrayContaining(['iam:ListOpenIDConnectProviders', 's3:ListAllMyBuckets']),
    );
    expect(await actions('222222222222')).not.toContain('organizations:ListPolicies');
  });

  test('of reading commands read', async () => {
    const config = orgConfig({ people: people(), guardrails: { deployers: [] } });
    for (const command of ['init', 'plan', 'doctor']) {
      const { accounts } = await rightsOf(command, config);
      for (const { account = '' } of accounts) {
        for (const action of actionsIn(await statementsOf(command, config, account))) {
          expect(action).toMatch(/^\w+:(Describe|Get|List)/);
        }
      }
    }
  });

  test('of doctor --fix are exact: one service, one account, one root, two types', async () => {
    const statements = await statementsOf('doctor --fix', orgConfig({ guardrails: { deployers: [] } }), '111111111111');
    const of = (action: string) => statements.find(({ Action }) => listOf(Action).includes(action));
    expect(of('organizations:RegisterDelegatedAdministrator')).toMatchObject({
      Resource: 'arn:aws:organizations::111111111111:account/o-exampleorgid/333333333333',
      Condition: {
        StringEquals: { 'organizations:ServicePrincipal': 'member.org.stacksets.cloudformation.amazonaws.com' },
      },
    });
    expect(of('organizations:EnablePolicyType')?.Resource).toBe(
      'arn:aws:organizations::111111111111:root/o-exampleorgid/r-abcd',
    );
    expect(actionsIn(statements)).toEqual([
      'cloudformation:ActivateOrganizationsAccess',
      'iam:CreateServiceLinkedRole',
      'organizations:EnableAWSServiceAccess',
      'organizations:EnablePolicyType',
      'organizations:RegisterDelegatedAdministrator',
    ]);
  });

  test('are in the partition of the organization', async () => {
    const config = orgConfig({ homeRegion: 'us-gov-west-1' });
    for (const command of ['init', 'plan', 'doctor', 'doctor --fix']) {
      expect(JSON.stringify(await rightsOf(command, config))).not.toContain('arn:aws:');
    }
  });
});

describe('orgstrap rights', () => {
  test('prints a script with what each policy is for, and a command that creates it', async () => {
    const { status, out } = await run(['key', 'rotate']);
    expect(status).toBe(EXIT.done);
    expect(out).toMatchInlineSnapshot(`
"# orgstrap key rotate: It becomes the operator role of the Terraform account.

# In 333333333333, for operators of org.yaml who are there
aws iam create-policy --policy-name run-orgstrap-key-rotate --policy-document '{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "BecomeRolesOfOperatorsAndNobodyElse",
      "Effect": "Allow",
      "Action": "sts:AssumeRole",
      "Resource": "arn:aws:iam::222222222222:role/orgstrap/orgstrap-operator"
    }
  ]
}'
"
`);
  });

  test('names several policies apart, and each as a word that IAM takes', async () => {
    const { out } = await run(['cdk', 'deploy', '--json']);
    const { version, accounts } = JSON.parse(out);
    expect({ version, names: accounts[0].policies.map(({ name }: { name: string }) => name) }).toEqual({
      version: 1,
      names: ['run-orgstrap-cdk-deploy'],
    });
  });

  test('prints a role, too, which one principal becomes with MFA, and the commands that give it the policies', async () => {
    const principal = 'arn:aws:iam::333333333333:user/ann';
    const { status, out } = await run(['operators', '--role', 'platform-operator', '--for', principal]);
    expect(status).toBe(EXIT.done);
    const [create = '', policy = '', attach = ''] = out.split(/^(?=aws )/m).slice(1);
    expect(JSON.parse(/--assume-role-policy-document '([^']+)'/.exec(create)?.[1] ?? '')).toMatchObject({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::333333333333:root' },
          Action: 'sts:AssumeRole',
          Condition: { ArnEquals: { 'aws:PrincipalArn': principal }, Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
        },
      ],
    });
    expect(policy).toMatch(/^aws iam create-policy --policy-name run-orgstrap-operators --policy-document '/);
    expect(attach).toBe(
      'aws iam attach-role-policy --role-name platform-operator --policy-arn arn:aws:iam::333333333333:policy/run-orgstrap-operators\n',
    );
  });

  test.each([
    ['nobody who becomes it', ['--role', 'a'], 'found --role a --for missing'],
    ['no name', ['--for', 'arn:aws:iam::333333333333:user/ann'], 'found --role missing'],
    ['a pattern of who becomes it', ['--role', 'a', '--for', 'arn:aws:iam::333333333333:user/*'], 'the ARN of one IAM'],
    ['an account', ['--role', 'a', '--for', 'arn:aws:iam::333333333333:root'], 'the ARN of one IAM role or user'],
    [
      'somebody of another account',
      ['--role', 'a', '--for', 'arn:aws:iam::999999999999:user/ann'],
      'nobody of 999999999999',
    ],
  ])('prints no role with %s', async (_, flags, problem) => {
    const { status, out, err } = await run(['operators', ...flags]);
    expect({ status, out }).toEqual({ status: EXIT.unusable, out: '' });
    expect(err).toContain(problem);
  });

  test('prints no role of a command that needs none', async () => {
    const flags = ['--role', 'a', '--for', 'arn:aws:iam::333333333333:user/ann'];
    expect(await run(['validate', ...flags])).toMatchObject({
      status: EXIT.unusable,
      err: expect.stringContaining('needs no permission'),
    });
  });

  test('prints those of init before there is an org.yaml, and of nothing else', async () => {
    const { status, out } = await run(['init'], file('none.yaml'));
    expect({ status, isThere: out.includes('"organizations:ListRoots"') }).toEqual({
      status: EXIT.done,
      isThere: true,
    });
    expect(out).not.toContain('arn:');
    expect(await run(['plan'], file('none.yaml'))).toMatchObject({ status: EXIT.unusable, out: '' });
  });

  test('knows what was meant', async () => {
    const { status, err } = await run(['docter']);
    expect(status).toBe(EXIT.unusable);
    expect(err).toContain("there is no command 'docter' of which the rights are known, did you mean doctor");
    expect(await run(['doctor', '--fix'])).toMatchObject({ status: EXIT.done });
    expect(await run(['plan', '--fix'])).toMatchObject({ status: EXIT.unusable });
  });
});
