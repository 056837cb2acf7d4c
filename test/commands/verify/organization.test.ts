import { verify } from '../../../lib/commands/verify/verify';
import { Failure } from '../../../lib/domain/failure';
import type { PrincipalArn } from '../../../lib/domain/ids';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { accountsToSee } from '../../../lib/policies/expected-accounts';
import { expectedAccounts } from '../../support/expected-accounts';
import { accountId, OPS, orgConfig } from '../../support/org-config';
import { people } from '../../support/people';
import { FakeAccounts } from './fake-accounts';
import type { FakeThings } from './fake-terraform-account';

const CONFIG = orgConfig({
  operators: ['arn:aws:iam::333333333333:role/operator' as PrincipalArn],
  guardrails: { deployers: [] },
});
const PROD = '666666666666';
const NEW = '777777777777';
const REFUSED = new Failure('AwsRefused', 'AWS refuses it');
const ADMIN =
  'arn:aws:iam::111111111111:role/aws-service-role/stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgAdmin';

/** Everything that is not ok after somebody changed something in an account. */
async function wrongAfter(
  account: string,
  change: (things: FakeThings, view: FakeAccounts) => void,
  config: OrgConfig = CONFIG,
  known: OrgConfig = config,
) {
  const view = new FakeAccounts(expectedAccounts(known), config);
  change(view.at(account).things, view);
  const accounts = await verify(config, accountsToSee(config), view);
  const wrong = accounts.flatMap(({ id, checks }) =>
    checks
      .filter(({ result }) => result !== 'ok')
      .map(({ result, name, found, fix = '' }) => ({ id: id as string, result, name, found, fix })),
  );
  return { accounts, wrong };
}

function trusting(principal: object, more: object = {}): string {
  const statement = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more };
  return JSON.stringify({ Version: '2008-10-17', Statement: [statement] });
}

function execRole(trust: string, name = 'stacksets-exec-0123456789abcdef') {
  return { arn: `arn:aws:iam::${PROD}:role/${name}`, trust };
}

describe('a role that passes for one of StackSets', () => {
  test.each([
    ['as StackSets makes it', trusting({ AWS: ADMIN })],
    ['with a condition more', trusting({ AWS: ADMIN }, { Condition: { StringEquals: { 'sts:ExternalId': 'x' } } })],
    ['for StackSets as a service', trusting({ Service: 'member.org.stacksets.cloudformation.amazonaws.com' })],
  ])('is as it should be %s', async (_, trust) => {
    const { wrong } = await wrongAfter(PROD, (things) => {
      things.stackSetsRoles = [execRole(trust)];
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    ['the account itself', trusting({ AWS: `arn:aws:iam::${PROD}:root` }), `trusts arn:aws:iam::${PROD}:root`],
    ['everybody', trusting({ AWS: '*' }), 'trusts *'],
    ['another service', trusting({ Service: 'ec2.amazonaws.com' }), 'trusts ec2.amazonaws.com'],
    [
      'the same role of another account',
      trusting({ AWS: ADMIN.replace('1'.repeat(12), '9'.repeat(12)) }),
      'trusts arn:aws:iam::999999999999:',
    ],
    ['StackSets and somebody else', trusting({ AWS: [ADMIN, 'arn:aws:iam::666666666666:user/me'] }), ':user/me'],
    [
      'everybody but somebody',
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', NotPrincipal: { AWS: ADMIN }, Action: 'sts:AssumeRole' }],
      }),
      'cannot be read for certain',
    ],
    ['nobody knows whom', 'not JSON', 'cannot be read for certain'],
  ])('is found where it trusts %s, and nothing else', async (_, trust, found) => {
    const { wrong } = await wrongAfter(PROD, (things) => {
      things.stackSetsRoles = [execRole(trusting({ AWS: ADMIN }), 'stacksets-exec-1'), execRole(trust)];
    });
    expect(wrong).toEqual([
      {
        id: PROD,
        result: 'finding',
        name: 'roles stacksets-exec-*: trust StackSets alone',
        found: expect.stringContaining(found),
        fix: expect.stringContaining('aws iam delete-role --role-name stacksets-exec-0123456789abcdef'),
      },
    ]);
  });

  test.each(['stacksets-exec-mine/role', 'team/stacksets-exec-mine'])('is found on a path: %s', async (name) => {
    const { wrong } = await wrongAfter(PROD, (things) => {
      things.stackSetsRoles = [execRole(trusting({ AWS: ADMIN }), name)];
    });
    expect(wrong).toMatchObject([{ result: 'finding', found: expect.stringContaining('is on a path') }]);
  });
});

