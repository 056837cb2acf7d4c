import fc from 'fast-check';
import type { Caller } from '../../../packages/iam-gateway/iam/caller';
import type { NamedPolicy, PolicyDocument, Statement } from '../../../packages/iam-gateway/iam/policy-document';
import type { Request, RequestContext } from '../../../packages/iam-gateway/iam/request';
import type { Role, Snapshot } from '../../../packages/iam-gateway/iam/snapshot';

/** A request to an organization, with all that decides about it. */
export interface Asked {
  readonly snapshot: Snapshot;
  readonly request: Request;
}

const MANAGEMENT = '111111111111';
const HERE = '222222222222';
const THERE = '333333333333';
const OUTSIDE = '999999999999';

const USER = `arn:aws:iam::${HERE}:user/team/ann`;
const ROLE = `arn:aws:iam::${HERE}:role/team/deploy`;
const SESSION = `arn:aws:sts::${HERE}:assumed-role/deploy/run`;
const LINKED = `arn:aws:iam::${HERE}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`;
const OF_MANAGEMENT = `arn:aws:iam::${MANAGEMENT}:role/admin`;
const OF_OUTSIDE = `arn:aws:iam::${OUTSIDE}:role/stranger`;

const ordinary: readonly Caller[] = [
  { kind: 'user', arn: USER },
  { kind: 'role', arn: ROLE, session: 'run' },
];

const callers: readonly Caller[] = [
  ...ordinary,
  ...ordinary,
  ...ordinary,
  { kind: 'role', arn: LINKED, session: 'run' },
  { kind: 'role', arn: OF_MANAGEMENT, session: 'run' },
  { kind: 'role', arn: OF_OUTSIDE, session: 'run' },
  { kind: 'service', name: 'lambda.amazonaws.com' },
  { kind: 'root', account: HERE },
  { kind: 'anonymous' },
];

/** What is asked for, and the condition keys that such a call has beside the global ones. */
interface Call {
  readonly action: string;
  readonly resource: string;
  readonly keys: readonly string[];
}

const TAG_KEYS = ['aws:RequestTag/CostCenter', 'aws:RequestTag/owner', 'aws:TagKeys'];

const calls: readonly Call[] = [HERE, HERE, THERE, MANAGEMENT].flatMap((account): readonly Call[] => [
  { action: 's3:GetObject', resource: `arn:aws:s3:::bucket-${account}/env/ann/a`, keys: [] },
  { action: 's3:ListBucket', resource: `arn:aws:s3:::bucket-${account}`, keys: ['s3:prefix'] },
  {
    action: 'iam:CreateRole',
    resource: `arn:aws:iam::${account}:role/team/new`,
    keys: [...TAG_KEYS, 'iam:PermissionsBoundary'],
  },
  { action: 'iam:CreatePolicy', resource: `arn:aws:iam::${account}:policy/team/new`, keys: TAG_KEYS },
  { action: 'sts:AssumeRole', resource: `arn:aws:iam::${account}:role/team/target`, keys: ['sts:ExternalId'] },
  {
    action: 'kms:Decrypt',
    resource: `arn:aws:kms:eu-west-1:${account}:key/11111111-2222-3333-4444-555555555555`,
    keys: [],
  },
  { action: 'ec2:DescribeInstances', resource: '*', keys: [] },
]);

const VALUES: Readonly<Record<string, readonly (string | readonly string[])[]>> = {
  'aws:RequestedRegion': ['eu-west-1', 'us-east-1', 'eu-central-1'],
  'aws:SourceIp': ['203.0.113.9', '10.1.2.3', '2001:db8::7'],
  'aws:MultiFactorAuthPresent': ['true', 'false'],
  'aws:MultiFactorAuthAge': ['0', '300', '7200'],
  'aws:PrincipalTag/team': ['blue', 'red*'],
  'aws:SourceArn': [`arn:aws:lambda:eu-west-1:${HERE}:function:a`, `arn:aws:sns:eu-west-1:${THERE}:topic`],
  'aws:CalledVia': [['cloudformation.amazonaws.com'], ['athena.amazonaws.com', 's3.amazonaws.com']],
  'aws:RequestTag/CostCenter': ['1234', 'none'],
  'aws:RequestTag/owner': ['ann'],
  'aws:TagKeys': [['CostCenter'], ['CostCenter', 'owner']],
  's3:prefix': ['', 'env/', 'env/ann/'],
  'iam:PermissionsBoundary': [`arn:aws:iam::${HERE}:policy/team/boundary`, `arn:aws:iam::${HERE}:policy/other`],
  'sts:ExternalId': ['one', 'two'],
};

