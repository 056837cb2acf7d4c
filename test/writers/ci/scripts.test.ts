import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { terraformReport } from '../../../lib/writers/ci/gitlab/jobs';
import { quotedText } from '../../../lib/writers/ci/text';
import { filesOf, type Job, TERRAFORM, workflowsOf } from './written';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-pipelines-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

/** A program that writes down how it was called, with the file that it sends, and then does what the script says. */
function program(name: string, script: string): void {
  write(
    `bin/${name}`,
    `#!/bin/sh
echo "${name} $*" >>"${folder}/calls"
for argument; do case $argument in body=@*|description@*) cp "\${argument#*@}" "${folder}/sent" ;; esac; done
${script}
`,
  );
  chmodSync(join(folder, 'bin', name), 0o755);
}

function calls(): readonly string[] {
  return existsSync(join(folder, 'calls')) ? read('calls').trimEnd().split('\n') : [];
}

const BASH: readonly string[] = ['bash', '--noprofile', '--norc', '-eo', 'pipefail'];
const SH: readonly string[] = ['sh', '-eu'];

/** As CI runs a script: bash with the options of GitHub, or the shell of a small image. */
function run(script: string, env: Readonly<Record<string, string>> = {}, shell = BASH) {
  const [command = '', ...options] = shell;
  const Path = `${join(folder, 'bin')}:${process.env.PATH}`;
  const { status, stdout, stderr } = spawnSync(command, [...options, '-c', script], {
    cwd: folder,
    env: { PATH: Path, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function lastScript({ steps }: Job): string {
  return steps.at(-1)?.run ?? '';
}

const PLAN = 'Terraform will perform the following actions:\n\nPlan: 1 to add, 2 to change, 13 to destroy.\n';

describe.each([
  ['bash', BASH],
  ['sh', SH],
] as const)('the plan, in %s', (_, shell) => {
  test.each([
    [0, 0, '0\n'],
    [2, 0, '2\n'],
    [1, 1, undefined],
    [137, 137, undefined],
  ])('that ends with %i makes a job that ends with %i', (status, expected, written) => {
    program('terraform', `[ "$1" = show ] && echo 'the plan' || exit ${status}`);
    expect(run(TERRAFORM.plan('locked'), {}, shell).status).toBe(expected);
    expect(existsSync(join(folder, 'plan.status')) ? read('plan.status') : undefined).toBe(written);
    expect(calls()[0]).toBe('terraform plan -no-color -detailed-exitcode -lock-timeout=10m -out=plan.tfplan');
    expect(calls()[1]).toBe(written === undefined ? undefined : 'terraform show -no-color plan.tfplan');
  });
});

describe('the text of a plan, quoted', () => {
  test('does not get out of its block, whatever is in it', () => {
    write('plan.txt', 'a\r# heading\n```\n</details>\n\n@everyone\n');
    expect(run(quotedText('plan.txt', 1000)).stdout).toBe(
      '    a# heading\n    ```\n    </details>\n    \n    @everyone\n',
    );
  });

  test('is cut off between lines, outside the block, and the script goes on', () => {
    write('plan.txt', 'é'.repeat(20).concat('\n').repeat(100_000));
    const { status, stdout } = run(`${quotedText('plan.txt', 300)}; echo next`);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^( {4}é{20}\n)+\n\*\*It is cut off here\.\*\* .*\nnext\n$/);
    expect(stdout.length).toBeLessThan(400);
  });
});

test.each([
  [PLAN, { create: 1, update: 2, delete: 13 }],
  ['Plan: 4 to import, 10 to add, 0 to change, 0 to destroy.\n', { create: 10, update: 0, delete: 0 }],
  ['No changes. Your infrastructure matches the configuration.\n', { create: 0, update: 0, delete: 0 }],
])('GitLab is told the numbers of %j', (text, numbers) => {
  write('plan.txt', text);
  expect(run(terraformReport(), {}, SH).status).toBe(0);
  expect(JSON.parse(read('plan.json'))).toEqual(numbers);
});

describe('the comments on a pull request of GitHub', () => {
  const job = workflowsOf('github').plan.jobs.comment;
  if (job === undefined) throw new Error('there is no job that comments');
  const env = { COMMENTS: 'comments', ONE_COMMENT: 'comment', WORKSPACES: 'dev' };

  test('are written where there are none', () => {
    program('gh', '');
    write('plans/github-plan-dev/plan.txt', PLAN);
    expect(run(lastScript(job), env)).toMatchObject({ status: 0, stderr: '' });
    expect(calls().at(-1)).toBe('gh api --silent --method POST comments --field body=@comment.md');
    expect(read('sent')).toMatch(/^<!-- orgstrap plan github dev -->\n\*\*terraform plan: dev\*\*\n\n<details>/);
    expect(read('sent')).toContain('\n\n    Terraform will perform');
    expect(read('sent')).toMatch(/\n\n<\/details>\n$/);
  });

  test('are written over, the first of several, where there are some', () => {
    program('gh', '[ "$2" = --paginate ] && printf "12\\n34\\n" || :');
    write('plans/github-plan-dev/plan.txt', PLAN);
    expect(run(lastScript(job), env).status).toBe(0);
    expect(calls().at(-1)).toBe('gh api --silent --method PATCH comment/12 --field body=@comment.md');
    expect(calls()[0]).toContain('startswith("<!-- orgstrap plan github dev -->")');
  });

  test('say that there is no plan, and never more than a comment holds', () => {
    program('gh', '');
    expect(run(lastScript(job), env).status).toBe(0);
    expect(read('sent')).toContain('It could not be planned');
    write('plans/github-plan-dev/plan.txt', 'x'.repeat(99).concat('\n').repeat(10_000));
    expect(run(lastScript(job), env).status).toBe(0);
    expect(read('sent').length).toBeGreaterThan(50_000);
    expect(read('sent').length).toBeLessThan(65_536);
  });

  test('are not written where GitHub cannot be asked for those that there are', () => {
    program('gh', 'exit 4');
    expect(run(lastScript(job), env).status).not.toBe(0);
    expect(calls()).toHaveLength(1);
  });
});

/** How a system is told about drift. */
interface DriftReport {
  readonly folder: (workspace: string, what: string) => string;
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  readonly shell: readonly string[];
  readonly program: string;
  /** What the program answers where an issue is open. */
  readonly open: string;
  readonly opens: RegExp;
  readonly updates: RegExp;
  readonly closes: RegExp;
}

const DRIFT_OF_GITHUB: DriftReport = {
  folder: (workspace: string, what: string) => `plans/github-drift-${workspace}/plan.${what}`,
  script: lastScript(workflowsOf('github').drift.jobs.report ?? { steps: [] }),
  env: { ISSUES: 'issues', WORKSPACES: 'dev prod', TITLE: 'title', RUN: 'run' },
  program: 'gh',
  open: '[ "$2" = --paginate ] && echo 7 || :',
  opens: /^gh .*POST issues --field title=title/,
  updates: /^gh .*PATCH issues\/7 --field body=@/,
  closes: /^gh .*PATCH issues\/7 --field state=closed/,
  shell: BASH,
};

const DRIFT_OF_GITLAB: DriftReport = {
  folder: (workspace: string, what: string) => `infrastructure/drift/${workspace}.${what}`,
  script: parse(filesOf('gitlab', 'gitlab')['.gitlab-ci.yml'] ?? '')['drift-issue'].script[0],
  env: {
    CI_API_V4_URL: 'api',
    CI_PROJECT_ID: '1',
    CI_PIPELINE_URL: 'run',
    LABEL: 'label',
    TITLE: 'title',
    DRIFT_ISSUE_TOKEN: 'secret',
  },
  program: 'curl',
  open: `case $* in *--get*) printf '[{"id":99,"iid":7,"project_id":1,"milestone":{"id":3,"iid":4}}]' ;; esac`,
  opens: /^curl .* api\/projects\/1\/issues --data-urlencode title=title/,
  updates: /^curl .*PUT api\/projects\/1\/issues\/7 --data-urlencode description@/,
  closes: /^curl .*PUT api\/projects\/1\/issues\/7 --data state_event=close/,
  shell: SH,
};

describe.each([
  ['GitHub', DRIFT_OF_GITHUB],
  ['GitLab', DRIFT_OF_GITLAB],
] as const)('the issue about drift, on %s', (_, system) => {
  function report(open: boolean, statuses: Readonly<Record<string, string>>) {
    program(system.program, open ? system.open : ':');
    for (const [workspace, status] of Object.entries(statuses)) {
      write(system.folder(workspace, 'status'), `${status}\n`);
      write(system.folder(workspace, 'txt'), PLAN);
    }
    const { status, stderr } = run(system.script, system.env, system.shell);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return calls().at(-1) ?? '';
  }

  test('is opened where something differs', () => {
    expect(report(false, { dev: '2', prod: '0' })).toMatch(system.opens);
    expect(read('sent')).toContain('### dev\n\n    Terraform will perform');
    expect(read('sent')).not.toContain('### prod');
  });

  test('is written over where it is open', () => {
    expect(report(true, { dev: '2', prod: '0' })).toMatch(system.updates);
    expect(calls().filter((call) => system.opens.test(call))).toEqual([]);
  });

  test('is closed where nothing differs any more, and not opened for nothing', () => {
    expect(report(true, { dev: '0', prod: '0' })).toMatch(system.closes);
    rmSync(join(folder, 'calls'));
    report(false, { dev: '0', prod: '0' });
    expect(calls()).toHaveLength(1);
  });

  test('is about a workspace that could not be planned, too', () => {
    expect(report(false, {})).toMatch(system.opens);
    expect(read('sent')).toContain('### dev\n\nIt could not be planned');
  });

  test('shows no token among the arguments of a program', () => {
    report(true, { dev: '2', prod: '2' });
    expect(read('calls')).not.toContain('secret');
  });
});
