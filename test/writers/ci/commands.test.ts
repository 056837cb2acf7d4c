import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_TERRAFORM_VERSION } from '../../../lib/domain/terraform-program';
import { CHANGES, PLAN_FILES, TERRAFORM_ENVIRONMENT } from '../../../lib/writers/ci/commands';
import { ACTIONS, VERSIONS } from '../../../lib/writers/ci/github/steps';
import { filesOf, SEVEN, TERRAFORM } from './written';

const SETUP_TERRAFORM = `${ACTIONS.setupTerraform} # ${VERSIONS.get(ACTIONS.setupTerraform)}`;

const SHARED = [
  ...Object.values(TERRAFORM).map((script) => (typeof script === 'string' ? script : '')),
  TERRAFORM.plan('locked'),
  TERRAFORM.plan('unlocked'),
].flatMap((script) => script.split('\n'));

describe.each(['github', 'gitlab', 'jenkins'] as const)('the files of %s', (system) => {
  const text = Object.values(filesOf(system, system)).join('\n');

  test('run nothing of Terraform that is not in the shared list', () => {
    const lines = text.split('\n').map((line) => line.replace(/^[\s-]*(run: )?/, ''));
    const runs = lines.filter((line) => /^terraform /.test(line)).map((line) => line.replace(/ \|\| exit$/, ''));
    expect(runs.length).toBeGreaterThan(5);
    expect(SHARED).toEqual(expect.arrayContaining(runs));
  });

  test('ask for no input, and do not know the state of a plan that was not made for them', () => {
    for (const name of Object.keys(TERRAFORM_ENVIRONMENT)) expect(text).toContain(name);
    expect(text).not.toContain('-auto-approve');
    expect(text).not.toContain('TF_WORKSPACE');
  });
});

describe.each(['github', 'gitlab', 'jenkins'] as const)('the files of %s for OpenTofu', (system) => {
  const chosen = { ...SEVEN, terraform: { ...SEVEN.terraform, openTofuVersion: '1.11.1' } };

  test('differ from those for Terraform in the program and how it is installed, and in nothing else', () => {
    const files = filesOf(system, system, chosen);
    const asTerraform = Object.entries(files).map(([path, text]) => [
      path,
      text
        .replaceAll(/^((?:.*run: | *- )?[ ;]*)tofu (?=fmt|init|validate|workspace|plan|show|apply)/gm, '$1terraform ')
        .replaceAll('ghcr.io/opentofu/opentofu:1.11.1', `hashicorp/terraform:${DEFAULT_TERRAFORM_VERSION}`)
        .replaceAll(/opentofu\/setup-opentofu@\w+ # v[\d.]+/g, SETUP_TERRAFORM)
        .replaceAll('tofu_version: 1.11.1', `terraform_version: ${DEFAULT_TERRAFORM_VERSION}`)
        .replaceAll('tofu_wrapper', 'terraform_wrapper'),
    ]);
    expect(Object.fromEntries(asTerraform)).toEqual(filesOf(system, system));
    expect(Object.values(files).join('\n')).not.toMatch(/\bterraform (fmt|init|validate|workspace|plan|show|apply) -/);
  });
});

describe('Terraform itself', () => {
  const found = ['terraform'].find((name) => spawnSync(name, ['version']).status === 0);
  // A visible skip where it is not installed: the summary of the tests counts it.
  const testWhereInstalled = found === undefined ? test.skip : test;

  testWhereInstalled(
    `makes a workspace, plans it, applies that plan, and finds nothing more to change (written for ${DEFAULT_TERRAFORM_VERSION})`,
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'orgstrap-commands-'));
      writeFileSync(
        join(folder, 'main.tf'),
        `variable "access" {
  type      = string
  ephemeral = true
}

resource "terraform_data" "it" {
  input = terraform.workspace
}
`,
      );
      const run = (script: string, access: string) =>
        spawnSync('sh', ['-eu', '-c', script], {
          cwd: folder,
          encoding: 'utf8',
          env: {
            ...TERRAFORM_ENVIRONMENT,
            PATH: process.env.PATH,
            HOME: folder,
            CHECKPOINT_DISABLE: '1',
            TF_VAR_access: access,
            TERRAFORM_WORKSPACE: 'dev',
          },
        }).status;
      const planned = () => readFileSync(join(folder, PLAN_FILES.status), 'utf8').trim();
      try {
        expect(run(TERRAFORM.format, 'plan')).toBe(0);
        expect(run(TERRAFORM.init, 'plan')).toBe(0);
        expect(run(TERRAFORM.validate, 'plan')).toBe(0);
        expect(run(TERRAFORM.selectWorkspace, 'plan')).not.toBe(0);
        expect(run(TERRAFORM.createWorkspace, 'apply')).toBe(0);
        expect(run(TERRAFORM.selectWorkspace, 'plan')).toBe(0);
        expect(run(TERRAFORM.plan('locked'), 'plan')).toBe(0);
        expect(planned()).toBe(CHANGES);
        expect(readFileSync(join(folder, PLAN_FILES.text), 'utf8')).toContain('1 to add');
        expect(run(TERRAFORM.apply, 'apply')).toBe(0);
        expect(run(TERRAFORM.plan('unlocked'), 'plan')).toBe(0);
        expect(planned()).toBe('0');
        expect(run(TERRAFORM.apply.replace(PLAN_FILES.saved, 'no.tfplan'), 'apply')).not.toBe(0);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    60_000,
  );
});
