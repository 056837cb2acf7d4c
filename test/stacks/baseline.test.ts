import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readTemplate } from '../../lib/commands/plan/read-template';
import { renamedBuckets } from '../../lib/commands/plan/renamed-buckets';
import type { BucketNamespace } from '../../lib/domain/bucket-namespace';
import { buildGuardrails } from '../../lib/stacks/build-guardrails';
import { Assembly, builtApp } from '../support/assembly';
import { example, ROOT } from '../support/examples';

/** What users have deployed. */
const BASELINE = '0.2.0';
const FOLDER = join(ROOT, 'test', 'baseline', BASELINE);

// The templates of a later version differ; an upgrade must find all that keeps something, or that others name, where it was.
test.each(readdirSync(FOLDER))(
  `an upgrade of %s from ${BASELINE} that says bucketNamespace: global replaces and loses nothing that keeps data or that others name`,
  (name) => {
    const deployed = templatesOf(new Assembly(join(FOLDER, name)));
    expect(deployed.size).toBeGreaterThan(1);
    expect(lost(deployed, upgraded(name, 'global'))).toEqual([]);
  },
  60_000,
);

// What cdk deploy does where nobody asked orgstrap plan first: docs/buckets.md says what to do then.
test.each(readdirSync(FOLDER))(
  `an upgrade of %s from ${BASELINE} to other names keeps each old bucket, under the logical id of the new one, and plan tells of it`,
  (name) => {
    const deployed = templatesOf(new Assembly(join(FOLDER, name)));
    const made = upgraded(name, 'account-regional');
    const buckets = [...deployed].flatMap(([stack, { Resources }]) =>
      Object.entries(Resources)
        .filter(([, { Type }]) => Type === 'AWS::S3::Bucket')
        .map(([id, bucket]) => ({ stack, id, bucket, next: made.get(stack)?.Resources[id] })),
    );
    expect(lost(deployed, made)).toEqual(buckets.map(({ stack, id }) => `${stack}: ${id}`));
    for (const { bucket, next } of buckets) {
      expect([bucket.UpdateReplacePolicy, next?.UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
    }
    expect(told(deployed, made)).toEqual(buckets.map(({ bucket, next }) => [nameOf(bucket), nameOf(next)]));
  },
  60_000,
);

describe('the comparison', () => {
  const bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'states', Tags: [] }, DeletionPolicy: 'Retain' };
  const policy = { Type: 'AWS::S3::BucketPolicy', Properties: { PolicyDocument: {} } };
  const deployed = templates({ bucket, policy });

  test.each([
    ['a template that is gone', new Map<string, Template>(), ['A: bucket']],
    ['another name', templates({ bucket: { ...bucket, Properties: { BucketName: 'others' } } }), ['A: bucket']],
    ['what is retained no longer', templates({ bucket: { ...bucket, DeletionPolicy: 'Delete' } }), ['A: bucket']],
    ['another logical id', templates({ other: bucket }), ['A: bucket']],
    ['another property', templates({ bucket: { ...bucket, Properties: { BucketName: 'states' } } }), []],
    ['what has no name', templates({ bucket }), []],
  ])('judges %s', (_, made, found) => {
    expect(lost(deployed, made)).toEqual(found);
  });

  function templates(Resources: Template['Resources']): ReadonlyMap<string, Template> {
    return new Map([['A', { Resources }]]);
  }
});

/** What this version makes of the same org.yaml, but for the namespace of its buckets. */
function upgraded(name: string, bucketNamespace: BucketNamespace): ReadonlyMap<string, Template> {
  const config = { ...example(join('..', 'test', 'baseline', BASELINE, name, 'org.yaml')), bucketNamespace };
  const app = builtApp(config);
  if (config.guardrails !== undefined) buildGuardrails(app, config);
  return templatesOf(new Assembly(app.synth().directory));
}

/** The old and the new names of the buckets of which `orgstrap plan` tells. */
function told(deployed: ReadonlyMap<string, Template>, made: ReadonlyMap<string, Template>): readonly string[][] {
  return [...deployed].flatMap(([stack, before]) =>
    renamedBuckets(planned(before), planned(made.get(stack))).map((renamed) => [renamed.before, renamed.after]),
  );
}

function planned(template: Template | undefined) {
  const read = readTemplate(JSON.stringify(template));
  if (read === undefined) throw new Error('the template cannot be read');
  return read;
}

function nameOf(bucket: Resource | undefined): unknown {
  return bucket?.Properties?.BucketName;
}

/** Each template of an assembly, by the name of its stack. */
function templatesOf(assembly: Assembly): ReadonlyMap<string, Template> {
  const parsed = assembly.templates.map((file): [string, Template] => [
    file.replace('.template.json', ''),
    JSON.parse(assembly.text(file)),
  ]);
  return new Map(parsed);
}

/** What is replaced or not kept any more, by stack and logical id. */
function lost(deployed: ReadonlyMap<string, Template>, made: ReadonlyMap<string, Template>): readonly string[] {
  return [...deployed].flatMap(([stack, { Resources }]) =>
    Object.entries(Resources)
      .filter(([id, resource]) => {
        const after = made.get(stack)?.Resources[id];
        return kept(resource) !== undefined && (after === undefined || kept(after) !== kept(resource));
      })
      .map(([id]) => `${stack}: ${id}`),
  );
}

/** What must stay of a resource that has a name or is retained; nothing of others. */
function kept({ Type, Properties = {}, DeletionPolicy }: Resource): string | undefined {
  const name = NAMES.map((key) => Properties[key]).find((value) => value !== undefined);
  return name === undefined && DeletionPolicy === undefined ? undefined : JSON.stringify([Type, name, DeletionPolicy]);
}

/** The properties that CloudFormation replaces a resource for, and that others find it by. */
const NAMES = [
  'AliasName',
  'BucketName',
  'GroupName',
  'LogGroupName',
  'ManagedPolicyName',
  'Name',
  'RoleName',
  'StackSetName',
  'TopicName',
  'TrailName',
  'Url',
  'UserName',
];

interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}
