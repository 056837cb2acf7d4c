import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTerraform } from '../../../lib/commands/terraform/write-terraform';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { terraformWiring } from '../../../lib/writers/terraform/wiring';
import { environment, orgConfig, pipeline } from '../../support/org-config';

const environments: OrgConfig['environments'] = [
  environment('dev', 'ou-abcd-11111111', '444444444444'),
  { ...environment('us', 'ou-abcd-22222222', '555555555555'), region: 'us-east-1', furtherRegions: ['us-west-2'] },
  {
    ...environment('prod', 'ou-abcd-33333333', '666666666666'),
    region: 'eu-west-1',
    furtherRegions: ['eu-central-1', 'us-west-2'],
  },
];
const config = orgConfig({
  environments,
  pipelines: [pipeline('all', ['dev', 'us', 'prod']), pipeline('home', ['dev'])],
});

function providerOf(name: string): string {
  const one = config.pipelines.find((each) => each.name === name);
  return one === undefined ? '' : (terraformWiring(config, one)['provider.tf'] ?? '');
}

test('the provider is in the Region of the environment of the workspace, and the states are in the home Region', () => {
  expect(providerOf('all')).toContain(`
locals {
  # The Region of each environment that is not in the home Region.
  orgstrap_regions = {
    "us" = "us-east-1"
  }
}

provider "aws" {
  region              = lookup(local.orgstrap_regions, module.workspace.environment, "eu-west-1")
`);
  const [all = pipeline('', [])] = config.pipelines;
  expect(terraformWiring(config, all)['backend.tf']).toContain('region              = "eu-west-1"');
});

test('each further Region has one provider, into the same account by the same role', () => {
  const providers = providerOf('all').split('\nprovider "aws" {').slice(1);
  expect(providers.map((text) => /alias += "(.*)"/.exec(text)?.[1])).toEqual([undefined, 'us_west_2', 'eu_central_1']);
  expect(providers.map((text) => /region += (.*)/.exec(text)?.[1]).slice(1)).toEqual(['"us-west-2"', '"eu-central-1"']);
  const roles = providers.map((text) => text.slice(text.indexOf('  allowed_account_ids'), text.indexOf('\n}\n')));
  expect(new Set(roles).size).toBe(1);
  expect(roles[0]).toContain('role_arn        = module.workspace.role_arns[var.access]');
});

test('a pipeline of environments in the home Region alone has the Region as a text', () => {
  expect(providerOf('home')).toContain('  region              = "eu-west-1"\n');
  expect(providerOf('home')).not.toContain('alias');
});

describe('Terraform itself', () => {
  const command = ['terraform'].find((name) => spawnSync(name, ['version']).status === 0);
  // A visible skip where it is not installed: the summary of the tests counts it.
  const testWhereInstalled = command === undefined ? test.skip : test;

  testWhereInstalled(
    'finds the Region of each workspace, and nothing to format',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'orgstrap-regions-'));
      const run = (...args: readonly string[]) =>
        spawnSync(command ?? '', [...args], {
          cwd: folder,
          encoding: 'utf8',
          env: { ...process.env, CHECKPOINT_DISABLE: '1' },
        });
      try {
        writeTerraform(config, 'all', folder);
        expect(run('fmt', '-check', '-diff', '-recursive').stdout).toBe('');
        // Without providers and backend, which would want AWS: what they are given is shown in their place.
        const [before = '', provider = ''] = providerOf('all').split('\nprovider "aws" {');
        const region = /region += (.*)/.exec(provider)?.[1] ?? '';
        writeFileSync(join(folder, 'provider.tf'), `${before}\noutput "region" {\n  value = ${region}\n}\n`);
        const module = join(folder, 'workspace', 'main.tf');
        writeFileSync(module, readFileSync(module, 'utf8').replace(/\nterraform \{[\s\S]*?\n\}\n/, ''));
        rmSync(join(folder, 'backend.tf'));
        expect(run('init', '-no-color').status).toBe(0);
        const found = ['dev', 'us', 'prod'].map((name) => {
          run('workspace', 'select', '-or-create', name);
          return /region = "(.*)"/.exec(run('plan', '-no-color').stdout)?.[1];
        });
        expect(found).toEqual(['eu-west-1', 'us-east-1', 'eu-west-1']);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    60_000,
  );
});
