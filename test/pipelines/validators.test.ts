import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import type { System } from '../../lib/pipelines/pipeline-files';
import { filesOf } from './written';

/**
 * The published schemas are not part of the repository: `CI_SCHEMAS` names a folder that has them, `github-workflow.json`
 * of https://www.schemastore.org and `gitlab-ci.json`, GitLab's app/assets/javascripts/editor/schema/ci.json.
 */
const SCHEMAS = process.env.CI_SCHEMAS;

function schemaFile(name: string): string | undefined {
  const file = SCHEMAS === undefined ? undefined : join(SCHEMAS, name);
  return file !== undefined && existsSync(file) ? file : undefined;
}

describe.each([
  ['github', 'github', 'github-workflow.json'],
  ['github', 'jenkins', 'github-workflow.json'],
  ['gitlab', 'gitlab', 'gitlab-ci.json'],
] as const)('the files for %s of the pipeline %s', (system: System, pipeline, schema) => {
  const file = schemaFile(schema);
  // A visible skip where there is none: the summary of the tests counts it.
  const testWhereThere = file === undefined ? test.skip : test;

  testWhereThere(
    `are valid by the published schema ${file === undefined ? `(not run: CI_SCHEMAS names no folder with ${schema})` : ''}`,
    () => {
      const ajv = new Ajv({ strict: false, allErrors: true });
      addFormats(ajv);
      const validate = ajv.compile(JSON.parse(readFileSync(file ?? '', 'utf8')));
      for (const text of Object.values(filesOf(system, pipeline))) {
        const content = parse(text);
        expect([validate(content), validate.errors]).toEqual([true, null]);
        const [first] = Object.values(content.jobs ?? { drift: content.drift });
        Object.assign(first ?? {}, { planted: true });
        expect(validate(content)).toBe(false);
      }
    },
  );
});

describe('actionlint', () => {
  const found = ['actionlint'].find((name) => spawnSync(name, ['-version']).status === 0);
  const testWhereInstalled = found === undefined ? test.skip : test;

  testWhereInstalled(`finds nothing ${found === undefined ? '(not run: actionlint is not on the PATH)' : ''}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'orgstrap-actionlint-'));
    try {
      const workflows = join(folder, '.github', 'workflows');
      mkdirSync(workflows, { recursive: true });
      const files = Object.entries({ ...filesOf('github', 'github'), ...filesOf('github', 'jenkins') });
      for (const [name, text] of files) writeFileSync(join(workflows, name), text);
      const names = files.map(([name]) => join(workflows, name));
      const { status, stdout } = spawnSync(found ?? '', ['-no-color', ...names], { cwd: folder, encoding: 'utf8' });
      expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
