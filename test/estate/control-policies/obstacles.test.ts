import type { AttachedPolicy, ControlTree } from '../../../lib/aws/control-policies';
import type { PrincipalArn } from '../../../lib/domain/ids';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { obstacles } from '../../../lib/estate/control-policies/obstacles';
import { controlPolicies } from '../../../lib/policies/guardrails';
import { orgConfig, whoDeploys } from '../../support/org-config';
import { FULL_ACCESS, rcp, scp, treeWith } from './trees';

const PRODUCTS = '444444444444, 555555555555, 666666666666';
const TERRAFORM = '222222222222';

/** Each as `way (certain): policy statement at level: accounts`. */
function found(tree: ControlTree, config: OrgConfig = orgConfig(), tags = {}): readonly string[] {
  return obstacles(config, tree, tags).map(({ way, isCertain, policy, statement, level, accounts }) => {
    const by = policy === undefined ? 'nothing allows' : `${policy.name} ${statement?.text.sid}`;
    return `${way}${isCertain ? '' : ' perhaps'}: ${by} at ${level}: ${accounts.join(', ')}`;
  });
}

/** The ways that a policy stops for certain. */
function stoppedBy(policy: AttachedPolicy, config?: OrgConfig, tags?: object): readonly string[] {
  return obstacles(config ?? orgConfig(), treeWith(policy), { ...tags })
    .filter(({ isCertain }) => isCertain)
    .map(({ way }) => way);
}

const principals = (...names: readonly string[]) => ({
  Condition: { ArnNotLike: { 'aws:PrincipalArn': names.map((name) => `arn:aws:iam::*:${name}`) } },
});

const ALL = ['StackSets', 'state', 'CI', 'Terraform'];

test('nothing stops orgstrap where everything is allowed', () => {
  expect(found(treeWith())).toEqual([]);
});

describe('a quarantine', () => {
  test('without the usual exemption stops everything, in every account below it', () => {
    const quarantine = scp(
      'Quarantine',
      principals('role/LandingZone*', 'role/AWSControlTowerExecution', 'role/*ControlTower*'),
    );
    expect(found(treeWith(quarantine))).toEqual([
      `StackSets: Quarantine Quarantine at r-abcd: ${TERRAFORM}, ${PRODUCTS}`,
      `state: Quarantine Quarantine at r-abcd: ${TERRAFORM}`,
      `CI: Quarantine Quarantine at r-abcd: ${TERRAFORM}`,
      `Terraform: Quarantine Quarantine at r-abcd: ${PRODUCTS}`,
    ]);
  });

  test('with it lets StackSets pass', () => {
    expect(stoppedBy(scp('Quarantine', principals('role/LandingZone*', 'role/stacksets-exec-*')))).toEqual([
      'CI',
      'state',
      'Terraform',
    ]);
    expect(stoppedBy(scp('Quarantine', principals('role/stacksets-exec-*', '*/orgstrap/*')))).toEqual([]);
  });

  test('that exempts a StackSets role by its whole name may let it pass: nobody knows that name', () => {
    const quarantine = scp('Quarantine', principals('role/stacksets-exec-0123456789abcdef', '*/orgstrap/*'));
    expect(found(treeWith(quarantine))).toEqual([
      `StackSets perhaps: Quarantine Quarantine at r-abcd: ${TERRAFORM}, ${PRODUCTS}`,
      `state perhaps: Quarantine Quarantine at r-abcd: ${TERRAFORM}`,
    ]);
  });

  test('of one OU stops what is in its accounts', () => {
    expect(found(treeWith(scp('Quarantine', {}, ['ou-abcd-22222222'])))).toEqual([
      'StackSets: Quarantine Quarantine at ou-abcd-22222222: 555555555555',
      'Terraform: Quarantine Quarantine at ou-abcd-22222222: 555555555555',
    ]);
  });

  test('of the management account stops nothing: no control policy binds it', () => {
    const config = orgConfig({ managementAccount: { workspace: 'management', pipelines: ['delivery'] } });
    expect(found(treeWith(scp('Quarantine', {}, ['111111111111'])), config)).toEqual([]);
  });
});

