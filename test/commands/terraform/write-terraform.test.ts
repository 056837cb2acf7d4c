import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTerraform } from '../../../lib/commands/terraform/write-terraform';
import { EXIT, Failure } from '../../../lib/domain/failure';
import { terraformWiring } from '../../../lib/writers/terraform/wiring';
import { orgConfig, pipeline } from '../../support/org-config';

const one = orgConfig();
const two = orgConfig({ pipelines: [pipeline('delivery', ['dev', 'stage']), pipeline('release', ['prod'])] });
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-terraform-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function failureOf(write: () => unknown): Failure {
  try {
    write();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

function files(): readonly string[] {
  return readdirSync(folder, { recursive: true }).map(String).sort();
}

test('a pipeline that there is not is refused with the names of those that there are, and nothing is written', () => {
  const failure = failureOf(() => writeTerraform(two, 'deliverry', folder));
  expect(failure.code).toBe('UnknownPipeline');
  expect(failure.message).toBe(
    "there is no pipeline 'deliverry' in org.yaml, did you mean delivery? expected one of delivery, release",
  );
  expect(failure.exitStatus).toBe(EXIT.unusable);
  expect(files()).toEqual([]);
});

test('a pipeline that there is not is refused where there is only one, too', () => {
  expect(failureOf(() => writeTerraform(one, '', folder)).message).toBe(
    "there is no pipeline '' in org.yaml, expected one of delivery",
  );
});

test('where there are several pipelines, one must be named', () => {
  const failure = failureOf(() => writeTerraform(two, undefined, folder));
  expect(failure.code).toBe('PipelineNeeded');
  expect(failure.message).toContain('--pipeline: delivery, release');
  expect(failure.exitStatus).toBe(EXIT.unusable);
  expect(files()).toEqual([]);
});

test.each(['backend.tf', 'provider.tf', join('workspace', 'main.tf')])(
  'somebody else’s %s is not replaced, and nothing is written beside it',
  (path) => {
    mkdirSync(join(folder, 'workspace'));
    writeFileSync(join(folder, path), '# mine\n');
    const before = files();
    const failure = failureOf(() => writeTerraform(one, undefined, folder));
    expect(failure.code).toBe('NotOurs');
    expect(failure.message).toContain(join(folder, path));
    expect(files()).toEqual(before);
    expect(readFileSync(join(folder, path), 'utf8')).toBe('# mine\n');
  },
);

test('somebody else’s values of other variables are not replaced, and nothing is written beside them', () => {
  const path = join(folder, 'workspaces.auto.tfvars.json');
  writeFileSync(path, '{ "mine": 1 }\n');
  const failure = failureOf(() => writeTerraform(one, undefined, folder));
  expect(failure.code).toBe('NotOurs');
  expect(files()).toEqual(['workspaces.auto.tfvars.json']);
  expect(readFileSync(path, 'utf8')).toBe('{ "mine": 1 }\n');
});

test('the files of the only pipeline are written into a folder that is not there yet, and their paths are answered', () => {
  const deep = join(folder, 'a', 'b');
  const paths = writeTerraform(one, undefined, deep);
  const [pipeline] = one.pipelines;
  if (pipeline === undefined) throw new Error('there is no pipeline');
  const expected = terraformWiring(one, pipeline);
  expect(paths).toEqual(Object.keys(expected).map((path) => join(deep, path)));
  for (const [path, text] of Object.entries(expected)) expect(readFileSync(join(deep, path), 'utf8')).toBe(text);
});

test('what was written before is written again, and what is beside it stays', () => {
  writeTerraform(two, 'delivery', folder);
  writeFileSync(join(folder, 'main.tf'), '# mine\n');
  writeTerraform({ ...two, bucketNamespace: 'global' }, 'delivery', folder);
  expect(readFileSync(join(folder, 'backend.tf'), 'utf8')).not.toContain('-an"');
  expect(readFileSync(join(folder, 'main.tf'), 'utf8')).toBe('# mine\n');
  expect(existsSync(join(folder, 'workspace', 'main.tf'))).toBe(true);
});

describe('of a pipeline with several states', () => {
  const several = orgConfig({ pipelines: [{ ...pipeline('delivery', ['dev']), states: ['network', 'app'] }] });

  test('the wiring of one is written', () => {
    writeTerraform(several, undefined, folder, 'app');
    expect(readFileSync(join(folder, 'backend.tf'), 'utf8')).toContain('"app/terraform.tfstate"');
  });

  test.each([
    ['one must be named', several, undefined, 'StateNeeded', 'say which with --state: network, app'],
    [
      'another one is refused',
      several,
      'ap',
      'UnknownState',
      "no state 'ap' in org.yaml, expected one of network, app",
    ],
    ['one is refused where there are none', one, 'app', 'UnknownState', 'expected none: it has one state'],
  ])('%s, with the states, and nothing is written', (_, config, state, code, message) => {
    const failure = failureOf(() => writeTerraform(config, undefined, folder, state));
    expect(failure).toMatchObject({ code, exitStatus: EXIT.unusable });
    expect(failure.message).toContain(message);
    expect(files()).toEqual([]);
  });
});

describe('a folder', () => {
  const states = orgConfig({ pipelines: [{ ...pipeline('delivery', ['dev']), states: ['network', 'app'] }] });

  test.each([
    ['of another pipeline', two, 'release', undefined, 'is for the pipeline delivery: '],
    ['whose pipeline has got states', states, 'delivery', 'app', 'is for the pipeline delivery: '],
  ])('%s is refused, and nothing is written', (_, config, name, state, says) => {
    writeTerraform(two, 'delivery', folder);
    const before = readFileSync(join(folder, 'backend.tf'), 'utf8');
    expect(failureOf(() => writeTerraform(config, name, folder, state))).toMatchObject({
      code: 'NotOurs',
      message: expect.stringContaining(`${join(folder, 'backend.tf')} ${says}`),
    });
    expect(readFileSync(join(folder, 'backend.tf'), 'utf8')).toBe(before);
  });

  test('of another state is refused, and of a renamed pipeline is not', () => {
    writeTerraform(states, undefined, folder, 'network');
    expect(failureOf(() => writeTerraform(states, undefined, folder, 'app')).message).toContain(
      'is for the state network of the pipeline delivery',
    );
    const renamed = states.pipelines.map((each) => ({ ...each, name: 'release' }));
    expect(writeTerraform({ ...states, pipelines: renamed }, undefined, folder, 'network')).toContain(
      join(folder, 'backend.tf'),
    );
  });

  describe('of a repository', () => {
    beforeEach(() => mkdirSync(join(folder, '.git')));

    test('is refused where another one has the same state already, however deep they are', () => {
      writeTerraform(two, 'delivery', join(folder, 'live', 'network'));
      const failure = failureOf(() => writeTerraform(two, 'delivery', join(folder, 'apps', 'not', 'there', 'yet')));
      expect(failure).toMatchObject({ code: 'SharedState', exitStatus: EXIT.unusable });
      expect(failure.message).toContain(`${join(folder, 'apps', 'not', 'there', 'yet')} would share its states with `);
      expect(failure.message).toContain(`${join('live', 'network')}, which is in the same repository`);
      expect(failure.message).toContain('pipelines.delivery.states');
      expect(existsSync(join(folder, 'apps'))).toBe(false);
    });

    test('is refused where an earlier version wrote the other one', () => {
      const backend = join(folder, 'a', 'backend.tf');
      writeTerraform(one, undefined, join(folder, 'a'));
      writeFileSync(backend, readFileSync(backend, 'utf8').replace(/^# For .*\n/m, ''));
      expect(failureOf(() => writeTerraform(one, undefined, join(folder, 'b'))).code).toBe('SharedState');
    });

    test('is taken where the others are of other states, or of other pipelines', () => {
      writeTerraform(states, undefined, join(folder, 'network'), 'network');
      writeTerraform(states, undefined, join(folder, 'app'), 'app');
      writeTerraform(two, 'release', join(folder, 'release'));
      expect(failureOf(() => writeTerraform(states, undefined, join(folder, 'app-2'), 'app')).message).toContain(
        'add a state to pipelines.delivery.states',
      );
    });

    test.each([
      ['hidden', '.copy', ''],
      ['another working tree', 'copy', '.git'],
    ])('does not see a folder that is %s', (_, copy, git) => {
      writeTerraform(one, undefined, join(folder, copy));
      if (git !== '') writeFileSync(join(folder, copy, git), 'gitdir: elsewhere\n');
      expect(writeTerraform(one, undefined, join(folder, 'live'))).not.toEqual([]);
    });
  });

  test('is seen in no repository, so two are taken there', () => {
    writeTerraform(one, undefined, join(folder, 'a'));
    expect(writeTerraform(one, undefined, join(folder, 'b'))).not.toEqual([]);
  });
});

describe('a folder that has what orgstrap writes', () => {
  test.each([
    [
      'a backend',
      'main.tf',
      'terraform {\n  backend "s3" {\n    bucket = "b"\n  }\n}\n',
      'a backend block (main.tf:2)',
    ],
    ['a cloud block', 'versions.tf', 'terraform {\n  cloud {\n  }\n}\n', 'a cloud block (versions.tf:2)'],
    [
      'a default provider',
      'main.tf',
      'provider "aws" {\n  region = "eu-west-1"\n}\n',
      'without an alias (region) (main.tf:1)',
    ],
    ['one in JSON', 'main.tf.json', '{"terraform":{"backend":{"s3":{}}}}', 'a backend block (main.tf.json)'],
  ])('is refused before anything is written, with where it is: %s', (_, name, text, said) => {
    writeFileSync(join(folder, name), text);
    const failure = failureOf(() => writeTerraform(one, undefined, folder));
    expect(failure.code).toBe('OwnBlocks');
    expect(failure.message).toContain(said);
    expect(failure.message).toContain('Nothing was written');
    expect(files()).toEqual([name]);
  });

  test.each([
    ['a provider with an alias', 'provider "aws" {\n  alias = "us"\n}\n'],
    ['what is in a comment', '# backend "s3" {\n/* provider "aws" {\n} */\n'],
    ['required providers', 'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\n'],
    ['another provider', 'provider "random" {\n}\n'],
  ])('is no folder with %s', (_, text) => {
    writeFileSync(join(folder, 'main.tf'), text);
    expect(writeTerraform(one, undefined, folder).length).toBeGreaterThan(3);
  });

  test('is not one that orgstrap has written before', () => {
    writeTerraform(one, undefined, folder);
    expect(writeTerraform(one, undefined, folder).length).toBeGreaterThan(3);
  });
});
