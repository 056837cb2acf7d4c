import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTerraform } from '../../../lib/commands/terraform/write-terraform';
import { terraformWiring } from '../../../lib/writers/terraform/wiring';
import { example, ROOT } from '../../support/examples';
import { orgConfig, pipeline } from '../../support/org-config';

const delivery = pipeline('delivery', ['dev', 'stage']);
const release = pipeline('release', ['prod']);
const one = orgConfig();
const two = orgConfig({
  deployFrom: 'management',
  pipelines: [delivery, release],
  managementAccount: { workspace: 'management', pipelines: ['release'] },
});
const [only = delivery] = one.pipelines;

describe('the backend', () => {
  test('is the bucket and the key of the pipeline, without a role that a saved plan would keep, locked by objects, in the Terraform account only', () => {
    expect(
      terraformWiring(one, only)['backend.tf'],
    ).toBe(`# Written by "orgstrap terraform" from org.yaml. Change org.yaml and write it again.
# For the pipeline delivery.

terraform {
  required_version = ">= 1.11" # ephemeral variables, and locks in S3, in Terraform and in OpenTofu

  backend "s3" {
    bucket              = "orgstrap-state-delivery-222222222222-eu-west-1-an"
    key                 = "terraform.tfstate"
    region              = "eu-west-1"
    encrypt             = true
    kms_key_id          = "arn:aws:kms:eu-west-1:222222222222:alias/orgstrap-state-delivery"
    use_lockfile        = true
    allowed_account_ids = ["222222222222"]
  }
}
`);
  });

  test('of one of several states has its own key, which Terraform puts behind the workspace', () => {
    const config = orgConfig({ pipelines: [{ ...delivery, states: ['network', 'app'] }] });
    const [several = delivery] = config.pipelines;
    const [network, app] = several.states.map((state) => terraformWiring(config, several, state));
    expect(network?.['backend.tf']).toContain('key                 = "network/terraform.tfstate"');
    expect(app?.['backend.tf']).toContain('key                 = "app/terraform.tfstate"');
    expect({ ...network, 'backend.tf': '' }).toEqual({ ...app, 'backend.tf': '' });
  });

  test('of one pipeline says nothing of another', () => {
    expect(Object.values(terraformWiring(two, release)).join('\n')).not.toContain('delivery');
    expect(Object.values(terraformWiring(two, delivery)).join('\n')).not.toContain('release');
  });
});

describe('the profiles', () => {
  test('become the CI role to apply and the CI role to plan, from keys that are elsewhere', () => {
    expect(
      terraformWiring(one, only)['aws.config'],
    ).toBe(`# Written by "orgstrap terraform" from org.yaml. Change org.yaml and write it again.

[profile apply]
role_arn = arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-terraform-delivery
role_session_name = terraform-delivery
credential_source = Environment
region = eu-west-1

[profile plan]
role_arn = arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-plan-delivery
role_session_name = terraform-delivery
credential_source = Environment
region = eu-west-1
`);
  });
});

describe('the provider', () => {
  test('goes from a CI role into the role of the same kind in the account of the workspace, and into no other', () => {
    const text = terraformWiring(one, only)['provider.tf'];
    expect(text).toContain(`provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = [module.workspace.account_id]

  assume_role {
    role_arn        = module.workspace.role_arns[var.access]
    session_name    = "terraform-delivery"
    source_identity = var.run
  }
}
`);
    expect(text).toContain('workspace  = terraform.workspace');
  });

  test('takes what it is let in for from a variable that a saved plan does not keep', () => {
    expect(terraformWiring(one, only)['provider.tf']).toMatch(
      /variable "access" \{[^}]+default {5}= "apply"\n {2}ephemeral {3}= true\n/,
    );
  });

  test('names the run in all that it does, where somebody says which it is, in a variable that a saved plan does not keep', () => {
    expect(terraformWiring(one, only)['provider.tf']).toMatch(
      /variable "run" \{[^}]+default {5}= null\n {2}ephemeral {3}= true\n/,
    );
  });

  test('has no account id of its own', () => {
    expect(terraformWiring(two, release)['provider.tf']).not.toMatch(/\d{12}/);
  });
});