describe('roles that must wear the boundary of the company', () => {
  const boundary = { StringNotLike: { 'iam:PermissionsBoundary': 'arn:aws:iam::*:policy/company-boundary' } };
  const mustWear = (Condition: object) =>
    scp('Boundary', {
      Action: ['iam:CreateRole', 'iam:PutRolePermissionsBoundary'],
      Condition: { ...boundary, ...Condition },
    });

  test('stop StackSets and the roles that Terraform makes', () => {
    expect(stoppedBy(mustWear({}))).toEqual(['StackSets', 'Terraform']);
  });

  test('stop nothing where both are exempt, or where orgstrap makes no role without a boundary and any will do', () => {
    expect(stoppedBy(mustWear(principals('role/stacksets-exec-*', '*/orgstrap/*').Condition))).toEqual([]);
    expect(
      stoppedBy(
        scp('Boundary', { Action: 'iam:CreateRole', Condition: { Null: { 'iam:PermissionsBoundary': 'true' } } }),
      ),
    ).toEqual([]);
  });
});

describe('required tags', () => {
  const required = scp('Tags', {
    Action: ['iam:CreateRole', 'iam:CreatePolicy'],
    Condition: { Null: { 'aws:RequestTag/CostCenter': 'true' } },
  });
  const actionsOf = (policy: AttachedPolicy, tags?: Readonly<Record<string, string>>) =>
    obstacles(orgConfig(), treeWith(policy), tags).flatMap(({ way, actions }) => [way, ...actions]);

  test('stop StackSets', () => {
    expect(actionsOf(required)).toEqual(['StackSets', 'iam:CreateRole', 'iam:CreatePolicy']);
  });

  test('stop managed policies with the tags, too, because CloudFormation gives them none', () => {
    expect(actionsOf(required, { CostCenter: '1234' })).toEqual(['StackSets', 'iam:CreatePolicy']);
    expect(actionsOf(required, { costcenter: '1234' })).toEqual(['StackSets', 'iam:CreatePolicy']);
  });

  test('with certain values are those of org.yaml, or not', () => {
    const valued = (values: readonly string[]) =>
      scp('Tags', {
        Action: 'iam:CreateRole',
        Condition: { StringNotEquals: { 'aws:RequestTag/Stage': [...values] } },
      });
    expect(actionsOf(valued(['prod']), { Stage: 'all' })).toEqual(['StackSets', 'iam:CreateRole']);
    expect(actionsOf(valued(['prod', 'all']), { Stage: 'all' })).toEqual([]);
  });

  test('of instances are no matter of orgstrap', () => {
    expect(
      found(
        treeWith(
          scp('Tags', { Action: 'ec2:RunInstances', Condition: { Null: { 'aws:RequestTag/CostCenter': 'true' } } }),
        ),
      ),
    ).toEqual([]);
  });
});

describe('a Region deny', () => {
  const deny = (regions: readonly string[], exempt: readonly string[]) =>
    scp('Regions', {
      Action: undefined as never,
      NotAction: [...exempt],
      Condition: { StringNotEquals: { 'aws:RequestedRegion': [...regions] } },
    });
  const Global = ['iam:*', 'sts:*', 'organizations:*', 'support:*', 'route53:*', 'cloudfront:*'];

  test('with the home Region and the global services stops nothing', () => {
    expect(found(treeWith(deny(['eu-west-1'], Global)))).toEqual([]);
  });

  test('without the home Region stops the state and Terraform, and lets StackSets make roles', () => {
    expect(stoppedBy(deny(['eu-central-1'], Global))).toEqual(['state', 'Terraform']);
  });

  test('without a Region in which Terraform works stops Terraform there', () => {
    const environments = orgConfig().environments.map((one) =>
      one.name === 'prod' ? { ...one, furtherRegions: ['eu-central-1'] } : one,
    );
    expect(found(treeWith(deny(['eu-west-1'], Global)), orgConfig({ environments }))).toEqual([
      'Terraform: Regions Regions at r-abcd: 666666666666',
    ]);
    expect(found(treeWith(deny(['eu-west-1', 'eu-central-1'], Global)), orgConfig({ environments }))).toEqual([]);
  });

  test('that does not except IAM stops StackSets: IAM is asked in us-east-1', () => {
    expect(stoppedBy(deny(['eu-west-1'], ['sts:*']))).toEqual(['StackSets', 'Terraform']);
    expect(stoppedBy(deny(['eu-west-1', 'us-east-1'], []))).toEqual([]);
  });

  test('with an audit stops the trails and the rules of other Regions, too', () => {
    const config = orgConfig({ audit: { trail: 'own', retentionDays: 365, email: [] } });
    const actions = obstacles(config, treeWith(deny(['eu-west-1'], Global))).map(
      ({ way, actions: all }) => `${way} ${all.join()}`,
    );
    expect(actions).toEqual(['StackSets events:PutRule']);
  });
});

