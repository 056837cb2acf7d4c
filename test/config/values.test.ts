import { changed, problemsOf, VALID } from './org-yaml';

const ID = 'expected the 12 digits of an AWS account id, as text in quotes';
const REGIONS =
  'use one of us-east-1, us-east-2, us-west-1, us-west-2, ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ' +
  'ap-southeast-1, ap-southeast-2, ca-central-1, eu-central-1, eu-north-1, eu-west-1, eu-west-2, eu-west-3, sa-east-1, ' +
  'us-gov-east-1, us-gov-west-1';
const OPT_IN =
  'expected a Region that is on by default: in an opt-in Region, StackSets fail for every account that has not turned ' +
  'it on, and a new account has not';
const UNIT = "expected an OU id: ou-, the text of the root's id, -, and 8 to 32 lower-case letters or digits";

describe('a single value of org.yaml', () => {
  test.each([
    {
      name: 'an account id that YAML read as a number',
      from: '"444444444444"',
      to: '444444444444',
      problem: `13:22 environments.dev.accounts.dev: found the number 444444444444, ${ID}; put it in quotes, "444444444444"; without them YAML made a number of it`,
    },
    {
      name: 'an account id that lost its leading zero on the way through YAML',
      from: '"222222222222"',
      to: '012345678901',
      problem: `8:14 accounts.terraform: found the number 12345678901 (written 012345678901), ${ID}; put it in quotes, "012345678901"; without them YAML made a number of it and dropped its leading zeros`,
    },
    {
      name: 'an account id that lost its leading zeros before it came here',
      from: '"222222222222"',
      to: '2345678901',
      problem: `8:14 accounts.terraform: found the number 2345678901, ${ID}; write "002345678901" if its leading zeros were lost, and keep the quotes`,
    },
    {
      name: 'an account id in quotes that is too short',
      from: '"222222222222"',
      to: '"12345678901"',
      problem: `8:14 accounts.terraform: found "12345678901", ${ID}; it has 11 digits; write "012345678901" if its leading zeros were lost on the way here`,
    },
    {
      name: 'an account id with hyphens, as the console shows it',
      from: '"222222222222"',
      to: '2222-2222-2222',
      problem: `8:14 accounts.terraform: found "2222-2222-2222", ${ID}; write it without separators: "222222222222"`,
    },
    {
      name: 'an account id that is a word',
      from: '"222222222222"',
      to: 'tooling',
      problem: `8:14 accounts.terraform: found "tooling", ${ID}; write it as "123456789012"`,
    },
    {
      name: 'an account id with a wildcard',
      from: '"222222222222"',
      to: '"22222222222*"',
      problem: `8:14 accounts.terraform: found "22222222222*", ${ID}; write it as "123456789012"; * and ? are wildcards to IAM and would widen who is trusted`,
    },
    {
      name: 'an account id with a line break behind it',
      from: '"222222222222"',
      to: '"222222222222\\n"',
      problem: `8:14 accounts.terraform: found "222222222222\\n", ${ID}; write it without separators: "222222222222"`,
    },
    {
      name: 'an account id that is missing its value',
      from: ' "222222222222"',
      to: '',
      problem: `8:3 accounts.terraform: found no value, ${ID}; write it as "123456789012"`,
    },
    {
      name: 'an organization id of another form',
      from: 'o-exampleorgid',
      to: 'exampleorgid',
      problem:
        '2:7 organization.id: found "exampleorgid", expected an organization id: o- and 10 to 32 lower-case letters or digits; copy Id from aws organizations describe-organization',
    },
    {
      name: 'a Region that an account must turn on first',
      from: 'eu-west-1',
      to: 'eu-south-1',
      problem: `5:13 homeRegion: found "eu-south-1", ${OPT_IN}; ${REGIONS}`,
    },
    {
      name: 'a Region of China, in which StackSets cannot reach the accounts of an organization',
      from: 'eu-west-1',
      to: 'cn-northwest-1',
      problem: `5:13 homeRegion: found "cn-northwest-1", expected a Region outside China: trusted access for StackSets, which reach every account, cannot be activated there; ${REGIONS}`,
    },
    {
      name: 'the Region of the European Sovereign Cloud, which is on, but in which not all names are known',
      from: 'eu-west-1',
      to: 'eusc-de-east-1',
      problem: `5:13 homeRegion: found "eusc-de-east-1", expected a Region outside the European Sovereign Cloud: what its services are called in the policies of KMS keys is not known for certain, and a wrong name locks every pipeline out of its state (ADR 15 in the repository); ${REGIONS}`,
    },
    ...['us-iso-east-1', 'us-isob-east-1', 'eu-isoe-west-1'].map((region) => ({
      name: `a Region of a partition that is cut off, ${region}`,
      from: 'eu-west-1',
      to: region,
      problem: `5:13 homeRegion: found "${region}", expected a Region of the partition aws or aws-us-gov; ${REGIONS}`,
    })),
    {
      name: 'a namespace that S3 does not know',
      from: 'eu-west-1\n',
      to: 'eu-west-1\nbucketNamespace: regional\n',
      problem:
        '6:18 bucketNamespace: found "regional", expected account-regional or global; write bucketNamespace: global where orgstrap 0.2.0 or before made the buckets, or remove it',
    },
    {
      name: 'a misspelt Region',
      from: 'eu-west-1',
      to: 'eu-west1',
      problem: `5:13 homeRegion: found "eu-west1", expected a Region that is on in every account from its first day; did you mean eu-west-1? ${REGIONS}`,
    },
    {
      name: 'something that is no Region at all',
      from: 'eu-west-1',
      to: 'Ireland',
      problem: `5:13 homeRegion: found "Ireland", expected a Region that is on in every account from its first day; ${REGIONS}`,
    },
    {
      name: 'a deployment account that is neither management nor ops',
      from: 'deployFrom: management',
      to: 'deployFrom: terraform',
      problem:
        '6:13 deployFrom: found "terraform", expected management or ops; it decides who can reach every account, so there is no default; write deployFrom: management, or deployFrom: ops where Ops is a delegated administrator of StackSets',
    },
    {
      name: 'an environment without an OU',
      from: '[ou-abcd-33333333]',
      to: '[]',
      problem:
        '15:26 environments.prod.organizationalUnits: found an empty list, expected a list with at least one OU id; list the OUs that hold the accounts, or write only: accounts for some accounts of an OU or of the root, or remove the environment',
    },
    {
      name: "the organization's root as an OU",
      from: 'ou-abcd-33333333',
      to: 'r-abcd',
      problem:
        '15:27 environments.prod.organizationalUnits[0]: found the root r-abcd as a whole, which holds the Ops and the Terraform account, too, expected OUs, or with only: accounts the root; list OUs, or write only: accounts under prod for accounts that are directly below the root',
    },
    {
      name: 'an OU that is a number',
      from: 'ou-abcd-33333333',
      to: '33333333',
      problem: `15:27 environments.prod.organizationalUnits[0]: found the number 33333333, ${UNIT}; copy Id from aws organizations list-organizational-units-for-parent`,
    },
    {
      name: 'an environment without its accounts',
      from: '    accounts: { prod: "666666666666" }\n',
      to: '',
      problem:
        '14:3 environments.prod.accounts: found nothing, expected a map from workspace names to account ids; write accounts: { WORKSPACE: "ACCOUNT ID" }, or accounts: {} where there are none yet',
    },
    {
      name: 'accounts without their workspaces',
      from: '{ prod: "666666666666" }',
      to: '["666666666666"]',
      problem:
        '16:15 environments.prod.accounts: found a list, expected a map from workspace names to account ids; write accounts: { WORKSPACE: "ACCOUNT ID" }, or accounts: {} where there are none yet',
    },
    {
      name: 'no service',
      from: '[s3, ec2]',
      to: '[]',
      problem:
        '18:13 terraform.services: found an empty list, expected a list with at least one service; list what Terraform shall manage, for example [s3, logs]',
    },
    {
      name: 'a service with a wildcard',
      from: '[s3, ec2]',
      to: '[s3, "ec*"]',
      problem:
        '18:18 terraform.services[1]: found "ec*", expected the name of a file in policies/services, without .json; use lower-case letters, digits and single hyphens; * and ? are wildcards to IAM and would widen who is trusted',
    },
    {
      name: 'a service that leads out of its folder',
      from: '[s3, ec2]',
      to: '[s3, ../boundary]',
      problem:
        '18:18 terraform.services[1]: found "../boundary", expected the name of a file in policies/services, without .json; use lower-case letters, digits and single hyphens',
    },
    {
      name: 'an identity without its map',
      from: '{ iamUser: {} }',
      to: '{ iamUser: }',
      problem:
        '21:17 pipelines.delivery.identity.iamUser: found no value, expected a map, which may be empty; write identity: { iamUser: {} }',
    },
    {
      name: 'an identity that is a word',
      from: '{ iamUser: {} }',
      to: 'iamUser',
      problem:
        '21:15 pipelines.delivery.identity: found "iamUser", expected a map with exactly one of iamUser, github, gitlab, bitbucket, circleci, buildkite, hcpTerraform, azureDevOps; name the CI system; a second one is a pipeline of its own',
    },
    {
      name: 'the management account for no pipeline',
      from: '[delivery]',
      to: '[]',
      problem:
        '25:14 managementAccount.pipelines: found an empty list, expected a list with at least one name of a pipeline; list the pipelines that may change the management account; there is no default',
    },
    {
      name: 'a truth value in place of a name',
      from: 'workspace: management',
      to: 'workspace: true',
      problem:
        '24:14 managementAccount.workspace: found the truth value true, expected the name of a Terraform workspace; write workspace: management, or another name that no product account has',
    },
  ])('$name is refused', ({ from, to, problem }) => {
    expect(problemsOf(changed(from, to))).toEqual([problem]);
  });

  test('no environment at all is refused, and no pipeline can name one', () => {
    const text = VALID.replace(/environments:\n {2}dev:[\s\S]*?(?=terraform:\n {2}services)/, 'environments: {}\n');
    expect(problemsOf(text)).toEqual([
      '10:15 environments: found an empty map, expected a map with at least one environment; add an environment with its OUs, as in examples/two-accounts.yaml',
      '16:20 pipelines.delivery.environments[0]: found the unknown environment "dev", expected a known environment; there is none; correct the name, or add it to environments',
      '16:25 pipelines.delivery.environments[1]: found the unknown environment "prod", expected a known environment; there is none; correct the name, or add it to environments',
    ]);
  });

  test('no pipeline at all is refused', () => {
    const text = VALID.replace(/pipelines:\n {2}delivery[\s\S]*/, 'pipelines: {}\n');
    expect(problemsOf(text)).toEqual([
      '19:12 pipelines: found an empty map, expected a map with at least one pipeline; add a pipeline, as in examples/two-accounts.yaml, or remove pipelines where people work without Terraform',
    ]);
  });

  test.each(['organization', 'homeRegion', 'deployFrom', 'accounts', 'environments', 'terraform', 'pipelines'])(
    '%s has no default',
    (key) => {
      const text = VALID.replace(new RegExp(`^${key}:.*\\n(?: .*\\n)*`, 'm'), '');
      const problems = problemsOf(text);
      expect(problems).toContainEqual(expect.stringMatching(new RegExp(`^1:1 ${key}: found nothing, expected `)));
    },
  );

  test('an environment whose OU has no accounts yet is fine', () => {
    expect(problemsOf(changed('{ prod: "666666666666" }', '{}'))).toEqual([]);
  });

  test('an account id with leading zeros is fine in quotes', () => {
    expect(problemsOf(changed('"222222222222"', '"000000000001"'))).toEqual([]);
  });
});
