import { problemsOf, VALID } from './org-yaml';
import { CENTER, changedPeople, exchanged, GROUP_ID, INSTANCE, PEOPLE, withRoles } from './people-yaml';

describe('people refuse', () => {
  test('to be without groups and users', () => {
    expect(problemsOf(`${VALID}people: {}\n`)).toEqual([
      '26:1 people.groups: found nothing, expected a map with at least one group; add a group, as in examples/four-accounts.yaml, or remove people',
      '26:1 people: found no users, with the source iamUsers, expected a map of users, which may be empty; write users: { NAME: [GROUP] }',
    ]);
  });

  test.each(['people:\n', 'people: []\n', 'people: all\n'])('to be no map, in one problem: %j', (block) => {
    expect(problemsOf(`${VALID}${block}`)).toEqual([
      expect.stringMatching(/^26:\d+ people: found .*, expected a map with groups and users; write groups and users/),
    ]);
  });

  test('a misspelt key in one problem, the one that the source needs among them', () => {
    expect(problemsOf(changedPeople('  users:', '  user:'))).toEqual([
      expect.stringMatching(/^30:3 people\.user: found the unknown key "user", .*; did you mean users\?$/),
    ]);
    expect(problemsOf(exchanged(CENTER, '  identityCenter:', '  identitycenter:'))).toEqual([
      expect.stringContaining('did you mean identityCenter?'),
    ]);
  });

  test.each([
    [
      'an unknown environment',
      changedPeople('prod: admin', 'prd: admin'),
      '28:28 people.groups.operators.access.prd: found the unknown environment "prd", expected one of dev, prod; did you mean prod? correct the name, or add it to environments',
    ],
    [
      'an unknown role',
      changedPeople('prod: admin', 'prod: root'),
      '28:34 people.groups.operators.access.prod: found the unknown access role "root", expected one of admin, developer, viewer; correct the name, or add it to people.roles',
    ],
    [
      'an unknown role in a list',
      changedPeople('[viewer, admin]', '[viewr, admin]'),
      '28:47 people.groups.operators.access.dev[0]: found the unknown access role "viewr", expected one of admin, developer, viewer; did you mean viewer? correct the name, or add it to people.roles',
    ],
    [
      'a role twice',
      changedPeople('[viewer, admin]', '[admin, admin]'),
      '28:54 people.groups.operators.access.dev[1]: found "admin" a second time, after line 28, expected every entry of the list once; remove one of the two',
    ],
    [
      'an unknown group',
      changedPeople('grace@example.com: [developers]', 'grace@example.com: [designers]'),
      '32:25 people.users["grace@example.com"][0]: found the unknown group "designers", expected one of operators, developers; correct the name, or add it to people.groups',
    ],
    [
      'a group twice',
      changedPeople('[operators, developers]', '[developers, developers]'),
      '31:23 people.users.ada[1]: found "developers" a second time, after line 31, expected every entry of the list once; remove one of the two',
    ],
    [
      'an unknown service',
      withRoles('{ data: { services: [ec3] } }'),
      '30:31 people.roles.data.services[0]: found the unknown service "ec3", expected one of ec2, lambda, s3; did you mean ec2? correct the name, or add it to policies/services beside org.yaml',
    ],
    [
      'a service twice',
      withRoles('{ data: { services: [s3, s3] } }'),
      '30:35 people.roles.data.services[1]: found "s3" a second time, after line 30, expected every entry of the list once; remove one of the two',
    ],
    [
      'a service outside of policies/services',
      withRoles('{ data: { services: [../s3] } }'),
      '30:31 people.roles.data.services[0]: found "../s3", expected the name of a file in policies/services, without .json; use lower-case letters, digits and single hyphens',
    ],
    [
      'a built-in role made anew',
      withRoles('{ viewer: { services: [s3] } }'),
      '30:12 people.roles.viewer: found a role called viewer, expected a name beside admin, developer, viewer, which are built in; choose another name, so that the built-in ones mean the same everywhere',
    ],
    [
      'a role that may do nothing',
      withRoles('{ data: {} }'),
      '30:18 people.roles.data: found an empty map, expected a map with services, managedPolicies or both; write services: [...] or managedPolicies: { ... } under its name',
    ],
    [
      'a user who is another one to IAM',
      changedPeople('grace@example.com:', 'ADA:'),
      '32:5 people.users.ADA: found "ADA", which is "ada" of line 31 to IAM, expected names that differ in more than their case; rename one of the two, or remove it',
    ],
    [
      'a list of no roles',
      changedPeople('[viewer, admin]', '[]'),
      '28:46 people.groups.operators.access.dev: found an empty list, expected the name of an access role, a list with at least one, or a map from workspaces to roles; write admin, developer, viewer, or the name of one of people.roles, for every account; or { WORKSPACE: ROLE }',
    ],
    [
      'a role that is no name',
      changedPeople('[viewer, admin]', '[1]'),
      '28:46 people.groups.operators.access.dev: found a list, expected the name of an access role, a list with at least one, or a map from workspaces to roles; write admin, developer, viewer, or the name of one of people.roles, for every account; or { WORKSPACE: ROLE }',
    ],
    [
      'a group without access',
      changedPeople('{ dev: developer }', '{}'),
      '29:27 people.groups.developers.access: found an empty map, expected a map from at least one environment to a role; write access: { ENVIRONMENT: ROLE }, or remove the group',
    ],
    [
      'a user in no group',
      changedPeople('grace@example.com: [developers]', 'grace@example.com: []'),
      '32:24 people.users["grace@example.com"]: found an empty list, expected a list with 1 to 9 names of groups; IAM lets a user be in ten, and one is everybody\'s; list the groups, or remove the person',
    ],
    [
      'another source',
      changedPeople('people:\n', 'people:\n  source: okta\n'),
      '27:11 people.source: found "okta", expected iamUsers or identityCenter; write source: identityCenter, or remove source',
    ],
    [
      'a session of no hours',
      changedPeople('people:\n', 'people:\n  sessionHours: 0\n'),
      '27:17 people.sessionHours: found the number 0, expected a whole number of hours from 1 to 12; write a number, or remove sessionHours for one hour',
    ],
    [
      'a session of half hours',
      changedPeople('people:\n', 'people:\n  sessionHours: 1.5\n'),
      '27:17 people.sessionHours: found the number 1.5, expected a whole number of hours from 1 to 12; write a number, or remove sessionHours for one hour',
    ],
    [
      'an MFA that is older than a session of the console',
      changedPeople('people:\n', 'people:\n  mfaMaxAgeHours: 13\n'),
      '27:19 people.mfaMaxAgeHours: found the number 13, expected a whole number of hours from 1 to 12; a session of the console ends after twelve; write a number, or remove mfaMaxAgeHours for eight hours',
    ],
  ])('%s', (_, file, problem) => {
    expect(problemsOf(file)).toEqual([problem]);
  });

  test('a tenth group, because IAM lets a user be in ten and one is everybody’s', () => {
    const names = Array.from({ length: 10 }, (_, index) => `group-${index}`);
    const groups = names.map((name) => `    ${name}: { access: { dev: viewer } }\n`).join('');
    const inAll = (count: number) =>
      `${VALID}people:\n  groups:\n${groups}  users:\n    ada: [${names.slice(0, count).join(', ')}]\n`;
    expect(problemsOf(inAll(9))).toEqual([]);
    expect(problemsOf(inAll(10))).toEqual([expect.stringContaining('people.users.ada: found a list, expected a list')]);
  });

  test.each(['Data', 'data_1', '1data', 'data--1', 'x'.repeat(24), 'da*ta', ''])('a role called %j', (name) => {
    expect(problemsOf(withRoles(`{ ${JSON.stringify(name)}: { services: [s3] } }`))).toEqual([
      expect.stringMatching(/found the role name .*, expected 1 to 23 lower-case letters, digits and single hyphens/),
    ]);
  });

  test.each(['Operators', 'op erators', 'x'.repeat(65), 'op*'])('a group called %j', (name) => {
    const problems = problemsOf(PEOPLE.replaceAll('operators', JSON.stringify(name)));
    expect(problems).toEqual([expect.stringMatching(/found the group name .*, expected 1 to 64 lower-case letters/)]);
  });

  test.each(['a', '-ada', 'ada lovelace', 'ada/x', 'a*', 'ad?', 'ädä', 'x'.repeat(65)])('a user called %j', (name) => {
    expect(problemsOf(changedPeople('    ada:', `    ${JSON.stringify(name)}:`))).toEqual([
      expect.stringMatching(/found the user name .*, expected 2 to 64 letters, digits and any of \+ = , \. @ _ -/),
    ]);
  });

  test('a wildcard in a name, and say why', () => {
    expect(problemsOf(changedPeople('    ada:', '    "a*a":'))).toEqual([
      expect.stringContaining('; choose another name; * and ? are wildcards to IAM and would widen who is trusted'),
    ]);
  });
});