describe('another role with a name that guardrails let through', () => {
  const name = 'orgstrap/orgstrap-people-operator';
  const planted = execRole(trusting({ AWS: `arn:aws:iam::${PROD}:root` }), name);
  const peopled = { ...CONFIG, people: people() };

  test('is one that orgstrap made, where it makes one', async () => {
    const { wrong } = await wrongAfter(
      PROD,
      (things) => {
        things.stackSetsRoles = [planted];
      },
      peopled,
    );
    expect(wrong).toEqual([]);
  });

  test('is found where orgstrap makes none, with whom it trusts', async () => {
    const terraform = peopled.accounts.terraform;
    const { wrong } = await wrongAfter(
      terraform,
      (things) => {
        things.stackSetsRoles = [{ ...planted, arn: `arn:aws:iam::${terraform}:role/${name}` }];
      },
      peopled,
    );
    expect(wrong).toEqual([
      {
        id: terraform,
        result: 'finding',
        name: 'other roles that guardrails let through',
        found: expect.stringContaining(`there; it trusts arn:aws:iam::${PROD}:root`),
        fix: expect.stringContaining('aws iam delete-role --role-name orgstrap-people-operator'),
      },
    ]);
  });

  test('is not asked about where guardrails let none through', async () => {
    const { accounts } = await wrongAfter(PROD, () => undefined);
    expect(accounts.flatMap(({ checks }) => checks).filter(({ kind }) => kind === 'exempted-role')).toEqual([]);
  });
});

describe('a boundary', () => {
  const Auditor = `arn:aws:iam::${PROD}:policy/orgstrap/orgstrap-auditor-boundary`;

  test('that denies less is found, and nothing else', async () => {
    const { wrong } = await wrongAfter(PROD, ({ boundaries }) => {
      const { Statement: statements, ...document } = JSON.parse(String(boundaries.get(Auditor)));
      boundaries.set(Auditor, JSON.stringify({ ...document, Statement: statements.slice(0, 1) }));
    });
    expect(wrong).toEqual([
      {
        id: PROD,
        result: 'finding',
        name: 'boundary orgstrap-auditor-boundary',
        found: expect.stringContaining('wider than it should be: boundary: no longer has the Deny'),
        fix: expect.stringContaining(`aws iam create-policy-version --policy-arn ${Auditor} --set-as-default`),
      },
    ]);
  });

  test('whose stack chose its name is the one that the Terraform role wears, and names itself', async () => {
    const pattern = `arn:aws:iam::${PROD}:policy/orgstrap/orgstrap-boundary-*`;
    const worn = pattern.replace('*', '12345678');
    const { wrong } = await wrongAfter(PROD, ({ boundaries }, view) => {
      const document = String(boundaries.get(pattern));
      expect(document).toContain(pattern);
      boundaries.delete(pattern);
      boundaries.set(worn, document.replaceAll(`"${pattern}"`, `"${worn}"`));
      const { roles } = view.at(PROD);
      for (const [name, role] of roles) {
        if (!(role instanceof Error) && role.boundary === pattern) roles.set(name, { ...role, boundary: worn });
      }
    });
    expect(wrong).toEqual([]);
  });

  test('that is gone is found', async () => {
    const { wrong } = await wrongAfter(PROD, ({ boundaries }) => boundaries.delete(Auditor));
    expect(wrong).toMatchObject([{ result: 'finding', found: 'there is no such policy' }]);
  });

  test('that nobody may read is not seen', async () => {
    const { wrong } = await wrongAfter(PROD, ({ boundaries }) => boundaries.set(Auditor, REFUSED));
    expect(wrong).toMatchObject([{ result: 'not seen', name: 'boundary orgstrap-auditor-boundary' }]);
  });
});