const GLOBAL = [
  'aws:RequestedRegion',
  'aws:SourceIp',
  'aws:MultiFactorAuthPresent',
  'aws:MultiFactorAuthAge',
  'aws:PrincipalTag/team',
  'aws:SourceArn',
  'aws:CalledVia',
];

const contextFor = ({ keys }: Call): fc.Arbitrary<RequestContext> =>
  fc
    .subarray([...GLOBAL, ...keys])
    .chain((some) =>
      fc.tuple(...some.map((key) => fc.constantFrom(...(VALUES[key] ?? [])).map((value) => [key, value] as const))),
    )
    .map((entries) => Object.fromEntries(entries));

const someOf = (...values: readonly string[]) => fc.subarray([...values], { minLength: 1, maxLength: 3 });

const actions = someOf(
  '*',
  's3:*',
  's3:Get*',
  'iam:*',
  'iam:Create?ole',
  'IAM:createpolicy',
  'sts:AssumeRole',
  'sts:*',
  'kms:*',
  'ec2:Describe*',
  'ec2:*',
);

const NAMED = [
  `arn:aws:s3:::bucket-${HERE}/*`,
  `arn:aws:s3:::bucket-*`,
  "arn:aws:s3:::*/${aws:PrincipalTag/team, 'env'}/*",
  `arn:aws:iam::*:role/team/*`,
  `arn:aws:iam::${THERE}:role/*`,
  `arn:aws:iam::*:policy/team/n?w`,
  'arn:aws:kms:eu-*:*:key/*',
  'arn:aws:ec2:*:*:instance/*',
];

const resources = someOf('*', 'arn:aws:s3:::*/env/${aws:username}/*', ...NAMED);

/** Without a variable that may have no value: what `NotResource` excepts with one, nobody says. */
const exceptions = someOf(...NAMED);

/** Operators with what they are asked of; those that the gateway reviewed. */
const conditionOn = (operators: readonly string[], key: string, values: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...operators), fc.subarray([...values], { minLength: 1 }))
    .map(([operator, some]): readonly [string, string, readonly string[]] => [operator, key, some]);

const STRINGS = ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'];
const ARNS = ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'];
const ifExists = (operators: readonly string[]) => [
  ...operators,
  ...operators.map((operator) => `${operator}IfExists`),
];
const sets = (operators: readonly string[]) =>
  operators.flatMap((operator) => [`ForAllValues:${operator}`, `ForAnyValue:${operator}`]);