describe('MFA alone', () => {
  const mfa = (operator: string) =>
    scp('Mfa', { Condition: { [operator]: { 'aws:MultiFactorAuthPresent': 'false' } } });

  test('stops all machines where the key need not be there', () => {
    expect(stoppedBy(mfa('BoolIfExists'))).toEqual(ALL);
  });

  test('with Bool lets long-term keys pass, which AWS says nothing of, and stops sessions', () => {
    const bound = obstacles(orgConfig(), treeWith(mfa('Bool'))).filter(({ way }) => way === 'CI');
    expect(bound.map(({ actions }) => actions)).toEqual([['sts:AssumeRole']]);
    const onlySignIn = scp('Mfa', {
      Action: 'sts:AssumeRole',
      Resource: 'arn:aws:iam::*:role/orgstrap/orgstrap-ci-*',
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
    });
    expect(stoppedBy(onlySignIn)).toEqual([]);
  });

  test('of people stops nobody of orgstrap', () => {
    const people = scp('Mfa', {
      Condition: {
        BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' },
        StringEquals: { 'aws:PrincipalType': 'User' },
      },
      Action: undefined as never,
      NotAction: ['iam:*', 'sts:*'],
    });
    expect(stoppedBy(people)).toEqual([]);
  });
});

describe('a full access policy that was detached', () => {
  const detached = (...targets: readonly string[]): ControlTree => {
    const tree = treeWith();
    const [full = FULL_ACCESS] = tree.policies;
    return { ...tree, policies: [{ ...full, targets: full.targets.filter((target) => !targets.includes(target)) }] };
  };

  test('leaves an OU in which nothing is allowed', () => {
    expect(found(detached('ou-abcd-33333333'))).toEqual([
      'StackSets: nothing allows at ou-abcd-33333333: 666666666666',
      'Terraform: nothing allows at ou-abcd-33333333: 666666666666',
    ]);
  });

  test('does no harm where another policy of the level allows what is needed, and harms what it does not', () => {
    const allow = (Action: readonly string[]): AttachedPolicy => ({
      ...scp('Allowed', { Effect: 'Allow', Action: [...Action] }, ['ou-abcd-33333333']),
    });
    const tree = (Action: readonly string[]) => {
      const { policies, ...rest } = detached('ou-abcd-33333333');
      return { ...rest, policies: [...policies, allow(Action)] };
    };
    expect(found(tree(['s3:*', 'logs:*', 'iam:*', 'sts:*']))).toEqual([]);
    expect(found(tree(['s3:*', 'iam:*', 'sts:*']))).toEqual([
      'Terraform: nothing allows at ou-abcd-33333333: 666666666666',
    ]);
  });

  test('is nothing where service control policies are not enabled', () => {
    expect(found({ ...detached('r-abcd'), enabled: [] })).toEqual([]);
  });
});