describe('what is tried', () => {
  test('and is let in is found', async () => {
    const { wrong } = await wrongAfter(PROD, (things) => {
      things.isDoorClosed = false;
    });
    expect(wrong).toMatchObject([
      {
        id: PROD,
        result: 'finding',
        name: "tried: the auditor's session becomes orgstrap-auditor",
        found: 'is let in',
      },
    ]);
  });

  test('and is not answered is not seen', async () => {
    const { wrong } = await wrongAfter(PROD, (things) => {
      things.isDoorClosed = new Failure('AwsThrottles', 'AWS takes no more calls', 3);
    });
    expect(wrong).toMatchObject([{ id: PROD, result: 'not seen', fix: 'run this again' }]);
  });
});

describe('a guardrail', () => {
  type Found = Exclude<FakeThings['controlPolicies'], Error>;

  function changed(change: (found: Found) => Found) {
    return (things: FakeThings) => {
      if (things.controlPolicies instanceof Error) throw things.controlPolicies;
      things.controlPolicies = change(things.controlPolicies);
    };
  }

  const Service = 'control policy orgstrap-protection';
  const Settings = 'control policy orgstrap-settings';

  test.each<readonly [string, (found: Found) => Found, string, string]>([
    [
      'that is gone',
      (found) => ({ ...found, policies: found.policies.slice(1) }),
      'there is no such policy',
      'npx orgstrap deploy --guardrails',
    ],
    [
      'that somebody detached from the root',
      (found) => ({
        ...found,
        policies: found.policies.map((policy, index) =>
          index === 0 ? { ...policy, targets: ['ou-abcd-11111111'] } : policy,
        ),
      }),
      'it is not attached to the root r-abcd',
      'aws organizations attach-policy --policy-id p-12345670 --target-id r-abcd',
    ],
    [
      'that denies less',
      (found) => ({
        ...found,
        policies: found.policies.map((policy, index) => {
          const { Statement: statements, ...document } = JSON.parse(policy.content);
          const content = JSON.stringify({ ...document, Statement: statements.slice(1) });
          return index === 0 ? { ...policy, content } : policy;
        }),
      }),
      'wider than it should be',
      'aws organizations update-policy --policy-id p-12345670',
    ],
    [
      'of a type that is not enabled',
      (found) => ({ ...found, enabled: ['RESOURCE_CONTROL_POLICY'] }),
      'SERVICE_CONTROL_POLICY are not enabled',
      'aws organizations enable-policy-type --root-id r-abcd',
    ],
  ])('%s is found, and nothing else', async (_, change, found, fix) => {
    const { wrong } = await wrongAfter(OPS, changed(change));
    // What is not enabled is so for all policies of the type.
    const names = found.includes('enabled') ? [Service, Settings] : [Service];
    expect(wrong).toEqual(
      names.map((name) => ({
        id: OPS,
        result: 'finding',
        name,
        found: expect.stringContaining(found),
        fix: expect.stringContaining(fix),
      })),
    );
  });

  describe('that sets something in all accounts', () => {
    const chosen: OrgConfig = {
      ...CONFIG,
      guardrails: { deployers: [], accountSettings: ['denySerialConsole', 'optOutOfAi'] },
    };
    const name = 'policy orgstrap-compute, which sets something in all accounts';

    test('is compared whole, whatever the order of its keys', async () => {
      expect((await wrongAfter(OPS, () => undefined, chosen)).wrong).toEqual([]);
      const { wrong } = await wrongAfter(
        OPS,
        changed((found) => ({
          ...found,
          policies: found.policies.map((policy) =>
            policy.type === 'DECLARATIVE_POLICY_EC2'
              ? { ...policy, content: policy.content.replace('disabled', 'enabled') }
              : policy,
          ),
        })),
        chosen,
      );
      expect(wrong).toMatchObject([{ id: OPS, result: 'finding', name, found: 'it sets something else' }]);
    });

    test('is not there where somebody took it away', async () => {
      const { wrong } = await wrongAfter(
        OPS,
        changed((found) => ({ ...found, policies: found.policies.filter(({ type }) => !/EC2/.test(type)) })),
        chosen,
      );
      expect(wrong).toMatchObject([{ result: 'finding', name, found: 'there is no such policy' }]);
    });
  });

  test('is not seen where Organizations refuses it', async () => {
    const { wrong } = await wrongAfter(OPS, (things) => {
      things.controlPolicies = REFUSED;
    });
    expect(wrong.map(({ id, result, name }) => `${id} ${result} ${name}`)).toEqual([
      `${OPS} not seen ${Service}`,
      `${OPS} not seen ${Settings}`,
      `${OPS} not seen control policy orgstrap-organization-only`,
    ]);
  });

  test('is seen from the management account where that has an auditor role', async () => {
    const managed = { ...CONFIG, managementAccount: { workspace: 'management', pipelines: ['delivery'] } };
    const { accounts, wrong } = await wrongAfter(OPS, () => undefined, managed);
    expect(wrong).toEqual([]);
    const seenFrom = accounts.filter(({ checks }) => checks.some(({ name }) => name === Service)).map(({ id }) => id);
    expect(seenFrom).toEqual(['111111111111']);
  });

  test('is neither found nor clean where nobody may see it, and says what to do', async () => {
    const { accounts, wrong } = await wrongAfter(OPS, () => undefined, { ...CONFIG, deployFrom: 'management' });
    expect(accounts.at(-1)).toMatchObject({ id: '111111111111', name: 'management' });
    expect(wrong).toHaveLength(3);
    expect(wrong[0]).toMatchObject({ result: 'not seen', name: Service });
    expect(wrong[0]?.fix).toContain('write managementAccount into org.yaml');
  });

  test('is not asked for without guardrails', async () => {
    const { guardrails: _, ...none } = CONFIG;
    const { accounts, wrong } = await wrongAfter(
      OPS,
      (things) => {
        things.controlPolicies = REFUSED;
      },
      { ...none, deployFrom: 'ops' },
    );
    expect(wrong).toEqual([]);
    expect(accounts.map(({ name }) => name)).toEqual(['terraform', 'ops', 'dev', 'stage', 'prod']);
  });
});