const conditions = fc
  .array(
    fc.oneof(
      conditionOn(ifExists(STRINGS), 'aws:RequestedRegion', ['eu-west-1', 'eu-*', 'us-east-?', 'EU-WEST-1']),
      conditionOn(ifExists(STRINGS), 'AWS:principaltag/TEAM', ['blue', 'red*', '*']),
      conditionOn(ifExists(['StringLike', 'StringNotLike']), 'AWS:principaltag/TEAM', ['red${*}', 'blu${*}']),
      conditionOn(ifExists(ARNS), 'aws:PrincipalArn', [
        ROLE,
        USER,
        'arn:aws:iam::*:role/team/*',
        'arn:*:iam::*:user/*',
        `arn:aws:iam::${HERE}:root`,
      ]),
      conditionOn(ifExists(ARNS), 'aws:SourceArn', [`arn:aws:lambda:*:${HERE}:function:*`, 'arn:aws:sns:*:*:*']),
      conditionOn(ifExists(STRINGS), 'aws:PrincipalAccount', [HERE, THERE, '2*']),
      conditionOn(ifExists(STRINGS), 'aws:PrincipalOrgID', ['o-exampleorgid', 'o-*']),
      conditionOn(ifExists(STRINGS), 'aws:ResourceAccount', ["${aws:PrincipalAccount, 'none'}", THERE]),
      conditionOn(sets(STRINGS), 'aws:PrincipalOrgPaths', [
        'o-exampleorgid/r-abcd/*',
        'o-exampleorgid/r-abcd/ou-abcd-11111111/',
      ]),
      conditionOn(sets(STRINGS), 'aws:CalledVia', [
        'cloudformation.amazonaws.com',
        '*.amazonaws.com',
        's3.amazonaws.com',
      ]),
      conditionOn(sets(STRINGS), 'aws:TagKeys', ['CostCenter', 'owner', 'cost*']),
      conditionOn(ifExists(STRINGS), 'aws:RequestTag/costcenter', ['1234', '*']),
      conditionOn(['Null'], 'aws:RequestTag/CostCenter', ['true', 'false']),
      conditionOn(['Null'], 'aws:MultiFactorAuthAge', ['true', 'false']),
      conditionOn(['Null'], 'aws:TagKeys', ['true', 'false']),
      conditionOn(ifExists(['Bool']), 'aws:MultiFactorAuthPresent', ['true', 'false']),
      conditionOn(ifExists(['Bool']), 'aws:ViaAWSService', ['true', 'false']),
      conditionOn(
        ifExists(['NumericLessThan', 'NumericGreaterThan', 'NumericLessThanEquals']),
        'aws:MultiFactorAuthAge',
        ['300', '3600.5'],
      ),
      conditionOn(ifExists(['IpAddress', 'NotIpAddress']), 'aws:SourceIp', [
        '203.0.113.0/24',
        '10.0.0.0/8',
        '2001:db8::/32',
      ]),
      conditionOn(ifExists(STRINGS), 's3:prefix', ['', 'env/', 'env/*', "env/${aws:username, 'nobody'}/"]),
      conditionOn(ifExists([...ARNS, ...STRINGS]), 'iam:PermissionsBoundary', [
        'arn:aws:iam::*:policy/team/*',
        `arn:aws:iam::${HERE}:policy/team/boundary`,
      ]),
      conditionOn(ifExists(STRINGS), 'sts:ExternalId', ['one', 't*']),
    ),
    { maxLength: 2 },
  )
  .map((all) => {
    const byOperator: Record<string, Record<string, readonly string[]>> = {};
    for (const [operator, key, values] of all) byOperator[operator] = { ...byOperator[operator], [key]: values };
    return byOperator;
  });

const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ Action: actions }) },
  { weight: 1, arbitrary: fc.record({ NotAction: actions }) },
);
const resource = fc.oneof(
  { weight: 4, arbitrary: fc.record({ Resource: resources }) },
  { weight: 1, arbitrary: fc.record({ NotResource: exceptions }) },
);

const effect = (allow: number) =>
  fc.oneof(
    { weight: allow, arbitrary: fc.constant('Allow' as const) },
    { weight: 1, arbitrary: fc.constant('Deny' as const) },
  );

const statement = (allow: number): fc.Arbitrary<Statement> =>
  fc
    .tuple(fc.record({ Effect: effect(allow), Condition: conditions }), action, resource)
    .map(([rest, acts, on]) => ({ ...rest, ...acts, ...on }));

const numbered = (statements: readonly Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements.map((one, index) => ({ Sid: `S${index}`, ...one })),
});

const EVERYTHING: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };

/** Most policies allow everything, or nearly no question would be decided by more than one of them. */
const policy = (name: string, allow = 4): fc.Arbitrary<NamedPolicy> =>
  fc
    .tuple(fc.array(statement(allow), { minLength: 1, maxLength: 2 }), fc.constantFrom(true, true, true, false))
    .map(([some, isOpen]) => ({ name, document: numbered(isOpen ? [EVERYTHING, ...some] : some) }));

