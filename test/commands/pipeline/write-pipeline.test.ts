import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PipelineChoice, writePipeline } from '../../../lib/commands/pipeline/write-pipeline';
import { EXIT, Failure } from '../../../lib/domain/failure';
import type { OrgConfig } from '../../../lib/domain/org-config';
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
  const [file = ''] = write({ pipeline: 'gitlab' });
  writeFileSync(file, 'stages: [mine]\n');
  expect(failureOf({ pipeline: 'gitlab' }).code).toBe('NotOurs');
  expect(readFileSync(file, 'utf8')).toBe('stages: [mine]\n');
});

describe('a file that orgstrap wrote', () => {
  const [one] = seven.pipelines.filter(({ name }) => name === 'jenkins');
  if (one === undefined) throw new Error('there is no pipeline jenkins');
  const pipelines = ['net', 'net-work'].map((name) => ({ ...one, name, deployedAs: name }));
  const two: OrgConfig = { ...seven, pipelines };

  function writeOf(config: OrgConfig, pipeline: string, terraformFolder = 'infrastructure'): readonly string[] {
    return writePipeline(config, { pipeline, terraformFolder, system: 'jenkins' }, repository);
  }

  test.each([
    ['for another pipeline', 'net', 'infrastructure'],
    ['for another folder of the pipeline', 'net-work', 'other'],
  ])('%s is not written over, with what to do', (_, pipeline, folder) => {
    const [plan = ''] = writeOf(two, pipeline, folder);
    const before = readFileSync(plan, 'utf8');
    expect(() => writeOf(two, 'net-work')).toThrow(
      expect.objectContaining<Partial<Failure>>({
        code: 'NotOurs',
        message: expect.stringMatching(
          `Jenkinsfile.plan, .*Jenkinsfile.apply is for the pipeline ${pipeline} and the folder ${folder}, .*pipelines\\.net-work\\.states.*delete the file first`,
        ),
      }),
    );
    expect(readFileSync(plan, 'utf8')).toBe(before);
  });

  test('is written over when its pipeline was renamed', () => {
    writeOf(two, 'net');
    const renamed = { ...two, pipelines: [{ ...one, name: 'nets', deployedAs: 'net' }] };
    const [plan = ''] = writeOf(renamed, 'nets');
    expect(readFileSync(plan, 'utf8')).toContain('orgstrap-nets-plan');
  });

  test.each([
    ['net', 'net', true],
    ['net-work', 'net', false],
    ['net', 'net-work', false],
  ])('before files said whose they are is known by its role: of %s, for %s', (wrote, pipeline, taken) => {
    for (const file of writeOf(two, wrote)) {
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^\/\/ For the pipeline .*\n/m, ''));
    }
    const again = () => writeOf(two, pipeline);
    if (taken) expect(again()).toHaveLength(2);
    else expect(again).toThrow('is for another pipeline,');
  });
});
