import { buildGuardrails } from '../../lib/stacks/build-guardrails';
import { Assembly, builtApp } from '../support/assembly';
import { EXAMPLES, example } from '../support/examples';

const TAGS = { Owner: 'platform@example.com', CostCenter: '4711' };
const ON_RESOURCES = [
  { Key: 'CostCenter', Value: '4711' },
  { Key: 'Owner', Value: 'platform@example.com' },
];

/** What CloudFormation gives no tags, or what is a part of something that has them. */
const WITHOUT_TAGS = [
  'AWS::CloudFormation::WaitConditionHandle',
  'AWS::IAM::Group',
  'AWS::IAM::ManagedPolicy',
  'AWS::KMS::Alias',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::Scheduler::Schedule',
  'AWS::SNS::TopicPolicy',
  'AWS::SSO::Assignment',
  'AWS::SecretsManager::ResourcePolicy',
];

function assemblyOf(file: string, tags: Readonly<Record<string, string>> | undefined): Assembly {
  const config = { ...example(file), tags };
  const app = builtApp(config);
  if (config.guardrails !== undefined) buildGuardrails(app, config);
  return new Assembly(app.synth().directory);
}

function resourcesOf(assembly: Assembly) {
  return assembly.templates.flatMap((file) =>
    Object.entries(assembly.plain(file.replace('.template.json', '')).Resources).map(([id, resource]) => ({
      at: `${file}: ${id}`,
      ...resource,
    })),
  );
}

describe.each(EXAMPLES)('in %s', (file) => {
  const tagged = assemblyOf(file, TAGS);
  const resources = resourcesOf(tagged);

  test('the tags reach every resource that takes tags, in member templates as well, and every StackSet', () => {
    const others = resources.filter(
      ({ Properties }) => JSON.stringify(Properties?.Tags) !== JSON.stringify(ON_RESOURCES),
    );
    expect([...new Set(others.map(({ Type }) => Type))].filter((type) => !WITHOUT_TAGS.includes(type))).toEqual([]);
    expect(resources.length).toBeGreaterThan(others.length);
  });

  test('they reach every stack that cdk deploys', () => {
    expect(tagged.stacks.map((name) => [name, tagged.stack(name).properties.tags])).toEqual(
      tagged.stacks.map((name) => [name, TAGS]),
    );
  });

  test('nothing has tags without them', () => {
    const untagged = assemblyOf(file, undefined);
    expect(resourcesOf(untagged).filter(({ Properties }) => 'Tags' in (Properties ?? {}))).toEqual([]);
    expect(untagged.stacks.filter((name) => untagged.stack(name).properties.tags !== undefined)).toEqual([]);
  });

  test('the member template of all environments with a pipeline stays one, and so does that of the others', () => {
    const sets = tagged.stacks.filter((name) => name.startsWith('ProductAccounts-'));
    const ofPipelines = sets.filter((name) => tagged.member(name).Parameters !== undefined);
    expect(ofPipelines).not.toEqual([]);
    expect(new Set(ofPipelines.map((name) => tagged.memberText(name))).size).toBe(1);
    const ofPeople = sets.filter((name) => !ofPipelines.includes(name));
    expect(new Set(ofPeople.map((name) => tagged.memberText(name))).size).toBe(ofPeople.length > 0 ? 1 : 0);
  });
});