const principals = fc.constantFrom<NonNullable<Statement['Principal']>[]>(
  '*',
  { AWS: USER },
  { AWS: ROLE },
  { AWS: SESSION },
  { AWS: [`arn:aws:iam::${HERE}:root`, OF_OUTSIDE] },
  { AWS: OUTSIDE },
  { AWS: [HERE, MANAGEMENT] },
  { Service: 'lambda.amazonaws.com' },
  { Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'], AWS: USER },
);

const resourceStatement: fc.Arbitrary<Statement> = fc
  .tuple(fc.record({ Effect: effect(3), Condition: conditions }), action, principals)
  .map(([rest, acts, Principal]) => ({ ...rest, ...acts, Principal }));

const resourcePolicy = (hasResource: boolean): fc.Arbitrary<PolicyDocument> =>
  fc
    .array(
      hasResource ? fc.tuple(resourceStatement, resource).map(([rest, on]) => ({ ...rest, ...on })) : resourceStatement,
      { minLength: 1, maxLength: 3 },
    )
    .map(numbered);

/** Where control policies are attached above the two accounts. */
const LEVELS = ['r-abcd', 'ou-abcd-11111111', HERE, THERE];

const attached = (policies: (level: string) => fc.Arbitrary<readonly NamedPolicy[]>) =>
  fc
    .tuple(...LEVELS.map((level) => fc.tuple(fc.constant(level), policies(level))))
    .map((all): ReadonlyMap<string, readonly NamedPolicy[]> => new Map(all));

/** A level with nothing attached, with everything allowed, and with something else. */
const serviceControl = (level: string) =>
  fc
    .array(policy(`scp of ${level}`, 2), { maxLength: 1 })
    .chain((some) => fc.constantFrom(...Array(5).fill([FULL_ACCESS, ...some]), some));

/** Organizations takes nothing but statements like these. */
const resourceControl = (level: string) =>
  fc
    .array(
      fc
        .tuple(conditions, someOf('s3:*', 's3:Get*', 'sts:AssumeRole', 'kms:Decrypt', 'sts:*'), resource)
        .map(([Condition, Action, on]): Statement => ({ Effect: 'Deny', Principal: '*', Action, ...on, Condition })),
      { maxLength: 2 },
    )
    .map((some) => (some.length === 0 ? [] : [{ name: `rcp of ${level}`, document: numbered(some) }]));

const FULL_ACCESS: NamedPolicy = {
  name: 'full access',
  document: { Version: '2012-10-17', Statement: [{ Sid: 'Full', ...EVERYTHING }] },
};

export const asked: fc.Arbitrary<Asked> = fc.constantFrom(...calls).chain((call) =>
  fc
    .record({
      // Without an account nobody asks for what has no resource level: it would be in no account.
      caller: fc.constantFrom(...(call.resource === '*' ? ordinary : callers)),
      context: contextFor(call),
      identity: fc.array(policy('identity'), { maxLength: 2 }),
      boundary: fc.option(policy('boundary'), { nil: undefined }),
      policy: fc.option(resourcePolicy(true), { nil: undefined }),
      keyPolicy: resourcePolicy(true),
      trust: resourcePolicy(false),
      scps: attached(serviceControl),
      rcps: attached(resourceControl),
    })
    .map(({ caller, context, identity, boundary, policy: ofBucket, keyPolicy, trust, scps, rcps }): Asked => {
      const own = { policies: identity, ...(boundary && { boundary }) };
      const roles: readonly (readonly [string, Role])[] = [ROLE, LINKED, OF_MANAGEMENT, OF_OUTSIDE].map((arn) => [
        arn,
        { ...own, trust },
      ]);
      const accounts = [HERE, THERE, MANAGEMENT];
      return {
        request: { caller, action: call.action, resource: call.resource, context },
        snapshot: {
          partition: 'aws',
          organization: {
            id: 'o-exampleorgid',
            managementAccount: MANAGEMENT,
            accounts: new Map([
              [MANAGEMENT, ['r-abcd']],
              [HERE, ['r-abcd', 'ou-abcd-11111111']],
              [THERE, ['r-abcd']],
            ]),
            serviceControlPolicies: scps,
            resourceControlPolicies: rcps,
          },
          users: new Map([[USER, own]]),
          roles: new Map<string, Role>([
            ...roles,
            ...accounts.map(
              (account) => [`arn:aws:iam::${account}:role/team/target`, { policies: [], trust }] as const,
            ),
          ]),
          oidcProviders: new Map(),
          resources: new Map(
            accounts.flatMap((account) => [
              [`arn:aws:s3:::bucket-${account}`, { account, ...(ofBucket && { policy: ofBucket }) }] as const,
              [
                `arn:aws:kms:eu-west-1:${account}:key/11111111-2222-3333-4444-555555555555`,
                { account, policy: keyPolicy },
              ] as const,
            ]),
          ),
        },
      };
    }),
);
