import { parse } from 'yaml';
import type { OidcJobs } from '../../../lib/domain/ci-identity';
import { orgConfig } from '../../support/org-config';
import { filesOf, TERRAFORM } from './written';

interface Job {
  readonly extends?: string;
  readonly stage?: string;
  readonly rules?: readonly { readonly if: string; readonly when?: string; readonly allow_failure?: boolean }[];
  readonly script?: readonly string[];
  readonly dependencies?: readonly string[];
  readonly resource_group?: string;
  readonly timeout?: string;
  readonly environment?: { readonly name: string };
}

function gitlab(planBranch: string, applyBranch = 'main') {
  const jobs = (branch: string): OidcJobs => ({
    audience: 'https://gitlab.com',
    subjects: [`project_path:acme/infra:ref_type:branch:ref:${branch}`],
  });
  return orgConfig({
    pipelines: [
      {
        name: 'delivery',
        deployedAs: 'delivery',
        environments: ['dev', 'stage', 'prod'],
        states: [],
        identity: {
          kind: 'oidc',
          system: 'gitlab',
          issuer: 'gitlab.com',
          jobs: { apply: jobs(applyBranch), plan: jobs(planBranch) },
        },
      },
    ],
  });
}

const pipeline: Readonly<Record<string, unknown>> = parse(
  filesOf('gitlab', 'delivery', gitlab('*'))['.gitlab-ci.yml'] ?? '',
);
const GLOBAL = ['stages', 'workflow'];
const jobs = Object.entries(pipeline).filter(([name]) => !GLOBAL.includes(name) && !name.startsWith('.')) as [
  string,
  Job,
][];
const job = Object.fromEntries(jobs);
const WORKSPACES = ['dev', 'stage', 'prod'];

test('every job that becomes a role names itself before it begins', () => {
  const { before_script: scripts } = pipeline['.terraform'] as { readonly before_script: readonly string[] };
  expect(scripts.slice(1).join('\n')).toMatch(
    /^export TF_VAR_run="gitlab-\$CI_PIPELINE_ID-\$CI_JOB_ID"\nexport AWS_ROLE_SESSION_NAME="\$TF_VAR_run"\n/,
  );
});

test('each workspace is planned and applied once, in rollout order', () => {
  const stages = pipeline.stages as readonly string[];
  const order = jobs.filter(([name]) => /^(plan|apply)-(?!merge)/.test(name));
  expect(order.map(([name]) => name)).toEqual(WORKSPACES.flatMap((name) => [`plan-${name}`, `apply-${name}`]));
  const places = order.map(([, { stage = '' }]) => stages.indexOf(stage));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(new Set(places).size).toBe(places.length);
  expect(places).not.toContain(-1);
});

test('an apply is started by a person, holds up what is behind it, and applies the plan of its own workspace', () => {
  for (const name of WORKSPACES) {
    const apply = job[`apply-${name}`];
    expect(apply?.rules).toEqual([
      { if: '$CI_PIPELINE_SOURCE != "schedule" && $CI_COMMIT_BRANCH == "main"', when: 'manual', allow_failure: false },
    ]);
    expect(apply?.dependencies).toEqual([`plan-${name}`]);
    expect(apply?.resource_group).toBe(job[`plan-${name}`]?.resource_group);
    expect(apply?.environment).toEqual({ name });
    expect(apply?.script).toContain(TERRAFORM.apply);
  }
});

test('only what applies or makes a workspace has the role that applies, on the branch alone', () => {
  for (const [name, { extends: base, rules = [] }] of jobs) {
    if (base !== '.as-apply') continue;
    expect(name).toMatch(/^(apply-|workspaces$)/);
    for (const rule of rules) expect(rule.if).toContain('$CI_COMMIT_BRANCH == "main"');
  }
  expect(pipeline['.as-apply']).toMatchObject({
    variables: {
      AWS_ROLE_ARN: 'arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-terraform-delivery',
      TF_VAR_access: 'apply',
    },
  });
  expect(pipeline['.as-plan']).toMatchObject({
    variables: {
      AWS_ROLE_ARN: 'arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-plan-delivery',
      TF_VAR_access: 'plan',
    },
  });
});

test('a token is asked for with the audience that the roles trust', () => {
  expect(pipeline['.terraform']).toMatchObject({ id_tokens: { AWS_ID_TOKEN: { aud: 'https://gitlab.com' } } });
});

test('every job ends in time, by itself or by what it extends, and says when it runs', () => {
  for (const [, { extends: base, timeout, rules }] of jobs) {
    expect(base ?? timeout).toBeDefined();
    expect(rules).toHaveLength(1);
  }
  expect(pipeline['.terraform']).toMatchObject({ timeout: '1 hour' });
});

test('trust that plans one branch alone is refused with what to write, and so are keys', () => {
  expect(() => filesOf('gitlab', 'delivery', gitlab('main'))).toThrow('write plan: { anyBranch: {} }');
  expect(() => filesOf('gitlab', 'delivery', orgConfig())).toThrow('needs no keys');
});
