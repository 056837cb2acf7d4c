import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { orgConfig } from '../../support/org-config';
import { TestRepository } from './test-repository';
import { filesOf, SEVEN, TERRAFORM, withStates } from './written';

const STATES = ['network', 'app'];
const JENKINS = SEVEN.pipelines.find(({ name }) => name === 'jenkins');
const { 'Jenkinsfile.plan': plan = '', 'Jenkinsfile.apply': apply = '' } = filesOf(
  'jenkins',
  'delivery',
  withStates(STATES, orgConfig().environments, JENKINS),
);

function scriptsOf(text: string): readonly string[] {
  return [...text.matchAll(/sh '''([\s\S]*?)'''/g)].map(([, script = '']) => script);
}

test('states are worked through one by one in each environment, in the order of the list', () => {
  for (const text of [plan, apply]) {
    expect(text).toContain(`for (workspaces in [['dev'], ['stage'], ['prod']]) {
            for (state in ['network', 'app']) {
              if (!byTimer && !changed.contains(" \${state} ")) { continue }
              for (workspace in workspaces) {`);
  }
});

test('the file of pull requests names the keys that plan, and cannot apply', () => {
  expect(new Set(plan.match(/credentialsId: '[^']*'/g))).toEqual(new Set(["credentialsId: 'orgstrap-delivery-plan'"]));
  expect(plan).not.toContain('terraform apply');
  expect(plan).not.toContain('-or-create');
});

test('the file of the branch plans, asks and applies, and by its timer it plans alone', () => {
  const places = [
    'stage("plan ${state} in ${workspace}")',
    "!= '2') { continue }",
    'if (byTimer) {',
    'unstable("${state} in ${workspace} differs',
    'stage("apply ${state} in ${workspace}")',
    'input message: "Apply the plan of ${state} in ${workspace} that the log shows?"',
    TERRAFORM.apply,
    'if (!byTimer) { currentBuild.description = "applied ${env.GIT_COMMIT}" }',
  ].map((text) => apply.indexOf(text));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('Terraform runs in the folder of its state', () => {
  expect(apply.match(/dir\("infrastructure\/\$\{state\}"\)/g)).toHaveLength(2);
  expect(apply).toContain('readFile("infrastructure/${state}/plan.status")');
});

test('no script is shown as it runs, Groovy changes nothing in it, and everything that is opened is closed', () => {
  for (const text of [plan, apply]) {
    for (const script of scriptsOf(text)) {
      expect(script.startsWith('#!/bin/sh\n')).toBe(true);
      expect(script).not.toContain('\\');
    }
    expect(text).not.toMatch(/sh\s*"/);
    for (const [open = '', close = ''] of ['{}', '()', '[]']) {
      expect(text.split(open).length).toBe(text.split(close).length);
    }
  }
});

describe('what changed', () => {
  let repository: TestRepository;

  beforeEach(() => {
    repository = new TestRepository();
  });

  afterEach(() => repository.remove());

  function changedIn(text: string, env: Readonly<Record<string, string>>): string {
    const script = scriptsOf(text).find((one) => one.includes('changed.states')) ?? '';
    const { status, stderr } = spawnSync('sh', ['-c', script], {
      cwd: join(repository.folder, 'infrastructure'),
      env: { PATH: process.env.PATH, STATES: STATES.join(' '), ...env },
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    return readFileSync(join(repository.folder, 'infrastructure', 'changed.states'), 'utf8').trim();
  }

  test.each([
    [['infrastructure/app/main.tf'], 'app'],
    [['infrastructure/modules/x.tf'], 'network app'],
    [['README.md'], ''],
  ])('in a pull request with %j is found', (paths, states) => {
    repository.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    repository.commit(...paths);
    expect(changedIn(plan, { CHANGE_TARGET: 'main' })).toBe(states);
  });

  test('in a pull request whose target was not fetched is everything', () => {
    repository.commit('README.md');
    expect(changedIn(plan, { CHANGE_TARGET: 'main' })).toBe('network app');
  });

  test('is what was touched since a build has applied the branch', () => {
    const base = repository.git('rev-parse', 'HEAD');
    repository.commit('infrastructure/app/main.tf');
    repository.git('revert', '--no-edit', 'HEAD');
    expect(changedIn(apply, { BASE: base })).toBe('app');
  });

  test('is everything where no build has applied it, or all of it is asked for', () => {
    expect(changedIn(apply, { BASE: '' })).toBe('network app');
    expect(apply).toContain("def base = byTimer || params.MAKE_WORKSPACES || before == null ? '' :");
  });
});