describe('a managed policy of AWS', () => {
  const why = '"The security team looks at every account."';

  test.each([
    ['arn:aws:iam::aws:policy/SecurityAudit', 'write SecurityAudit'],
    ['arn:aws:iam::aws:policy/job-function/Billing', 'write job-function/Billing'],
    [
      'arn:aws:iam::444444444444:policy/ours',
      'a policy of your own goes into policies/services beside org.yaml; list its name under services',
    ],
    ['arn:aws:iam::aws:role/SecurityAudit', 'copy what follows policy/ in its ARN'],
    ['Security Audit', 'copy what follows policy/ in its ARN'],
    ['Security*', 'copy what follows policy/ in its ARN; * and ? are wildcards to IAM and would widen who is trusted'],
  ])('is given by its name, and not as %s', (policy, fix) => {
    expect(problemsOf(withRoles(`{ auditor: { managedPolicies: { "${policy}": ${why} } } }`))).toEqual([
      `30:42 people.roles.auditor.managedPolicies["${policy}"]: found the managed policy "${policy}", expected the name of a managed policy of AWS without its ARN, such as SecurityAudit or job-function/Billing; ${fix}`,
    ]);
  });

  test.each(['', 'short', ' '.repeat(30), `too short${' '.repeat(30)}`])('has a reason, and not %j', (reason) => {
    expect(
      problemsOf(withRoles(`{ auditor: { managedPolicies: { SecurityAudit: ${JSON.stringify(reason)} } } }`)),
    ).toEqual([
      expect.stringContaining(
        'expected a reason of at least 20 characters; say who needs it for what: AWS changes its managed policies',
      ),
    ]);
  });

  test('has a reason, and is no list', () => {
    expect(problemsOf(withRoles('{ auditor: { managedPolicies: [SecurityAudit] } }'))).toEqual([
      '30:40 people.roles.auditor.managedPolicies: found a list, expected a map from names such as SecurityAudit or job-function/Billing to reasons; write managedPolicies: { SecurityAudit: "why" }; a policy of your own goes into policies/services',
    ]);
    expect(problemsOf(withRoles('{ auditor: { managedPolicies: {} } }'))).toEqual([
      expect.stringContaining('found an empty map, expected a map from names'),
    ]);
  });
});

