import { changed, problemsOf, VALID } from './org-yaml';

describe('the keys of org.yaml', () => {
  test('an unknown key is refused, with the known ones', () => {
    expect(problemsOf(changed('  ops: ', '  audit: "555555555555"\n  ops: '))).toEqual([
      '9:3 accounts.audit: found the unknown key "audit", expected one of terraform, ops; remove it, or move it to where it belongs',
    ]);
  });

  test('a misspelt key is one problem, not an unknown key and a missing one', () => {
    expect(problemsOf(changed('homeRegion', 'homeregion'))).toEqual([
      '5:1 homeregion: found the unknown key "homeregion", expected one of organization, homeRegion, bucketNamespace, deployFrom, accounts, environments, terraform, workloads, pipelines, existingOidcProviders, platformAccounts, managementAccount, deployment, guardrails, operators, people, audit, state, tags, protectStacks, stackSetDependencies; did you mean homeRegion?',
    ]);
    expect(problemsOf(changed('    identity:', '    identiy:'))).toEqual([
      '21:5 pipelines.delivery.identiy: found the unknown key "identiy", expected one of identity, environments, states, privateModules, retired, deployedAs; did you mean identity?',
    ]);
  });

  test('a misspelt section hides no problem of another section', () => {
    const text = changed('environments:\n  dev', 'enviroments:\n  dev').replace('[s3, ec2]', '[s3, s3]');
    expect(problemsOf(text)).toEqual([
      expect.stringMatching(/^10:1 enviroments: .*did you mean environments\?$/),
      expect.stringMatching(/^18:18 terraform.services\[1\]: found "s3" a second time/),
    ]);
  });

  test('two identities in one pipeline are refused', () => {
    expect(
      problemsOf(
        changed(
          '{ iamUser: {} }',
          '{ iamUser: {}, hcpTerraform: { organization: acme, project: Infra, workspaces: { prod: prod } } }',
        ),
      ),
    ).toEqual([expect.stringContaining('found a map, expected a map with exactly one of iamUser, github,')]);
  });

  test('a CI system that there is not is refused, with those that there are', () => {
    expect(problemsOf(changed('{ iamUser: {} }', '{ travis: {} }'))).toEqual([
      expect.stringContaining('found the unknown key "travis", expected one of iamUser, github, gitlab,'),
    ]);
  });

  test('an option of the IAM user that there is not is refused', () => {
    expect(problemsOf(changed('{ iamUser: {} }', '{ iamUser: { accessKey: AKIA } }'))).toEqual([
      '21:28 pipelines.delivery.identity.iamUser.accessKey: found the unknown key "accessKey", expected one of networks; remove it, or move it to where it belongs',
    ]);
  });

  test('a key that is there twice is refused at its second place, with the line of the first', () => {
    expect(problemsOf(`${VALID}homeRegion: us-east-1\n`)).toEqual([
      '26:1 homeRegion: found a key that is already on line 5, expected every key once in its map; merge the two, or rename one',
    ]);
  });

  test('a workspace that is there twice in one environment is refused', () => {
    expect(problemsOf(changed('{ dev: "444444444444" }', '{ dev: "444444444444", dev: "555555555555" }'))).toEqual([
      '13:38 environments.dev.accounts.dev: found a key that is already on line 13, expected every key once in its map; merge the two, or rename one',
    ]);
  });

  test('an environment that is there twice hides nothing of its second half', () => {
    const second =
      '  dev:\n    organizationalUnits: [ou-abcd-33333333]\n    accounts: { two: "111111111111" }\nterraform:';
    expect(problemsOf(changed('terraform:\n  services', `${second}\n  services`))).toEqual([
      expect.stringMatching(/^15:27 .*already in dev on line 18/),
      expect.stringMatching(/^17:3 environments.dev: found a key that is already on line 11/),
      expect.stringMatching(/^19:22 environments.dev.accounts.two: found 111111111111, the management account/),
    ]);
  });

  test('what a key that is there twice repeats is one problem', () => {
    expect(problemsOf(VALID.replace(/(environments:[\s\S]*?)(?=\nterraform:)/, '$1\n$1'))).toEqual([
      expect.stringMatching(/^\d+:1 environments: found a key that is already on line 10/),
    ]);
  });

  test('a key whose halves complete each other is one problem', () => {
    expect(
      problemsOf(`${VALID}people:\n  groups: { admins: { access: { dev: admin } } }\npeople:\n  users: {}\n`),
    ).toEqual([expect.stringMatching(/^28:1 people: found a key that is already on line 26/)]);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '0', '-1', '<<', 'null', 'true'])(
    'the key %s is unknown like any other',
    (key) => {
      expect(problemsOf(`${VALID}${key}: { polluted: true }\n`)).toEqual([
        expect.stringContaining(`found the unknown key "${key}"`),
      ]);
      expect({}).not.toHaveProperty('polluted');
    },
  );

  test('an invisible character in a key is shown', () => {
    expect(problemsOf(`${VALID}"audit\\u200b": {}\n`)).toEqual([
      expect.stringMatching(/^26:1 \["audit\\u\{200b\}"\]: found the unknown key "audit\\u\{200b\}"/),
    ]);
  });
});