describe('an account that is in an OU of an environment and not in org.yaml', () => {
  const [, , prod] = CONFIG.environments;
  const joined: OrgConfig = {
    ...CONFIG,
    environments: CONFIG.environments.map((one) =>
      one === prod ? { ...one, accounts: [...one.accounts, { workspace: 'joined', id: accountId(NEW) }] } : one,
    ),
  };

  function withTree(state: string, view: FakeAccounts): void {
    view.at(OPS).things.tree = {
      root: 'r-abcd',
      units: [{ id: 'ou-abcd-33333333', name: 'Prod', parent: 'r-abcd' }],
      accounts: [{ id: NEW, name: 'shop', parent: 'ou-abcd-33333333', state }],
    };
  }

  test('is looked at as one of its environment', async () => {
    const { accounts, wrong } = await wrongAfter(
      OPS,
      (_, view) => {
        withTree('ACTIVE', view);
        view.at(NEW).roles.delete('orgstrap-terraform');
      },
      CONFIG,
      joined,
    );
    expect(accounts.at(-1)).toMatchObject({ id: NEW, name: 'not in org.yaml' });
    // The fakes of CI roles reach it already, which those of org.yaml do not: that is about another account.
    const here = wrong.filter(({ id }) => id === NEW);
    expect(here.map(({ name, found }) => `${name}: ${found}`)).toEqual([
      'orgstrap-terraform: there is no such role on the path /orgstrap/',
    ]);
  });

  test('that is closed is not', async () => {
    const { accounts } = await wrongAfter(OPS, (_, view) => withTree('CLOSED', view), CONFIG, joined);
    expect(accounts.some(({ id }) => id === NEW)).toBe(false);
  });

  test('may be there unseen where nobody can list them', async () => {
    const { wrong } = await wrongAfter(OPS, (things) => {
      things.tree = REFUSED;
    });
    expect(wrong).toMatchObject([
      { id: OPS, result: 'not seen', name: 'accounts in OUs that are not in org.yaml', found: 'AWS refuses it' },
    ]);
  });
});
