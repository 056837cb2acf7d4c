import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isCollection, parseAllDocuments, visit } from 'yaml';
import { DEFAULT_TERRAFORM_VERSION } from '../../../lib/domain/terraform-program';
import { rolloutOf, workspacesIn } from '../../../lib/writers/ci/rollout';
import { SYSTEMS } from '../../../lib/writers/ci/systems';
import { ROOT } from '../../support/examples';
import { SEVEN, TERRAFORM } from './written';

const EXAMPLES = join(ROOT, 'examples', 'pipelines');
/** It runs Terraform itself, so its example is no script: hcp-terraform.test.ts. */
const HCP_TERRAFORM = 'hcp-terraform';
/** Those that orgstrap does not write: people change them for themselves. */
const OTHERS = readdirSync(EXAMPLES).filter(
  (name) => name !== HCP_TERRAFORM && !SYSTEMS.some((system) => system === name),
);

/** What may differ from the shared list: the name of the saved plan, and what a shell puts in. */
function plain(script: string): string {
  return script
    .replaceAll('$$', '$')
    .replaceAll(/"[^"]*\.tfplan"|[\w.]+\.tfplan/g, 'PLAN')
    .replaceAll(/ \$\{\w+:-\}/g, '');
}

const ALLOWED = [
  TERRAFORM.format,
  TERRAFORM.init,
  TERRAFORM.validate,
  TERRAFORM.createWorkspace,
  TERRAFORM.selectWorkspace,
  TERRAFORM.apply,
  'terraform plan -no-color -lock-timeout=10m -out=PLAN',
  'terraform plan -no-color -detailed-exitcode -lock-timeout=10m',
].map(plain);

test('there is an example for each system that signs tokens, and for Jenkins', () => {
  expect(readdirSync(EXAMPLES).sort()).toEqual(SEVEN.pipelines.map(({ name }) => name).sort());
  expect(OTHERS).toEqual(['azure-devops', 'bitbucket', 'buildkite', 'circleci']);
});

describe.each(OTHERS)('the example for %s', (system) => {
  const files = readdirSync(join(EXAMPLES, system), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const texts = files.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'));
  const text = texts.join('\n');
  const pipeline = SEVEN.pipelines.find(({ name }) => name === system);
  if (pipeline === undefined) throw new Error(`there is no pipeline ${system}`);
  const rollout = rolloutOf(SEVEN, pipeline, 'infrastructure');

  test('is YAML, and its scripts are scripts', () => {
    const scripts: string[] = [];
    for (const document of texts.flatMap((one) => parseAllDocuments(one, { merge: true }))) {
      if (!('errors' in document)) throw new Error('it is empty');
      expect(document.errors).toEqual([]);
      expect(isCollection(document.contents)).toBe(true);
      visit(document, {
        Scalar: (_, { value }) => {
          if (typeof value === 'string' && value.includes('\n')) scripts.push(value);
        },
      });
    }
    expect(scripts.filter((script) => script.includes('terraform ')).length).toBeGreaterThan(1);
    for (const script of scripts) expect(spawnSync('sh', ['-n', '-c', script], { encoding: 'utf8' }).stderr).toBe('');
  });

  test('runs of Terraform what the written pipelines run', () => {
    const runs = text
      .split('\n')
      .filter((line) => !line.trimStart().startsWith('#'))
      .flatMap((line) => /(?<![\w/-])terraform (?:init|fmt|validate|workspace|plan|apply)\b.*$/.exec(line)?.[0] ?? [])
      .map(plain);
    expect(runs.length).toBeGreaterThan(5);
    expect(ALLOWED).toEqual(expect.arrayContaining(runs));
  });

  test('has the workspaces in rollout order, and both accesses', () => {
    const lists = [
      ...text.matchAll(/for TERRAFORM_WORKSPACE in ([a-z ]+);/g),
      ...text.matchAll(/default: \[([a-z, ]+)\] \} # in rollout/g),
    ];
    expect(lists.length).toBeGreaterThan(0);
    for (const [, list = ''] of lists) expect(list.split(/,? /)).toEqual(workspacesIn(rollout));
    expect(text).toMatch(/TF_VAR_access[=:] ?plan|access: plan|default: plan/);
    expect(text).toMatch(/TF_VAR_access[=:] ?apply|access: apply/);
    if (text.includes('hashicorp/terraform:'))
      expect(text).toContain(`hashicorp/terraform:${DEFAULT_TERRAFORM_VERSION}`);
  });

  test('names its run wherever it begins to work', () => {
    const begins = text.match(/terraform init /g) ?? [];
    expect(text.match(/export TF_VAR_run="?[a-z]+-\$/g)).toHaveLength(begins.length);
  });

  test('becomes the roles of its pipeline, and no others', () => {
    const names = new Set(text.match(/orgstrap-ci-[\w-]+/g));
    const own = Object.values(rollout.roles).map((arn) => arn.replace(/^.*\//, ''));
    // With Azure DevOps they are in the service connections.
    expect(names).toEqual(new Set(system === 'azure-devops' ? [] : own));
  });
});
