import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PipelineChoice, writePipeline } from '../../../lib/commands/pipeline/write-pipeline';
import { EXIT, Failure } from '../../../lib/domain/failure';
import { example } from '../../support/examples';

const seven = example('seven-systems.yaml');
let repository = '';

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'orgstrap-pipeline-'));
});

afterEach(() => {
  rmSync(repository, { recursive: true });
});

function write(choice: Partial<PipelineChoice>): readonly string[] {
  return writePipeline(seven, { terraformFolder: 'infrastructure', ...choice }, repository);
}

function failureOf(choice: Partial<PipelineChoice>): Failure {
  try {
    write(choice);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

test.each([
  ['github', ['plan', 'apply', 'drift'].map((what) => `.github/workflows/terraform-github-${what}.yml`)],
  ['gitlab', ['.gitlab-ci.yml']],
] as const)('a pipeline of %s gets the files of its own system', (pipeline, paths) => {
  expect(write({ pipeline })).toEqual(paths.map((path) => join(repository, path)));
});

test('a pipeline with keys gets the files of the system that is named', () => {
  expect(write({ pipeline: 'jenkins', system: 'jenkins' })).toHaveLength(2);
  expect(write({ pipeline: 'jenkins', system: 'github' })).toHaveLength(3);
  const failure = failureOf({ pipeline: 'jenkins' });
  expect(failure.code).toBe('SystemNeeded');
  expect(failure.message).toBe(
    'jenkins has keys, which fit every system, so say which: orgstrap pipeline github|jenkins',
  );
});

test.each([
  ['of a system without files', { pipeline: 'buildkite' }, 'SystemNeeded', 'docs/pipelines.md has an example'],
  ['of another system', { pipeline: 'github', system: 'gitlab' }, 'OtherSystem', 'gitlab would sign other tokens'],
  ['that there is not', { pipeline: 'githup' }, 'UnknownPipeline', 'githup'],
  ['that is not named', {}, 'PipelineNeeded', '--pipeline'],
] as const)('a pipeline %s is refused, and nothing is written', (_, choice, code, text) => {
  const failure = failureOf(choice);
  expect(failure.code).toBe(code);
  expect(failure.message).toContain(text);
  expect(failure.exitStatus).toBe(EXIT.unusable);
  expect(readdirSync(repository)).toEqual([]);
});

test.each(['', '/etc', '../up', 'a/../b', 'a b', 'a;b', "a'b", '$HOME', '-x', 'a/', 'a\nb'])(
  'the folder %j, which would not be the same to a shell, is refused',
  (terraformFolder) => {
    expect(failureOf({ pipeline: 'github', terraformFolder }).code).toBe('NotAFolder');
  },
);

test.each(['.', 'terraform', 'aws/live.eu'])('the folder %s is where Terraform runs', (terraformFolder) => {
  const [plan = ''] = write({ pipeline: 'github', terraformFolder });
  expect(readFileSync(plan, 'utf8')).toContain(`working-directory: ${terraformFolder}\n`);
});

test('what was written before is written again, and somebody else’s file is not', () => {
  write({ pipeline: 'gitlab' });
  const [file = ''] = write({ pipeline: 'gitlab', terraformFolder: 'other' });
  expect(readFileSync(file, 'utf8')).toContain('cd other');
  writeFileSync(file, 'stages: [mine]\n');
  expect(failureOf({ pipeline: 'gitlab' }).code).toBe('NotOurs');
  expect(readFileSync(file, 'utf8')).toBe('stages: [mine]\n');
});
