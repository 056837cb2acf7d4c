import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTemplate } from '../../lib/commands/plan/read-template';
import { renamedBuckets } from '../../lib/commands/plan/renamed-buckets';
import { type ResourceChange, resourceChanges } from '../../lib/commands/plan/resource-changes';
import { EMPTY_TEMPLATE, type Template } from '../../lib/commands/plan/template';
import { parseOrgConfig } from '../../lib/config/parse-org-config';
import type { BucketNamespace } from '../../lib/domain/bucket-namespace';
import { serviceNames } from '../../lib/policies/policies-folder';
import { Assembly, synthesised } from '../support/assembly';
import { ROOT } from '../support/examples';

/** What users of this version have deployed; it is never written again. See test/baseline/README.md. */
const BASELINE = join(ROOT, 'test', 'baseline', '0.2.0');

/** The org.yaml that made a baseline, which says nothing of a namespace. */
function orgYaml(name: string): string {
  return readFileSync(join(BASELINE, name, 'org.yaml'), 'utf8');
}

function parsed(text: string) {
  return parseOrgConfig(text, 'org.yaml', serviceNames());
}

/** Each template with what it becomes, by what the upgrade of org.yaml says. */
function upgraded(name: string, namespace: BucketNamespace): readonly (readonly [Template, Template])[] {
  const result = parsed(`${orgYaml(name)}bucketNamespace: ${namespace}\n`);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const before = new Assembly(join(BASELINE, name));
  const after = synthesised(result.config);
  return after.templates.map((file) => [
    before.templates.includes(file) ? template(before, file) : EMPTY_TEMPLATE,
    template(after, file),
  ]);
}

function template(assembly: Assembly, file: string): Template {
  const read = readTemplate(assembly.text(file));
  if (read === undefined) throw new Error(`${file} cannot be read`);
  return read;
}

describe.each(readdirSync(BASELINE))('an organization that 0.2.0 was deployed to, as in %s', (name) => {
  test('says in org.yaml in which namespace its buckets are, before anything else is done', () => {
    expect(parsed(orgYaml(name))).toMatchObject({
      ok: false,
      problems: [{ path: 'bucketNamespace', fix: expect.stringContaining('or global where orgstrap 0.2.0 or before') }],
    });
  });

  test('keeps each of its buckets in the global namespace', () => {
    const changes = upgraded(name, 'global').flatMap(([before, after]) => resourceChanges(before, after));
    expect(changes.filter(isLostBucket)).toEqual([]);
  });

  test('is told of each bucket that it would not keep in another', () => {
    const pairs = upgraded(name, 'account-regional');
    const lost = pairs.flatMap(([before, after]) => resourceChanges(before, after)).filter(isLostBucket);
    const told = pairs.flatMap(([before, after]) => renamedBuckets(before, after));
    expect(told.map(({ after }) => after).sort()).toEqual(lost.map((change) => change.name).sort());
    expect(told.length).toBeGreaterThan(0);
  });
});

function isLostBucket({ type, action }: ResourceChange): boolean {
  return type === 'AWS::S3::Bucket' && action !== 'add' && action !== 'change';
}
