import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { ROOT } from '../../support/examples';

/**
 * The schemas that no npm package has, or none that is kept: `CI_SCHEMAS` names a folder with them, such as
 * `check_jsonschema/builtin_schemas/vendor` of the Python package check-jsonschema, whose names for them are used here.
 * Bitbucket, CircleCI and Buildkite publish theirs as files alone. What GitHub's own schema and GitLab's say, every run of the
 * tests asks (github-validators.test.ts, gitlab-validator.test.ts); here GitHub's files are held against SchemaStore's, too.
 *
 * Azure DevOps is not among them: its schema has neither `${{ if }}` and `${{ each }}` nor the tasks of an extension, of
 * which the example is made.
 */
const SCHEMAS = process.env.CI_SCHEMAS;

describe.each([
  { system: 'github', schema: 'github-workflows.json', found: /runs-on: /, instead: 'runs_on: ' },
  { system: 'bitbucket', schema: 'bitbucket-pipelines.json', found: /max-time: 30/, instead: 'max-time: long' },
  { system: 'circleci', schema: 'circle-ci.json', found: /executor: terraform/, instead: 'planted: true' },
  { system: 'buildkite', schema: 'buildkite.json', found: /concurrency: 1|timeout_in_minutes: 30/, instead: 'if: 1' },
])('examples/pipelines/$system', ({ system, schema, found, instead }) => {
  const folder = join(ROOT, 'examples', 'pipelines', system);
  const texts = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const file = join(SCHEMAS ?? '', schema);
  // A visible skip where there is none: the summary of the tests counts it.
  const testWhereThere = SCHEMAS !== undefined && existsSync(file) ? test : test.skip;

  testWhereThere(`is valid by the published schema, if CI_SCHEMAS names a folder with ${schema}`, () => {
    const validate = addFormats(new Ajv({ strict: false })).compile(JSON.parse(readFileSync(file, 'utf8')));
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) {
      expect([validate(parse(text, { merge: true })), validate.errors]).toEqual([true, null]);
      expect(text).toMatch(found);
      expect(validate(parse(text.replace(found, instead), { merge: true }))).toBe(false);
    }
  });
});