describe('IAM Identity Center', () => {
  test.each([
    [
      'no id of a group',
      exchanged(CENTER, `      operators: ${GROUP_ID}\n`, ''),
      '26:1 people: found no id in the identity store for operators, expected an id for each of people.groups; add operators to people.identityCenter.groups',
    ],
    [
      'an id of a group that there is not',
      exchanged(
        CENTER,
        '      operators: ',
        '      operators: 1f2e3d4c-aaaa-4bbb-8ccc-000000000000\n      designers: ',
      ),
      '35:7 people.identityCenter.groups.designers: found the unknown group "designers", expected one of operators, developers; correct the name, or add it to people.groups',
    ],
    [
      'an id that is none',
      exchanged(CENTER, `operators: ${GROUP_ID}`, 'operators: the-operators'),
      '34:18 people.identityCenter.groups.operators: found "the-operators", expected the id of a group in the identity store, a UUID; copy GroupId from aws identitystore list-groups --identity-store-id ID',
    ],
    [
      'an instance that is none',
      exchanged(CENTER, INSTANCE, 'ssoins-1234567890abcdef'),
      '32:15 people.identityCenter.instance: found "ssoins-1234567890abcdef", expected the ARN of an instance, which ends in instance/ssoins- and 16 characters; copy InstanceArn from aws sso-admin list-instances',
    ],
    [
      'users, which Identity Center has',
      exchanged(CENTER, '  groups:\n    operators: {', '  users: {}\n  groups:\n    operators: {'),
      '28:3 people.users: found users, with the source identityCenter, expected only what that source reads; remove users: Identity Center decides that',
    ],
    [
      'an age of MFA, which Identity Center decides',
      exchanged(CENTER, '  groups:\n    operators: {', '  mfaMaxAgeHours: 4\n  groups:\n    operators: {'),
      '28:3 people.mfaMaxAgeHours: found mfaMaxAgeHours, with the source identityCenter, expected only what that source reads; remove mfaMaxAgeHours: Identity Center decides that',
    ],
    [
      'the source without the block',
      CENTER.replace(/ {2}identityCenter:\n[\s\S]*/, ''),
      '26:1 people: found no identityCenter, with the source identityCenter, expected a map with instance and groups; write identityCenter: { instance: ..., groups: ... }',
    ],
    [
      'the block without the source',
      exchanged(CENTER, '  source: identityCenter\n', '  users: {}\n'),
      '31:3 people.identityCenter: found identityCenter, with the source iamUsers, expected only what that source reads; remove identityCenter, or write source: identityCenter',
    ],
  ])('refuses %s', (_, file, problem) => {
    expect(problemsOf(file)).toEqual([problem]);
  });
});
