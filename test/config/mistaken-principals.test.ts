import { problemsOf, VALID } from './org-yaml';

const SSO = 'aws iam list-roles --path-prefix /aws-reserved/sso.amazonaws.com/';
const HASH = '0123456789abcdef';

/** What people write where an operator or a deployer is expected: what it is found to be, and what to write instead. */
const MISTAKES: readonly (readonly [written: string, found: string, fix: string])[] = [
  [
    'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef',
    'a permission set of Identity Center',
    SSO,
  ],
  ['arn:aws:identitystore:::group/1f2e3d4c-aaaa-4bbb-8ccc-0123456789ab', 'a user or group of Identity Center', SSO],
  ['arn:aws:identitystore:::user/1f2e3d4c-aaaa-4bbb-8ccc-0123456789ab', 'a user or group of Identity Center', SSO],
  ['arn:aws:sso:::instance/ssoins-1234567890abcdef', 'Identity Center itself', SSO],
  ['1f2e3d4c-aaaa-4bbb-8ccc-0123456789ab', 'the id of a user or group of Identity Center', SSO],
  ['9067642ac7-1f2e3d4c-aaaa-4bbb-8ccc-0123456789ab', 'the id of a user or group of Identity Center', SSO],
  [
    `arn:aws:sts::333333333333:assumed-role/AWSReservedSSO_Platform_${HASH}/ann`,
    'a session of somebody who signed in at Identity Center',
    `${SSO} --query "Roles[?starts_with(RoleName, 'AWSReservedSSO_Platform_')].Arn"`,
  ],
  [
    `AWSReservedSSO_Platform_${HASH}`,
    'the name of the role of a permission set',
    `${SSO} --query "Roles[?starts_with(RoleName, 'AWSReservedSSO_Platform_')].Arn"`,
  ],
  [
    'arn:aws:sts::333333333333:assumed-role/operator/me',
    'a session of a role',
    'write the ARN of its role, with its path: aws iam get-role --role-name operator --query Role.Arn',
  ],
  [
    'arn:aws:sts::333333333333:federated-user/me',
    'a session of GetFederationToken',
    'the ARN of the user who asked for it',
  ],
  ['arn:aws:iam::333333333333:root', 'an account, which is everybody in it', 'aws iam get-role --role-name NAME'],
  ['333333333333', 'an account, which is everybody in it', 'aws iam get-user --user-name NAME'],
  ['arn:aws:iam::333333333333:group/platform', 'a group of IAM', 'the ARNs of its users, or better of a role'],
  ['arn:aws:iam::333333333333:instance-profile/runner', 'an instance profile', 'write the ARN of its role'],
  [
    'arn:aws:iam::aws:policy/AdministratorAccess',
    'a policy, which is what somebody may do',
    'the ARN of the role or user',
  ],
  [
    'arn:aws:iam::333333333333:saml-provider/okta',
    'what people prove with who they are',
    'the role that they become with it',
  ],
  ['AROAEXAMPLEEXAMPLE12', 'a unique id of IAM', 'the ARN of the role or user'],
  ['AIDAEXAMPLEEXAMPLE12', 'a unique id of IAM', 'the ARN of the role or user'],
  ['AKIAIOSFODNN7EXAMPLE', 'the id of an access key', 'write the ARN of its user'],
  ['ec2.amazonaws.com', 'a service of AWS', 'remove it'],
  ['ann@example.com', 'an e-mail address or a user name', 'aws iam get-user --user-name NAME --query User.Arn'],
  ['role/platform/operator', 'the end of an ARN', 'the ARN of the role or user'],
  ['platform-operator', 'a name, which several accounts may have', 'aws iam get-role --role-name platform-operator'],
  [
    `arn:aws:iam::333333333333:role/AWSReservedSSO_Platform_${HASH}`,
    'the role of a permission set without its path',
    `${SSO} --query "Roles[?starts_with(RoleName, 'AWSReservedSSO_Platform_')].Arn"`,
  ],
];

const PLACES = {
  operators: (written: string) => `operators:\n  - ${written}\n`,
  'guardrails.deployers': (written: string) => `guardrails:\n  deployers:\n    - ${written}\n`,
};

describe.each(Object.entries(PLACES))('what people take for one of %s', (place, yamlOf) => {
  test.each(MISTAKES)('%s is found to be %s, and told what to write', (written, found, fix) => {
    const [problem = '', ...others] = problemsOf(`${VALID}${yamlOf(JSON.stringify(written))}`).filter(
      (one) => !one.includes('no deployer in the Ops account'),
    );
    expect(others).toEqual([]);
    expect(problem).toContain(`${place}[0]: found `);
    expect(problem).toContain(found);
    expect(problem).toContain(fix);
  });
});

test('an account without quotes is one, too', () => {
  expect(problemsOf(`${VALID}operators: [333333333333]\n`)).toEqual([
    expect.stringContaining('found 333333333333, an account, which is everybody in it'),
  ]);
});

test.each([
  'arn:aws:iam::333333333333:role/platform/operator',
  'arn:aws:iam::333333333333:user/ann@example.com',
  `arn:aws:iam::333333333333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Platform_${HASH}`,
  `arn:aws:iam::333333333333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Platform_${HASH}`,
])('%s is none of them', (arn) => {
  expect(problemsOf(`${VALID}operators: ["${arn}"]\n`)).toEqual([]);
});
