import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesOf, TERRAFORM } from './written';

const { 'Jenkinsfile.plan': plan = '', 'Jenkinsfile.apply': apply = '' } = filesOf('jenkins', 'jenkins');

test('the file of pull requests names the keys that plan, and cannot apply', () => {
  expect(new Set(plan.match(/credentialsId: '[^']*'/g))).toEqual(new Set(["credentialsId: 'orgstrap-jenkins-plan'"]));
  expect(plan).not.toContain('terraform apply');
  expect(plan).not.toContain('-or-create');
});

test('the file of the branch plans, asks and applies each workspace once, in rollout order', () => {
  expect([...apply.matchAll(/stage\('(.*)'\)/g)].map(([, name]) => name)).toEqual([
    'make new workspaces',
    'plan dev',
    'apply dev',
    'plan prod',
    'apply prod',
  ]);
  expect(apply.match(/input \{ message/g)).toHaveLength(2);
  expect(apply.split(TERRAFORM.apply)).toHaveLength(3);
});

test.each([
  ['plan', plan],
  ['apply', apply],
])('no script of the file to %s is shown as it runs, and Groovy changes nothing in it', (_, text) => {
  const scripts = [...text.matchAll(/sh '''([\s\S]*?)'''/g)].map(([, script = '']) => script);
  expect(scripts.length).toBeGreaterThan(1);
  for (const script of scripts) {
    expect(script.startsWith('#!/bin/sh\n')).toBe(true);
    expect(script).not.toContain('\\');
  }
  expect(text).not.toMatch(/sh\s*"/);
});

describe('what a build of Jenkins begins with', () => {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-jenkins-'));

  beforeAll(() => {
    const aws = join(folder, 'aws');
    writeFileSync(aws, `#!/bin/sh\nprintf '%s\\n' "$@" >${folder}/asked\nprintf 'key\\tsecret\\ttoken\\n'\n`);
    chmodSync(aws, 0o755);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['a pull request', plan, { CHANGE_ID: '12' }, 'jenkins-jenkins-plan-12-7', 'orgstrap-ci-plan-jenkins'],
    ['the branch', apply, {}, 'jenkins-jenkins-apply-7', 'orgstrap-ci-terraform-jenkins'],
  ])(
    'is a session of the CI role that names the build of %s, and nothing else for Terraform',
    (_, text, of, run, role) => {
      const [, script = ''] = /sh '''([\s\S]*?)terraform init/.exec(text) ?? [];
      const env = { PATH: `${folder}:${process.env.PATH}`, AWS_REGION: 'eu-west-1', BUILD_NUMBER: '7', ...of };
      const { stdout, stderr } = spawnSync('sh', ['-c', `${script}\nenv`], { env, encoding: 'utf8' });
      expect(stderr).toBe('');
      expect(stdout).toMatch(/^AWS_ACCESS_KEY_ID=key$/m);
      expect(stdout).toMatch(/^AWS_SECRET_ACCESS_KEY=secret$/m);
      expect(stdout).toMatch(/^AWS_SESSION_TOKEN=token$/m);
      expect(stdout).not.toContain('TF_VAR_run');
      const asked = readFileSync(join(folder, 'asked'), 'utf8');
      expect(asked).toContain(`--role-session-name\n${run}\n--source-identity\n${run}\n`);
      expect(asked).toContain(`:role/orgstrap/${role}\n`);
    },
  );
});

test('braces and parentheses of both files are closed', () => {
  for (const text of [plan, apply]) {
    for (const [open, close] of ['{}', '()', '[]']) {
      expect(text.split(open ?? '').length).toBe(text.split(close ?? '').length);
    }
  }
});

test('Jenkins is refused for a pipeline with tokens', () => {
  expect(() => filesOf('jenkins', 'github')).toThrow('Jenkins signs no tokens');
});
