import { changed, problemsOf, VALID } from './org-yaml';

const HYPHENATED = 'lower-case letters, digits and single hyphens, a letter first';
const WORKSPACE =
  'expected 1 to 60 lower-case letters, digits, hyphens and underscores, a letter or digit first; Terraform puts it ' +
  "into URLs and into the state's S3 key; choose another name";
describe('what one value of org.yaml says about another', () => {
  test.each([
    {
      name: 'one account in two environments',
      from: '"666666666666"',
      to: '"444444444444"',
      problem:
        '16:23 environments.prod.accounts.prod: found 444444444444, which is already in dev on line 13, expected every account in one environment; remove it from dev or from prod',
    },
    {
      name: 'one account twice in one environment',
      from: '{ prod: "666666666666" }',
      to: '{ prod: "666666666666", blue: "666666666666" }',
      problem:
        '16:45 environments.prod.accounts.blue: found 666666666666, which is already in prod on line 16, expected every account once; remove one of the two',
    },
    {
      name: 'the management account as a product account',
      from: '"666666666666"',
      to: '"111111111111"',
      problem:
        '16:23 environments.prod.accounts.prod: found 111111111111, the management account, as a product account, expected a member account; service-managed StackSets never reach the management account; remove it; for Terraform in the management account see managementAccount in examples/management.yaml',
    },
    {
      name: 'the Terraform account as a product account',
      from: '"666666666666"',
      to: '"222222222222"',
      problem:
        '16:23 environments.prod.accounts.prod: found 222222222222, the Terraform account, as a product account, expected an account in which nothing of orgstrap itself lives; remove it here, or give the Terraform account an account of its own',
    },
    {
      name: 'the Ops account as a product account',
      from: '"666666666666"',
      to: '"333333333333"',
      problem:
        '16:23 environments.prod.accounts.prod: found 333333333333, the Ops account, as a product account, expected an account in which nothing of orgstrap itself lives; remove it here, or give the Ops account an account of its own',
    },
    {
      name: 'the management account as the Terraform account',
      from: '"222222222222"',
      to: '"111111111111"',
      problem:
        '8:14 accounts.terraform: found 111111111111, the management account, as the Terraform account, expected a member account; no policy of the organization can restrain the management account; create a member account and write its id here',
    },
    {
      name: 'the management account as the Ops account',
      from: '"333333333333"',
      to: '"111111111111"',
      problem:
        '9:8 accounts.ops: found 111111111111, the management account, as the Ops account, expected a member account; no policy of the organization can restrain the management account; create a member account and write its id here',
    },
    {
      name: 'one OU in two environments',
      from: 'ou-abcd-33333333',
      to: 'ou-abcd-11111111',
      problem:
        '15:27 environments.prod.organizationalUnits[0]: found ou-abcd-11111111, which is already in dev on line 12, expected every OU in one environment, or in several that are their accounts alone; remove it from dev or from prod, or write only: accounts under dev and prod',
    },
    {
      name: 'one OU twice in one environment',
      from: '[ou-abcd-33333333]',
      to: '[ou-abcd-33333333, ou-abcd-33333333]',
      problem:
        '15:45 environments.prod.organizationalUnits[1]: found ou-abcd-33333333, which is already in prod on line 15, expected every OU once; remove one of the two',
    },
    {
      name: 'an OU of another organization',
      from: 'ou-abcd-33333333',
      to: 'ou-wxyz-33333333',
      problem:
        '15:27 environments.prod.organizationalUnits[0]: found ou-wxyz-33333333, which is not under the root r-abcd, expected an OU of this organization: ou-abcd-...; correct it, or organization.rootId on line 3',
    },
    {
      name: "an OU under a root whose id only begins with this root's id",
      from: 'ou-abcd-33333333',
      to: 'ou-abcde-33333333',
      problem:
        '15:27 environments.prod.organizationalUnits[0]: found ou-abcde-33333333, which is not under the root r-abcd, expected an OU of this organization: ou-abcd-...; correct it, or organization.rootId on line 3',
    },
    {
      name: 'a pipeline that names an environment that does not exist',
      from: '[dev, prod]',
      to: '[dev, prod, stage]',
      problem:
        '22:31 pipelines.delivery.environments[2]: found the unknown environment "stage", expected one of dev, prod; correct the name, or add it to environments',
    },
    {
      name: 'a pipeline for all environments by a wildcard',
      from: '[dev, prod]',
      to: '[dev, prod, "*"]',
      problem:
        '22:31 pipelines.delivery.environments[2]: found the unknown environment "*", expected one of dev, prod; correct the name, or add it to environments; * and ? are wildcards to IAM and would widen who is trusted',
    },
    {
      name: 'a pipeline that names an environment twice',
      from: '[dev, prod]',
      to: '[dev, prod, dev]',
      problem:
        '22:31 pipelines.delivery.environments[2]: found "dev" a second time, after line 22, expected every entry of the list once; remove one of the two',
    },
    {
      name: 'a service without a policy file',
      from: '[s3, ec2]',
      to: '[s3, ec3]',
      problem:
        '18:18 terraform.services[1]: found the unknown service "ec3", expected one of ec2, lambda, s3; did you mean ec2? correct the name, or add it to policies/services beside org.yaml',
    },
    {
      name: 'the same service twice',
      from: '[s3, ec2]',
      to: '[s3, s3]',
      problem:
        '18:18 terraform.services[1]: found "s3" a second time, after line 18, expected every entry of the list once; remove one of the two',
    },
    {
      name: 'one workspace name in two environments',
      from: '{ prod: ',
      to: '{ dev: ',
      problem:
        '16:17 environments.prod.accounts.dev: found the workspace "dev", which is already environments.dev.accounts.dev on line 13, expected every workspace name once in the file; two accounts would share one state; rename one of the two',
    },
    {
      name: "a product account's workspace name for the management account",
      from: 'workspace: management',
      to: 'workspace: prod',
      problem:
        '24:14 managementAccount.workspace: found the workspace "prod", which is already environments.prod.accounts.prod on line 16, expected every workspace name once in the file; two accounts would share one state; rename one of the two',
    },
    {
      name: "the management account's roles where Ops deploys",
      from: 'deployFrom: management',
      to: 'deployFrom: ops',
      problem:
        '23:1 managementAccount: found managementAccount together with deployFrom: ops, expected managementAccount only with deployFrom: management; from Ops the management account cannot be reached; remove managementAccount, or deploy from the management account',
    },
    {
      name: "a pipeline that does not exist for the management account's roles",
      from: '[delivery]',
      to: '[delivery, deliver]',
      problem:
        '25:25 managementAccount.pipelines[1]: found the unknown pipeline "deliver", expected one of delivery; did you mean delivery? correct the name, or add it to pipelines',
    },
    {
      name: "a pipeline twice for the management account's roles",
      from: '[delivery]',
      to: '[delivery, delivery]',
      problem:
        '25:25 managementAccount.pipelines[1]: found "delivery" a second time, after line 25, expected every entry of the list once; remove one of the two',
    },
  ])('$name is refused', ({ from, to, problem }) => {
    expect(problemsOf(changed(from, to))).toEqual([problem]);
  });

  test.each([
    { why: 'is empty', workspace: '""', shown: '""' },
    { why: 'holds a slash', workspace: 'team/prod', shown: '"team/prod"' },
    { why: 'holds a space', workspace: 'team prod', shown: '"team prod"' },
    { why: 'holds a dot', workspace: '..', shown: '".."' },
    { why: 'holds a capital', workspace: 'Prod', shown: '"Prod"' },
    { why: 'holds a letter that a URL escapes', workspace: 'größe', shown: '"größe"' },
    { why: 'begins with a hyphen, as an option does', workspace: '-prod', shown: '"-prod"' },
    { why: 'is a key that JavaScript treats specially', workspace: '__proto__', shown: '"__proto__"' },
    { why: 'ends with a line break', workspace: '"prod\\n"', shown: '"prod\\n"' },
  ])('a workspace name that $why is refused', ({ workspace, shown }) => {
    const problems = problemsOf(changed('{ prod: ', `{ ${workspace}: `));
    expect(problems).toEqual([expect.stringContaining(`found the workspace name ${shown}, ${WORKSPACE}`)]);
  });

  test('a workspace name with a wildcard is refused, and the wildcard is explained', () => {
    expect(problemsOf(changed('{ prod: ', '{ prod*: '))).toEqual([
      `16:17 environments.prod.accounts["prod*"]: found the workspace name "prod*", ${WORKSPACE}; * and ? are wildcards to IAM and would widen who is trusted`,
    ]);
  });

  test("Terraform's own workspace is refused for an account", () => {
    expect(problemsOf(changed('{ prod: ', '{ default: '))).toEqual([
      '16:17 environments.prod.accounts.default: found the workspace name "default", expected a name that says which account it is; default is Terraform\'s workspace before anybody selects one; choose another name',
    ]);
  });

  test('the longest workspace name is accepted, and one character more is refused', () => {
    expect(problemsOf(changed('{ prod: ', `{ ${'w'.repeat(60)}: `))).toEqual([]);
    expect(problemsOf(changed('{ prod: ', `{ ${'w'.repeat(61)}: `))).toEqual([
      expect.stringContaining('of 61 characters, expected 1 to 60 '),
    ]);
  });

  test('an account id may be the name of its workspace', () => {
    expect(problemsOf(changed('{ prod: ', '{ 666666666666: '))).toEqual([]);
  });

  test.each(['Prod', 'pr_od', 'prod-', '-prod', 'pr--od', '1prod', 'prod.eu', 'prod eu', '__proto__', 'p'.repeat(33)])(
    'the environment name %j is refused',
    (name) => {
      const text = VALID.replace('  prod:\n', `  ${JSON.stringify(name)}:\n`).replace(
        '[dev, prod]',
        `[dev, "${name}"]`,
      );
      const problem = expect.stringMatching(
        new RegExp(`^14:3 .*expected 1 to 32 ${HYPHENATED}; it becomes part of stack`),
      );
      expect(problemsOf(text)).toEqual([problem]);
    },
  );

  test.each(['constructor', 'to-string', 'p', 'prod-2', 'p'.repeat(32)])(
    'the environment name %j is accepted',
    (name) => {
      expect(problemsOf(VALID.replace('  prod:\n', `  ${name}:\n`).replace('[dev, prod]', `[dev, ${name}]`))).toEqual(
        [],
      );
    },
  );

  test.each(['Delivery', 'de_livery', 'delivery-', 'de--livery', '2nd', 'de.livery', 'd*', 'd?', 'd'.repeat(21)])(
    'the pipeline name %j is refused',
    (name) => {
      const text = VALID.replace('  delivery:\n', `  ${JSON.stringify(name)}:\n`).replace('[delivery]', `["${name}"]`);
      const problem = expect.stringMatching(
        new RegExp(`^20:3 .*expected 1 to 20 ${HYPHENATED}; it becomes part of a bucket's name; choose`),
      );
      expect(problemsOf(text)).toEqual([problem]);
    },
  );

  test('a pipeline name that is too long for a bucket in the account-regional namespace is counted', () => {
    expect(problemsOf(inTheLongestRegion('d'.repeat(18)))).toEqual([
      expect.stringMatching(
        /found the pipeline name "d{18}" of 18 characters, expected 1 to 17 .* with bucketNamespace: global, .* 1 to 20; choose/,
      ),
    ]);
  });

  test('the longest pipeline name is accepted', () => {
    expect(problemsOf(withPipeline('d'.repeat(20)))).toEqual([]);
    expect(problemsOf(inTheLongestRegion('d'.repeat(17)))).toEqual([]);
  });

  test('a pipeline name has 20 characters where the buckets are in the global namespace, which adds nothing to them', () => {
    const inGlobal = (name: string) => `${inTheLongestRegion(name)}bucketNamespace: global\n`;
    expect(problemsOf(inGlobal('d'.repeat(20)))).toEqual([]);
    expect(problemsOf(inGlobal('d'.repeat(21)))).toEqual([
      expect.stringMatching(
        /expected 1 to 20 .*; with bucketNamespace: account-regional, it has 1 to 17; choose another name$/,
      ),
    ]);
  });

  /** The longer the Region's name, the less is left of S3's 63 characters. */
  function inTheLongestRegion(name: string): string {
    return withPipeline(name).replace(/^homeRegion: .*$/m, 'homeRegion: ap-southeast-2');
  }

  function withPipeline(name: string): string {
    return VALID.replace('  delivery:\n', `  ${name}:\n`).replace('[delivery]', `[${name}]`);
  }

  test("an environment named like the management account's is refused beside it", () => {
    const text = VALID.replace('  prod:\n', '  management:\n').replace('[dev, prod]', '[dev, management]');
    expect(problemsOf(text)).toEqual([
      '14:3 environments.management: found the environment "management" beside managementAccount, expected another name; this one stands for the management account, which is in no environment; rename the environment',
    ]);
  });

  test('nothing is concluded from a pipeline whose environments cannot be read', () => {
    const problems = problemsOf(changed('[dev, prod]', '[dev, 7]'));
    expect(problems).toEqual([
      expect.stringMatching(/^22:25 pipelines.delivery.environments\[1\]: found the number 7,/),
    ]);
  });

  test('the Terraform account may be the Ops account', () => {
    expect(problemsOf(changed('"222222222222"', '"333333333333"'))).toEqual([]);
  });
});
