import { type ServicePolicies, servicePolicies } from '../../../lib/policies/service-policies';
import { documentWith, policiesFolderWith } from '../../support/policies-folder';
import { VALUES } from './shipped';

/** What services give where the folder is beside `org.yaml`. */
function policiesOf(ownPolicies: string, services: readonly string[]): ServicePolicies {
  return servicePolicies(services, { values: VALUES, ownPolicies });
}

const JOB = 'arn:aws:glue:eu-west-1:444444444444:job/nightly';
const MANAGE = documentWith({ Sid: 'ManageJobs', Action: 'glue:UpdateJob', Resource: JOB });

function folder(files: Readonly<Record<string, unknown>>): string {
  return policiesFolderWith(
    Object.fromEntries(Object.entries(files).map(([name, document]) => [`services/${name}.json`, document])),
  );
}

test('a plan file of the user’s own goes to both roles, and its service’s file to the Terraform role alone', () => {
  const own = folder({
    'my-glue.plan': documentWith({ Sid: 'ReadJobs', Action: 'glue:GetJob', Resource: JOB }),
    'my-glue': MANAGE,
  });
  const { plan, apply } = policiesOf(own, ['my-glue']);
  expect(plan).toMatchObject([{ name: 'services/my-glue.plan', folder: own }]);
  expect(apply).toMatchObject([{ name: 'services/my-glue', folder: own }]);
});

test('services of orgstrap and of the user’s own stand side by side, in the order of their names', () => {
  const { apply } = policiesOf(folder({ 'my-glue': MANAGE }), ['s3', 'my-glue', 'ec2']);
  expect(apply.map(({ name }) => name)).toEqual(['services/ec2', 'services/my-glue', 'services/s3']);
});

test('without a plan file the plan role gets nothing of it', () => {
  expect(policiesOf(folder({ 'my-glue': MANAGE }), ['my-glue']).plan).toEqual([]);
});

test('a plan file is reviewed like all others: each wildcard needs its reason', () => {
  const wild = documentWith({ Sid: 'ReadJobs', Action: 'glue:GetJob*', Resource: JOB });
  expect(() => policiesOf(folder({ 'my-glue.plan': wild, 'my-glue': MANAGE }), ['my-glue'])).toThrow(
    "policies/services/my-glue.plan.json: 'glue:GetJob*' in ReadJobs has no reason",
  );
  const reasons = { ReadJobs: { 'glue:GetJob*': 'Jobs, and where their runs left off.' } };
  const reviewed = folder({ 'my-glue.plan': wild, 'my-glue.plan.reasons': reasons, 'my-glue': MANAGE });
  expect(policiesOf(reviewed, ['my-glue']).plan[0]?.wildcards).toHaveLength(1);
});

test('one name for two statements is refused, between a plan file and its service’s, and between those and orgstrap’s', () => {
  const same = { Sid: 'Jobs', Resource: JOB };
  const own = folder({
    'my-glue.plan': documentWith({ ...same, Action: 'glue:GetJob' }),
    'my-glue': documentWith({ ...same, Action: 'glue:UpdateJob' }),
  });
  expect(() => policiesOf(own, ['my-glue'])).toThrow(/both have a statement Jobs/);
  const ofS3 = documentWith({ Sid: 'ManageBuckets', Action: 's3:CreateBucket', Resource: 'arn:aws:s3:::mine' });
  expect(() => policiesOf(folder({ 'my-s3': ofS3 }), ['s3', 'my-s3'])).toThrow(
    'policies/services/s3.json and policies/services/my-s3.json both have a statement ManageBuckets',
  );
});

describe('a file that would not count is refused, whether org.yaml lists its service or not', () => {
  test.each([
    ['s3', "would replace a part of orgstrap's own service s3, which nothing does: call yours my-s3"],
    ['s3.plan', "would replace a part of orgstrap's own service s3"],
    ['s3.reasons', "would replace a part of orgstrap's own service s3"],
    ['s3.plan.reasons', "would replace a part of orgstrap's own service s3"],
    ['my-glue.plan', 'belongs to no service: write policies/services/my-glue.json beside it, or remove it'],
    ['my-glue.reasons', 'belongs to no service'],
    ['My_Glue', 'has no name of a service: use lower-case letters, digits and single hyphens'],
  ])('%s.json', (file, problem) => {
    expect(() => policiesOf(folder({ [file]: MANAGE }), ['logs'])).toThrow(`policies/services/${file}.json ${problem}`);
  });

  test('reasons for a plan file that is not there', () => {
    const own = folder({ 'my-glue': MANAGE, 'my-glue.plan.reasons': {} });
    expect(() => policiesOf(own, ['my-glue'])).toThrow(
      'policies/services/my-glue.plan.reasons.json has no document beside it: write policies/services/my-glue.plan.json, or remove it',
    );
  });

  test('all of them at once, and other files never', () => {
    const own = policiesFolderWith({
      'services/README.md': 'what is here',
      'services/Glue.json': MANAGE,
      'services/s3.json': MANAGE,
      'else.json': {},
    });
    expect(() => policiesOf(own, ['s3'])).toThrow(
      /^policies\/services\/Glue\.json .*\npolicies\/services\/s3\.json .*$/,
    );
  });
});
