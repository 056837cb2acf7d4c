import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readTemplate } from '../../lib/commands/plan/read-template';
import { renamedBuckets } from '../../lib/commands/plan/renamed-buckets';
import type { BucketNamespace } from '../../lib/domain/bucket-namespace';
import type { OrgConfig } from '../../lib/domain/org-config';
import { buildGuardrails } from '../../lib/stacks/build-guardrails';
import { Assembly, builtApp } from '../support/assembly';
import { example, ROOT } from '../support/examples';

/** What users have deployed. */
const BASELINE = '0.2.0';
const FOLDER = join(ROOT, 'test', 'baseline', BASELINE);

/**
 * What moved on purpose, with where its like is now. `orgstrap plan` refuses the upgrade as long as what is named here holds names that new
 * sets make, and prints the commands that delete it first: test/commands/plan/edits-steps.test.ts.
 */
const MOVED: readonly Moved[] = [
  {
    was: 'Boundary: StackSet6E6355CF',
    why: 'a boundary reached every environment at once, and one that is worn cannot be deleted',
    now: /^ProductAccounts-.+: StackSet6E6355CF$/,
  },
  {
    was: 'Member-Boundary: BoundaryPolicyC4AA4EBF',
    why: 'the boundary is in the stack of the roles that wear it, and has its name of that stack',
    now: /^Member-ProductAccount: BoundaryPolicyC4AA4EBF$/,
  },
  {
    was: 'ManagementBoundary: BoundaryPolicyC4AA4EBF',
    why: 'so it is in the management account',
    now: /^ManagementAccount: BoundaryPolicyC4AA4EBF$/,
  },
  {
    was: 'ForwardingRoles: StackSet6E6355CF',
    why: 'the roles reached every environment at once',
    now: /^ForwardingRoles-.+: StackSet6E6355CF$/,
  },
  {
    was: 'Forwarding: StackSet6E6355CF',
    why: 'the rules reached every environment at once',
    now: /^Forwarding-[a-z]+: StackSet6E6355CF$/,
  },
];

// The templates of a later version differ; an upgrade must find all that keeps something, or that others name, where it was.
test.each(readdirSync(FOLDER))(
  `an upgrade of %s from ${BASELINE} that says bucketNamespace: global replaces and loses nothing that keeps data or that others name`,
  (name) => {
    const deployed = templatesOf(new Assembly(join(FOLDER, name)));
    expect(deployed.size).toBeGreaterThan(1);
    const made = upgraded(name, 'global');
    expect(lost(deployed, made)).toEqual(movedFrom(deployed));
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
    expect(lost(deployed, made)).toEqual(
      [...movedFrom(deployed), ...buckets.map(({ stack, id }) => `${stack}: ${id}`)].sort(),
    );
    for (const { bucket, next } of buckets) {
      expect([bucket.UpdateReplacePolicy, next?.UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
    }
    expect(told(deployed, made)).toEqual(buckets.map(({ bucket, next }) => [nameOf(bucket), nameOf(next)]));
  },
  60_000,
);

test.each(MOVED)(
  '$was moved, and its like is there: $why',
  ({ was, now }) => {
    const having = readdirSync(FOLDER).filter((name) =>
      resourcesOf(templatesOf(new Assembly(join(FOLDER, name)))).includes(was),
    );
    expect(having).not.toEqual([]);
    for (const name of having) {
      const likes = resourcesOf(upgraded(name, 'global')).filter((resource) => now.test(resource));
      const { environments } = configOf(name, 'global');
      expect(likes).toHaveLength(was.endsWith('StackSet6E6355CF') ? environments.length : 1);
    }
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
  const config = configOf(name, bucketNamespace);
  const app = builtApp(config);
  if (config.guardrails !== undefined) buildGuardrails(app, config);
  return templatesOf(new Assembly(app.synth().directory));
}

function configOf(name: string, bucketNamespace: BucketNamespace): OrgConfig {
  return { ...example(join('..', 'test', 'baseline', BASELINE, name, 'org.yaml')), bucketNamespace };
}

/** What moved of what is deployed. */
function movedFrom(deployed: ReadonlyMap<string, Template>): readonly string[] {
  const moved = MOVED.map(({ was }) => was);
  return resourcesOf(deployed).filter((resource) => moved.includes(resource));
}

/** Every resource, by stack and logical id. */
function resourcesOf(templates: ReadonlyMap<string, Template>): readonly string[] {
  return [...templates].flatMap(([stack, { Resources }]) => Object.keys(Resources).map((id) => `${stack}: ${id}`));
}

/** The old and the new names of the buckets of which `orgstrap plan` tells. */
function told(deployed: ReadonlyMap<string, Template>, made: ReadonlyMap<string, Template>): readonly string[][] {
  return [...deployed].flatMap(([stack, before]) => {
    const after = made.get(stack);
    if (after === undefined) return [];
    return renamedBuckets(planned(before), planned(after)).map((renamed) => [renamed.before, renamed.after]);
  });
}

function planned(template: Template) {
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

interface Moved {
  /** By stack and logical id, as in what is lost. */
  readonly was: string;
  readonly why: string;
  readonly now: RegExp;
}

interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}