describe('what is harmless', () => {
  test.each<[string, AttachedPolicy]>([
    [
      'the protection of Control Tower',
      scp('Tower', {
        Action: ['iam:CreateRole', 'iam:AttachRolePolicy'],
        Resource: [
          'arn:aws:iam::*:role/aws-controltower-*',
          'arn:aws:iam::*:role/*AWSControlTower*',
          'arn:aws:iam::*:role/stacksets-exec-*',
        ],
        ...principals('role/AWSControlTowerExecution', 'role/stacksets-exec-*'),
      }),
    ],
    ['one that keeps accounts in the organization', scp('Leave', { Action: 'organizations:LeaveOrganization' })],
    [
      'one that binds root users',
      scp('Root', { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } } }),
    ],
    [
      'one against keys of users',
      scp('Keys', {
        Action: ['iam:CreateAccessKey', 'iam:CreateUser'],
        Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/stacksets-exec-*' } },
      }),
    ],
    [
      'one that denies a few actions of a service',
      scp('Few', {
        Action: ['s3:PutAccountPublicAccessBlock', 's3:CreateBucket', 'logs:DeleteLogGroup'],
        Resource: '*',
        ...principals('role/stacksets-exec-*'),
      }),
    ],
    [
      'a data perimeter for calls that no service makes',
      scp('Perimeter', {
        Action: ['iam:*', 'cloudformation:*'],
        Condition: {
          BoolIfExists: { 'aws:ViaAWSService': 'false' },
          ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/orgstrap/*' },
        },
      }),
    ],
    ['one that asks for TLS', scp('Tls', { Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
    [
      'a resource control policy for the organization',
      rcp('Ours', {
        Action: ['s3:*', 'kms:*', 'sts:AssumeRole'],
        Condition: {
          StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorgid' },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        },
      }),
    ],
  ])('%s', (_, policy) => {
    expect(stoppedBy(policy)).toEqual([]);
  });

  test('the guardrails of orgstrap itself', () => {
    const guardrails = { deployers: [] };
    const config = orgConfig({ guardrails, audit: { trail: 'own', retentionDays: 365, email: [] } });
    const { service, resource, audit } = controlPolicies(config, guardrails);
    const attached = (type: AttachedPolicy['type'], document: object | undefined): AttachedPolicy => ({
      type,
      id: `p-${JSON.stringify(document).length}`,
      name: 'orgstrap',
      content: JSON.stringify(document),
      targets: ['r-abcd'],
    });
    const tree = treeWith(
      attached('SERVICE_CONTROL_POLICY', service),
      attached('SERVICE_CONTROL_POLICY', audit),
      attached('RESOURCE_CONTROL_POLICY', resource),
    );
    expect(found(tree, config)).toEqual([]);
  });
});

describe('resource control policies', () => {
  test('of another organization stop CI and the state', () => {
    const theirs = rcp('Theirs', {
      Action: ['s3:*', 'kms:*', 'sts:*'],
      Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-other00000' } },
    });
    expect(stoppedBy(theirs)).toEqual(['state', 'CI', 'Terraform']);
  });

  test('of the product accounts stop CI at their door, and say in which', () => {
    const tree = treeWith({ ...rcp('Door', { Action: 'sts:AssumeRole' }), targets: ['ou-abcd-11111111'] });
    expect(found(tree)).toEqual(['CI: Door Door at ou-abcd-11111111: 444444444444']);
  });
});

describe('with jobs that deploy from Ops', () => {
  const Ops = '333333333333';
  const operators = ['arn:aws:iam::333333333333:role/operator' as PrincipalArn];
  const config = orgConfig({ deployment: whoDeploys(), operators });
  const deploying = (policy: AttachedPolicy, of = config) =>
    obstacles(of, treeWith(policy)).filter(({ way }) => way === 'deployment');
  const stops = (policy: AttachedPolicy, of = config) =>
    deploying(policy, of)
      .filter(({ isCertain }) => isCertain)
      .flatMap(({ actions, accounts }) => [`${accounts.join()}: ${actions.join()}`]);

  test('nothing stops them where everything is allowed, and nobody asks for them where there are none', () => {
    expect(found(treeWith(), config)).toEqual([]);
    expect(deploying(scp('Quarantine', {}), orgConfig())).toEqual([]);
  });

  test('a quarantine of their account stops them, whom the exemptions of the others do not reach', () => {
    const others = ['role/stacksets-exec-*', '*/orgstrap/orgstrap-ci-*', 'role/orgstrap/orgstrap-terraform*'];
    const quarantine = scp('Quarantine', principals(...others));
    expect(found(treeWith(quarantine), config)).toEqual([`deployment: Quarantine Quarantine at r-abcd: ${Ops}`]);
    const exempt = scp(
      'Quarantine',
      principals(...others, 'role/orgstrap/orgstrap-deployer', 'role/orgstrap/orgstrap-planner'),
    );
    expect(found(treeWith(exempt), config)).toEqual([]);
  });

  test('so does one that exempts the deployer and forgets the planner', () => {
    const policy = scp(
      'Quarantine',
      principals(
        'role/stacksets-exec-*',
        '*/orgstrap/orgstrap-deployer',
        '*/orgstrap/orgstrap-ci-*',
        '*/orgstrap/orgstrap-terraform*',
      ),
    );
    expect(stops(policy)).toEqual([expect.stringContaining(`${Ops}: sts:AssumeRole,`)]);
  });

  test('what CloudFormation makes for them is looked at call by call', () => {
    const required = { Null: { 'aws:RequestTag/CostCenter': 'true' } };
    expect(stops(scp('Tags', { Action: ['iam:CreateRole', 'iam:CreateUser'], Condition: required }))).toEqual([
      `${Ops}: iam:CreateRole`,
    ]);
  });

  test('a policy that denies a few of their calls on purpose stops nothing, one that denies a service does', () => {
    expect(stops(scp('Few', { Action: 'cloudformation:DeleteStack' }))).toEqual([]);
    expect(stops(scp('All', { Action: 'cloudformation:*' }))).toEqual([
      expect.stringMatching(`^${Ops}: cloudformation:`),
    ]);
    expect(stops(scp('All', { Action: 'organizations:*' }))).toEqual([
      expect.stringMatching(`^${Ops}: organizations:`),
    ]);
  });

  test('a resource control policy that asks tokens for an organization keeps them out', () => {
    const Condition = { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorgid' } };
    expect(stops(rcp('Ours', { Action: 'sts:*', Condition }))).toEqual([`${Ops}: sts:AssumeRoleWithWebIdentity`]);
  });

  test('one at the door of an account keeps them from looking into it', () => {
    const door = { ...rcp('Door', { Action: 'sts:AssumeRole' }), targets: ['ou-abcd-11111111'] };
    expect(stops(door)).toEqual(['444444444444: sts:AssumeRole']);
  });

  test('a Region deny without the home Region stops them, and one that leaves global services out does not', () => {
    const regions = (allowed: string) =>
      scp('Regions', {
        Action: undefined as never,
        NotAction: ['iam:*', 'sts:*', 'organizations:*', 'account:*'],
        Condition: { StringNotEquals: { 'aws:RequestedRegion': allowed } },
      });
    expect(stops(regions('eu-west-1'))).toEqual([]);
    expect(stops(regions('eu-central-1'))).toEqual([expect.stringContaining('cloudformation:')]);
  });

  test('nothing binds those of the management account', () => {
    const managing = orgConfig({ deployment: whoDeploys(), deployFrom: 'management' });
    expect(deploying(scp('Quarantine', {}), managing)).toEqual([]);
  });
});

test('a network that calls must come from is said to be what it depends on, and not taken for an obstacle', () => {
  const network = scp('Network', { Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } });
  expect(stoppedBy(network)).toEqual([]);
  const [first] = obstacles(orgConfig(), treeWith(network));
  expect(first).toMatchObject({ isCertain: false, dependsOn: ['aws:SourceIp'] });
});

test('the condition keys of another service are not in a request, and those of its own may be', () => {
  const owned = scp('Owned', { Condition: { StringEquals: { 'ec2:Owner': 'amazon' } } });
  expect(found(treeWith(owned))).toEqual([]);
  expect(found(treeWith(owned), orgConfig({ terraform: { services: ['ec2'] } }))).toEqual([
    `Terraform perhaps: Owned Owned at r-abcd: ${PRODUCTS}`,
  ]);
  expect(stoppedBy(scp('Tls', { Action: 's3:*', Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } }))).toEqual(
    [],
  );
});

test('a policy that cannot be read is said to be one', () => {
  const unreadable: AttachedPolicy = { ...scp('Unreadable', {}), content: '{}}' };
  expect(stoppedBy(unreadable)).toEqual([]);
  expect(obstacles(orgConfig(), treeWith(unreadable))[0]).toMatchObject({
    policy: { name: 'Unreadable' },
    dependsOn: ['what p-unreadable says'],
  });
});

test('three hundred accounts below twenty policies take little time', () => {
  const accounts = Array.from({ length: 300 }, (_, index) => String(100_000_000_000 + index));
  const tree = treeWith(
    ...Array.from({ length: 20 }, (_, index) =>
      scp(`P${index}`, { Action: 'ec2:*', Condition: { StringEquals: { 'aws:PrincipalTag/a': 'b' } } }),
    ),
  );
  const config = orgConfig();
  const [dev, ...others] = config.environments;
  if (dev === undefined) throw new Error('no environment');
  const big = orgConfig({
    environments: [{ ...dev, accounts: accounts.map((id) => ({ workspace: `w${id}`, id: id as never })) }, ...others],
  });
  const start = process.cpuUsage();
  const above = new Map([...tree.above, ...accounts.map((id) => [id, ['r-abcd', 'ou-abcd-11111111']] as const)]);
  const targets = [...FULL_ACCESS.targets, ...accounts];
  const policies = tree.policies.map((policy) => (policy.id === FULL_ACCESS.id ? { ...policy, targets } : policy));
  expect(obstacles(big, { ...tree, above, policies })).toEqual([]);
  // About half a second; microseconds of CPU, for a busy machine counts others in.
  expect(process.cpuUsage(start).user).toBeLessThan(5_000_000);
});
