import { TERRAFORM } from '../../lib/pipelines/commands';
import { filesOf } from './written';

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
