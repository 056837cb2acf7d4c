import { problemsOf } from './org-yaml';

const MANY_MISTAKES = `organization:
  id: o-exampleorgid
  rootId: r-abcd
  managementAccount: 111111111111
homeRegion: eu-south-2
deployFrom: ops
accounts:
  terraform: "222222222222"
  ops: "222222222222"
environments:
  Dev:
    organizationalUnits: [ou-abcd-11111111]
    accounts: { dev: "44444" }
  prod:
    organizationalUnits: [ou-abcd-11111111]
    accounts: { prod: "222222222222", default: "666666666666" }
  stage:
    accounts: []
terraform:
  services: [s3, ec3, s3]
pipelines:
  delivery:
    identity: { github: {} }
    environments: [Dev, prd]
people: {}
audit: {}
managementAccount:
  workspace: prod
  pipelines: [delivry]
bucketNamespace: regional
`;

test('every problem of a file is reported at once, in the order of the file', () => {
  expect(problemsOf(MANY_MISTAKES).map((problem) => problem.replace(/, expected .*/, ''))).toEqual([
    '4:22 organization.managementAccount: found the number 111111111111',
    '5:13 homeRegion: found "eu-south-2"',
    '11:3 environments.Dev: found the environment name "Dev"',
    '13:22 environments.Dev.accounts.dev: found "44444"',
    '15:27 environments.prod.organizationalUnits[0]: found ou-abcd-11111111, which is already in Dev on line 12',
    '16:23 environments.prod.accounts.prod: found 222222222222, the Terraform account, as a product account',
    '16:39 environments.prod.accounts.default: found the workspace name "default"',
    '17:3 environments.stage.organizationalUnits: found nothing',
    '18:15 environments.stage.accounts: found an empty list',
    '20:18 terraform.services[1]: found the unknown service "ec3"',
    '20:23 terraform.services[2]: found "s3" a second time, after line 20',
    '23:17 pipelines.delivery.identity.github.repository: found nothing',
    '23:17 pipelines.delivery.identity.github.apply: found nothing',
    '23:17 pipelines.delivery.identity.github.plan: found nothing',
    '24:25 pipelines.delivery.environments[1]: found the unknown environment "prd"',
    '25:1 people.groups: found nothing',
    '25:1 people: found no users, with the source iamUsers',
    '26:1 audit.trail: found nothing',
    '27:1 managementAccount: found managementAccount together with deployFrom: ops',
    '28:14 managementAccount.workspace: found the workspace "prod", which is already environments.prod.accounts.prod on line 16',
    '29:15 managementAccount.pipelines[0]: found the unknown pipeline "delivry"',
    '30:18 bucketNamespace: found "regional"',
  ]);
});

test('every problem says what was expected and how to mend it', () => {
  for (const problem of problemsOf(MANY_MISTAKES)) expect(problem).toMatch(/found .+, expected .+; .+/);
});