describe('the module of the workspace', () => {
  test('is the same for every pipeline, and refuses what is not in the map', () => {
    const module = terraformWiring(one, only)['workspace/main.tf'];
    expect(terraformWiring(two, release)['workspace/main.tf']).toBe(module);
    expect(module).toContain('condition     = contains(keys(var.selection.workspaces), var.selection.workspace)');
    expect(module).toContain('there are: ${join(", ", keys(var.selection.workspaces))}');
  });
});

describe('the map of workspaces', () => {
  function mapOf(config: typeof one, of: typeof delivery): unknown {
    return JSON.parse(terraformWiring(config, of)['workspaces.auto.tfvars.json'] ?? '').workspaces;
  }

  function entry(accountId: string, environment: string): unknown {
    return {
      account_id: accountId,
      environment,
      role_arns: {
        apply: `arn:aws:iam::${accountId}:role/orgstrap/orgstrap-terraform`,
        plan: `arn:aws:iam::${accountId}:role/orgstrap/orgstrap-terraform-plan`,
      },
    };
  }

  test('has every account of a pipeline that may change all environments', () => {
    expect(mapOf(one, only)).toEqual({
      dev: entry('444444444444', 'dev'),
      stage: entry('555555555555', 'stage'),
      prod: entry('666666666666', 'prod'),
    });
  });

  test('has no account of an environment that the pipeline may not change', () => {
    expect(mapOf(two, delivery)).toEqual({ dev: entry('444444444444', 'dev'), stage: entry('555555555555', 'stage') });
  });

  test('has the management account for its pipelines only', () => {
    expect(mapOf(two, release)).toEqual({
      prod: entry('666666666666', 'prod'),
      management: entry('111111111111', 'management'),
    });
  });

  test('ends with a line break, and is laid out for people', () => {
    const text = terraformWiring(one, only)['workspaces.auto.tfvars.json'];
    expect(text?.split('\n').slice(0, 3)).toEqual(['{', '  "workspaces": {', '    "dev": {']);
    expect(text).toMatch(/\n}\n$/);
  });
});

test.each([
  ['us-gov-west-1', 'aws-us-gov'],
  ['cn-north-1', 'aws-cn'],
] as const)('every ARN is one of the partition of %s', (homeRegion, partition) => {
  const text = Object.values(terraformWiring(orgConfig({ homeRegion }), only)).join('\n');
  expect(new Set([...text.matchAll(/arn:([a-z-]+):/g)].map(([, found]) => found))).toEqual(new Set([partition]));
});

test('the wiring is the same a second time', () => {
  expect(terraformWiring(two, release)).toEqual(terraformWiring(two, release));
});

describe('Terraform itself', () => {
  const command = ['terraform', 'tofu'].find((name) => spawnSync(name, ['version']).status === 0);
  // A visible skip where neither is installed: the summary of the tests counts it.
  const testWhereInstalled = command === undefined ? test.skip : test;

  testWhereInstalled(
    `finds nothing to format (${command ?? 'not run: neither terraform nor tofu is on the PATH'})`,
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'orgstrap-fmt-'));
      try {
        for (const { name } of two.pipelines) writeTerraform(two, name, join(folder, name));
        writeTerraform(example('seven-systems.yaml'), 'hcp-terraform', join(folder, 'hcp-terraform'));
        cpSync(join(ROOT, 'examples', 'pipelines', 'hcp-terraform'), join(folder, 'tfe'), { recursive: true });
        const { status, stdout } = spawnSync(
          command ?? '',
          ['fmt', '-check', '-diff', '-recursive', '-no-color', folder],
          { encoding: 'utf8' },
        );
        expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
        expect(readdirSync(folder)).toEqual(['delivery', 'hcp-terraform', 'release', 'tfe']);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
